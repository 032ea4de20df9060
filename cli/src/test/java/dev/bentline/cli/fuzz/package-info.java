/** A campaign of damaged files and networks. */
@NullMarked
package dev.bentline.cli.fuzz;

import org.jspecify.annotations.NullMarked;
