/**
 * Small neural networks of one dosage: evaluated, differentiated and summed over arrays of millions of dosages, and fitted
 * to as many observations.
 *
 * <p>Start at {@link dev.bentline.Network}, then {@link dev.bentline.Engine}; to fit, at {@link dev.bentline.DosageIndex} and
 * {@link dev.bentline.GradientDescent}.
 */
@NullMarked
package dev.bentline;

import org.jspecify.annotations.NullMarked;
