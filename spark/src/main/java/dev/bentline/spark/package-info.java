/** Networks and fits as Spark SQL functions. */
@NullMarked
package dev.bentline.spark;

import org.jspecify.annotations.NullMarked;
