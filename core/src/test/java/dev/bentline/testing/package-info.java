/** Helpers of the tests: networks and dosages to try, definitions and oracles to compare with, JVMs of their own. */
@NullMarked
package dev.bentline.testing;

import org.jspecify.annotations.NullMarked;
