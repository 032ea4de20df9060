package dev.bentline.fit;

import java.util.Optional;

/**
 * Fit of one curve among many, or the reason why there is none.
 *
 * @param <K> what tells the curves apart
 * @param group the observations
 * @param curve what was fitted to them, if anything
 * @param failure why nothing was, in words that do not differ between curves of one fault; empty if something was
 */
public record GroupFit<K>(ObservationGroup<K> group, Optional<CurveFit> curve, String failure) {}
