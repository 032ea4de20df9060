/**
 * Fits of networks to the observations of dose-response curves: {@link dev.bentline.fit.BendSearch}; how good they are:
 * {@link dev.bentline.fit.GoodnessOfFit}; how many nodes they need: {@link dev.bentline.fit.WidthChoice}.
 */
@NullMarked
package dev.bentline.fit;

import org.jspecify.annotations.NullMarked;
