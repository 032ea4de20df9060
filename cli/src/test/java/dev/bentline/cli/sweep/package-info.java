@NullMarked
package dev.bentline.cli.sweep;

import org.jspecify.annotations.NullMarked;
