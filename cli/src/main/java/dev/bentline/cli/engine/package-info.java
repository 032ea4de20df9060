/** Engines, and the engine's arithmetic step by step. */
@NullMarked
package dev.bentline.cli.engine;

import org.jspecify.annotations.NullMarked;
