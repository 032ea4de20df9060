/**
 * The SIMD kernels: the only package that names {@code jdk.incubator.vector}. Loaded by name, never linked to.
 *
 * <pre>
 *            dense, ReLU                dense, softplus       bent line
 * kernel     SimdReluKernel             SimdSoftplusKernel    SimdBentLineKernel
 * forward    ReluForward                SimdSoftplusKernel    PiecewiseLineMapper, with OrderedRunMapper for dosages in order
 * slope      ReluSlopes                 SimdSoftplusKernel    and, for others, PermuteLookup, RowLookup, StepLookup
 * sums       TwoNodeReluSums, ReluSums  SimdSoftplusKernel    BentLineSums
 * </pre>
 *
 * SimdLogDosageKernel puts dosages on a scale before any of them. Sums of dense kernels begin with SimdUpstream; look-ups
 * stand on SimdPieceIndex. {@link dev.bentline.kernel.Scratch} says which step writes and reads which tile.
 */
@NullMarked
package dev.bentline.kernel.simd;

import org.jspecify.annotations.NullMarked;
