/** Sweeps: from a source, tile by tile, through the engine to the sinks. */
@NullMarked
package dev.bentline.cli.sweep;

import org.jspecify.annotations.NullMarked;
