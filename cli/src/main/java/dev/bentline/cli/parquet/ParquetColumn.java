package dev.bentline.cli.parquet;

import dev.bentline.cli.source.KeptColumn;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file with one value a row.
 *
 * @param name its own; of a leaf of structs theirs as well, {@code a.b}
 * @param length bytes of a value, where all have as many: FIXED_LEN_BYTE_ARRAY and INT96; else 0
 * @param optional whether values may be null, be it for a struct that is
 * @param logical what the values mean, if that is more than their physical type says
 */
record ParquetColumn(
        String name,
        PhysicalType type,
        int length,
        boolean optional,
        @Nullable LogicalType logical) implements KeptColumn {
    /** A column whose values are all there and mean what their physical type says. */
    static ParquetColumn required(String name, PhysicalType type, @Nullable LogicalType logical) {
        return new ParquetColumn(name, type, 0, false, logical);
    }

    /** Tells whether the values can be written as text. */
    boolean hasText() {
        return ValueText.isKnown(this);
    }

    /** The type in words. */
    String typeName() {
        return logical == null ? type.toString() : type + " (" + logical + ")";
    }
}
