package dev.bentline.descent;

/**
 * Factors of the data's units, so that a rate fits all data: dosages come to at most 1, effects to a range of
 * at most 1. Powers of two, so that it rounds nothing; and nothing is shifted, so that every parameter keeps its own
 * scale, whatever the others do.
 *
 * @param dosage a unit of dosage
 * @param effect a unit of effect
 */
public record Scale(double dosage, double effect) {
    /** Exponents of two for which floats hold products of dosages and residuals, and sums of squares, and no less than these. */
    private static final int MOST_EXPONENT = 32;

    /** The scale of observations. */
    public static Scale of(ObservationStatistics data) {
        double largest = Math.max(Math.abs(data.smallestDosage()), Math.abs(data.largestDosage()));
        double range = (double) data.largestEffect() - data.smallestEffect();
        return new Scale(above(largest), above(range > 0 ? range : Math.abs(data.largestEffect())));
    }

    /** The next power of two above a number; 1 for 0. */
    private static double above(double value) {
        return value == 0 ? 1 : Math.scalb(1.0, Math.getExponent(value) + 1);
    }

    /** Returns whether sums of floats, an engine's, neither overflow nor underflow: units from 2^-32 to 2^32. */
    public boolean suitsFloats() {
        return Math.abs(Math.getExponent(dosage)) <= MOST_EXPONENT
                && Math.abs(Math.getExponent(effect)) <= MOST_EXPONENT;
    }

    /** The unit of every parameter of a network. */
    public double[] units(Shape shape) {
        double[] units = new double[shape.parameters()];
        for (int h = 0; h < shape.width(); h++) {
            units[shape.hiddenWeight(h)] = 1 / dosage;
            units[shape.hiddenBias(h)] = 1;
            units[shape.outputWeight(h)] = effect;
        }
        units[shape.outputBias()] = effect;
        return units;
    }
}
