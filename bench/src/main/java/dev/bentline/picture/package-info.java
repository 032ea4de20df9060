/** Pictures: described once, written as SVG or PNG. */
@NullMarked
package dev.bentline.picture;

import org.jspecify.annotations.NullMarked;
