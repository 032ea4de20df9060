@NullMarked
package dev.bentline.cli.npy;

import org.jspecify.annotations.NullMarked;
