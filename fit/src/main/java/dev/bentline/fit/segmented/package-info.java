/** Least squares for bent lines of few distinct dosages: where the bends lie is searched, the rest is linear. */
@NullMarked
package dev.bentline.fit.segmented;

import org.jspecify.annotations.NullMarked;
