package dev.bentline;

import dev.bentline.kernel.Log10;
import dev.bentline.kernel.LogDosageKernel;
import dev.bentline.kernel.ScalarKernel;
import dev.bentline.kernel.ScalarLogDosageKernel;

/**
 * Scale that a network sees its dosages on; immutable. Where it is not {@link #LINEAR}, the dosage x of the network's formula
 * is the position of a dosage on the scale:
 *
 * <pre>
 * log10    position = log10(max(dosage, zero))
 * </pre>
 *
 * Positions are floats, rounded once. A control, of dosage 0, stands at the place of {@code zero}, and so does every dosage
 * between. NaN and dosages below 0 have the position NaN.
 */
public final class DosageScale {
    /** Every dosage is its own position. */
    public static final DosageScale LINEAR = new DosageScale(Float.NaN);

    /** Part of the smallest dosage above 0 where controls stand, by default. */
    private static final float CONTROLS = 3;

    /** The dosage where controls stand; NaN of the linear scale. */
    private final float zero;

    private DosageScale(float zero) {
        this.zero = zero;
    }

    /**
     * The decimal logarithm of the dosage.
     *
     * @param zero the dosage where those of 0 stand, above 0 and finite; in the unit of dosages
     */
    public static DosageScale log10(float zero) {
        if (!(zero > 0 && zero <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("zero is " + zero + "; it must be a finite number above 0");
        }
        return new DosageScale(zero);
    }

    /**
     * The decimal logarithm, with controls at a third of the smallest of some dosages above 0.
     *
     * @throws IllegalArgumentException if none is above 0, or that third is none
     */
    public static DosageScale log10(float[] dosages) {
        float smallest = Float.POSITIVE_INFINITY;
        for (float dosage : dosages) {
            if (dosage > 0 && dosage < smallest) {
                smallest = dosage;
            }
        }
        if (smallest == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("no dosage is above 0 and finite; a logarithm needs one that is");
        }
        return log10(smallest / CONTROLS);
    }

    /** Returns whether every dosage is its own position. */
    public boolean isLinear() {
        return Float.isNaN(zero);
    }

    /** The dosage where those of 0 stand; NaN of the linear scale. */
    public float zero() {
        return zero;
    }

    /** The position of a dosage, as a double. */
    public double position(double dosage) {
        return isLinear() ? dosage : LogDosageKernel.position(dosage, zero);
    }

    /** The position of a dosage as an {@link Engine} has it, rounded to float. */
    public float position(float dosage) {
        return isLinear() ? dosage : (float) LogDosageKernel.position(dosage, zero);
    }

    /** The positions of dosages, rounded to floats; in a new array. */
    public float[] positions(float[] dosages) {
        float[] positions = dosages.clone();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(positions[i]);
        }
        return positions;
    }

    /** The smallest dosage at a position: 0 at the place of controls and to the left of it. */
    public double dosage(double position) {
        if (isLinear()) {
            return position;
        }
        double controls = Log10.of(zero);
        return position <= Math.max(controls, (float) controls) ? 0 : StrictMath.pow(10, position);
    }

    /** A network's scalar kernel for dosages of this scale. */
    ScalarKernel kernel(ScalarKernel network, Bend bend) {
        return isLinear() ? network : new ScalarLogDosageKernel(network, zero, bend == Bend.ONE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DosageScale that && Float.compare(zero, that.zero) == 0;
    }

    @Override
    public int hashCode() {
        return Float.hashCode(zero);
    }

    @Override
    public String toString() {
        return isLinear() ? "linear" : "log10, 0 at " + zero;
    }
}
