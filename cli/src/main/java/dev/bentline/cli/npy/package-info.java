/** NumPy's files of one array, {@code .npy}. */
@NullMarked
package dev.bentline.cli.npy;

import org.jspecify.annotations.NullMarked;
