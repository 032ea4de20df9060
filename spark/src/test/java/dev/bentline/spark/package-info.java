@NullMarked
package dev.bentline.spark;

import org.jspecify.annotations.NullMarked;
