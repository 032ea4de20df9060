package dev.bentline.cli.figure;

/**
 * The extremes over each of a few intervals of the dosage. The intervals begin at multiples of their
 * width, a power of two, which is the smallest for which a fixed number of them covers the dosages: so merging neighbours
 * as the range grows loses nothing, and what comes out does not depend on the order of the dosages.
 */
final class Bins {
    /** Several for every pixel column. */
    static final int COUNT = 4096;

    /** Exponent of the distance between the smallest floats. */
    static final int NARROWEST = Float.MIN_EXPONENT - Float.PRECISION + 1;

    private Extremes extremes = new Extremes(COUNT);
    private int exponent = NARROWEST;

    /** The number of the first bin: its interval begins at so many widths. */
    private long first;

    /** The exponent of the narrowest width that will do for a range of dosages. */
    static int exponent(float from, float to) {
        // No narrower than the distance of floats there, so that an index fits into a long.
        int exponent = Math.getExponent(Math.ulp(Math.max(Math.abs(from), Math.abs(to))));
        if (exponent < Float.MIN_EXPONENT) {
            exponent = NARROWEST; // of a subnormal distance the exponent is not told
        }
        while (index(to, exponent) - index(from, exponent) >= COUNT) {
            exponent++;
        }
        return exponent;
    }

    /** Which interval of a width a dosage lies in. */
    static long index(float dosage, int exponent) {
        return (long) Math.floor(dosage * Math.scalb(1.0, -exponent));
    }

    int exponent() {
        return exponent;
    }

    /** Makes room for a range of dosages that covers the one before. */
    void cover(float from, float to) {
        int wider = Math.max(exponent, exponent(from, to));
        long newFirst = index(from, wider);
        if (wider == exponent && newFirst == first) {
            return;
        }
        Extremes old = extremes;
        extremes = new Extremes(COUNT);
        int doublings = Math.min(wider - exponent, Long.SIZE - 1);
        for (int i = 0; i < COUNT; i++) {
            if (!old.isEmpty(i)) {
                extremes.add((int) (((first + i) >> doublings) - newFirst), old, i);
            }
        }
        exponent = wider;
        first = newFirst;
    }

    /** Adds the extremes of an interval of some width, at most that of the bins. */
    void add(long index, int indexExponent, Extremes others, int other) {
        int bin = (int) ((index >> Math.min(exponent - indexExponent, Long.SIZE - 1)) - first);
        extremes.add(bin, others, other);
    }

    /** The extremes, bin by bin. */
    Extremes extremes() {
        return extremes;
    }

    /** The dosage in the middle of a bin. */
    double middle(int bin) {
        return (first + bin + 0.5) * Math.scalb(1.0, exponent);
    }
}
