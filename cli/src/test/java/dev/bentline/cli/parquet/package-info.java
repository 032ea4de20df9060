@NullMarked
package dev.bentline.cli.parquet;

import org.jspecify.annotations.NullMarked;
