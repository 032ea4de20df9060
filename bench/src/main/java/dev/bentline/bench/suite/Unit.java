package dev.bentline.bench.suite;

/**
 * Unit of a table's numbers.
 *
 * @param word the heading of their column
 * @param nanos what JMH's nanoseconds per call are divided by
 */
public record Unit(String word, double nanos) {
    static final Unit EPOCH = new Unit("us/epoch", 1e3);
    static final Unit FIT = new Unit("us/fit", 1e3);
    static final Unit MILLISECONDS = new Unit("ms/call", 1e6);

    public static final Unit PROCESS = new Unit("s/process", 1e9);

    /** Makes that of calls on so many elements of an array. */
    static Unit element(int size) {
        return new Unit("ns/element", size);
    }

    /** Makes that of calls on so many curves. */
    static Unit curve(int curves) {
        return new Unit("us/curve", 1e3 * curves);
    }

    /** Makes that of calls on so many dosages. */
    static Unit dosage(int size) {
        return new Unit("ns/dosage", size);
    }
}
