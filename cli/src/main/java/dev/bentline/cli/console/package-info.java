/** Words for the user: errors, results, progress. */
@NullMarked
package dev.bentline.cli.console;

import org.jspecify.annotations.NullMarked;
