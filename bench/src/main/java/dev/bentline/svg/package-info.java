/** Pictures, by hand: those of the {@code bench} command and of {@code figures}. */
@NullMarked
package dev.bentline.svg;

import org.jspecify.annotations.NullMarked;
