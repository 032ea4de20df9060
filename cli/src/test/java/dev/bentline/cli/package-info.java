@NullMarked
package dev.bentline.cli;

import org.jspecify.annotations.NullMarked;
