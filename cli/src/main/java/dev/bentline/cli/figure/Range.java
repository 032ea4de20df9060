package dev.bentline.cli.figure;

/** Range from a smallest value to a largest. */
public record Range(double from, double to) {
    /** Makes the range of no value. */
    static final Range NONE = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** The smallest that has a value, too, if that is finite. */
    Range with(double value) {
        return Double.isFinite(value) ? new Range(Math.min(from, value), Math.max(to, value)) : this;
    }
}
