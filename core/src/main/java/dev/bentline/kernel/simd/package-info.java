/** The SIMD kernels: the only package that names {@code jdk.incubator.vector}. Loaded by name, never linked to. */
@NullMarked
package dev.bentline.kernel.simd;

import org.jspecify.annotations.NullMarked;
