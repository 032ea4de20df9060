/** Threads for the chunks of one call. Not exported. */
@NullMarked
package dev.bentline.parallel;

import org.jspecify.annotations.NullMarked;
