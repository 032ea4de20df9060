/** Everything that is measured: the engine, plain Java, C and other libraries, their workloads, and the oracle that judges them. */
@NullMarked
package dev.bentline.bench.contender;

import org.jspecify.annotations.NullMarked;
