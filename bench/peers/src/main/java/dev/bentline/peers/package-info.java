/** The work of the benchmarks, done by other libraries in the best way we know to ask them for it. */
@org.jspecify.annotations.NullMarked
package dev.bentline.peers;
