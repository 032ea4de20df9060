/** Pictures: described once, written as SVG or PNG. */
@NullMarked
package dev.bentline.plot;

import org.jspecify.annotations.NullMarked;
