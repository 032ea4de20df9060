package dev.bentline.bench;

/** A logarithmic axis. */
record LogAxis(double from, double to) {
    /** From one power of ten to another. */
    static LogAxis decades(double least, double most) {
        double from = Math.floor(Math.log10(least));
        return new LogAxis(Math.pow(10, from), Math.pow(10, Math.max(from + 1, Math.ceil(Math.log10(most)))));
    }

    /** Where a value stands on the axis, from 0 at its beginning to 1 at its end. */
    double place(double value) {
        return Math.log(value / from) / Math.log(to / from);
    }
}
