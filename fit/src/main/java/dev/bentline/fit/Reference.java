package dev.bentline.fit;

/**
 * Reference of the percents of {@link EffectiveDosages}. A curve falls or rises: to whichever side of the control's effect its
 * effects go further. The control's effect c is that of the smallest dosage observed; upper and lower are the largest and
 * the smallest effect of the curve between the smallest and the largest dosage.
 *
 * <p>In drc, {@code ED(..., type = "relative")} takes p percent between the limits of its model, which may lie beyond the
 * dosages; for a falling curve that is {@link #UPPER}. For a rising one it is UPPER, too, by its default, {@code reference =
 * "control"}, and UPPER of 100 - p by {@code reference = "upper"}. {@code type = "absolute"} is {@link #ABSOLUTE}.
 */
public enum Reference {
    /** An effect p percent below that of the control, c - |c| p / 100; for a rising curve above, c + |c| p / 100. */
    CONTROL,
    /**
     * An effect p percent on the way from the upper limit to the lower one, upper - p / 100 (upper - lower); for a rising curve
     * from the lower to the upper one, lower + p / 100 (upper - lower).
     */
    UPPER,
    /** The effect p itself, no percents. */
    ABSOLUTE
}
