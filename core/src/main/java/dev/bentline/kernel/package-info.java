/** Kernels: what maps a tile of dosages to effects, slopes or sums. Not exported. */
@NullMarked
package dev.bentline.kernel;

import org.jspecify.annotations.NullMarked;
