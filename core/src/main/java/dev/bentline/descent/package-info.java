/** Gradient descent: observations with their moments, the loss they give a network, and its way down. Not exported. */
@NullMarked
package dev.bentline.descent;

import org.jspecify.annotations.NullMarked;
