/** The {@code bench} command: what it measures, in which order, and where the results go. */
@NullMarked
package dev.bentline.bench.suite;

import org.jspecify.annotations.NullMarked;
