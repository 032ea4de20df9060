package dev.bentline.fit;

/** Way in which a {@link Bootstrap} makes observations of its own. */
public enum Resampling {
    /**
     * The dosages stay; each effect is the fitted one and a residual drawn from all with replacement. Residuals are smaller than
     * errors, the more so the further a fitted effect follows its own observation; so each is divided by the square root of 1 - h,
     * its leverage being h, and then they are centred (A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application,
     * 1997, algorithm 6.1 and equation 6.9). It takes errors to be of one size
     * at all dosages; with weights, residuals count times the square root of theirs, and a drawn one is divided by that of the observation it comes to.
     */
    RESIDUALS,
    /** Observations, dosage and effect together, are drawn with replacement. It takes errors of any size. */
    CASES
}
