/**
 * Small neural networks of one dosage: evaluated, differentiated and summed over arrays of millions of dosages.
 *
 * <p>Start at {@link dev.bentline.Network}, then {@link dev.bentline.Engine}.
 */
@NullMarked
package dev.bentline;

import org.jspecify.annotations.NullMarked;
