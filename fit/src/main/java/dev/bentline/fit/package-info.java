/** Fits of networks to the observations of dose-response curves: {@link dev.bentline.fit.BendSearch}. */
@NullMarked
package dev.bentline.fit;

import org.jspecify.annotations.NullMarked;
