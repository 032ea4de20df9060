/** JMH benchmarks of the engine and of what it is compared with, and the {@code bench} command that runs them. */
@NullMarked
package dev.bentline.bench;

import org.jspecify.annotations.NullMarked;
