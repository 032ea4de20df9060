/** Pictures. */
@NullMarked
package dev.bentline.cli.figure;

import org.jspecify.annotations.NullMarked;
