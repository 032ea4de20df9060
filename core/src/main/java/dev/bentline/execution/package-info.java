/**
 * Runs the calls of an engine: arrays and segments, chunks, threads and scratch tiles. It knows the contract of kernels and
 * none of the rooms above. Not exported.
 */
@NullMarked
package dev.bentline.execution;

import org.jspecify.annotations.NullMarked;
