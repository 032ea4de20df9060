/** Outputs of the command: whole files or none, and streams. */
@NullMarked
package dev.bentline.cli.file;

import org.jspecify.annotations.NullMarked;
