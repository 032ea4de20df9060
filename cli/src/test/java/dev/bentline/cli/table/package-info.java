/** Tests of tables of results. */
@NullMarked
package dev.bentline.cli.table;

import org.jspecify.annotations.NullMarked;
