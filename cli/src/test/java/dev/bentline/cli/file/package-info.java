@NullMarked
package dev.bentline.cli.file;

import org.jspecify.annotations.NullMarked;
