package dev.bentline.cli.table;

import org.jspecify.annotations.Nullable;

/** Column of a table. */
public record TableColumn(String name, Type type) {
    /** Types of values, each with the class that its values have; any may be null. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Long}. */
        INTEGER,
        /** {@link Double}; one that is not finite counts as null, for JSON knows none. */
        NUMBER,
        /** {@link Boolean}. */
        TRUTH,
        /** {@link String} of one JSON value in one line. */
        JSON
    }

    /** A value as every format has it. */
    public static @Nullable Object finite(@Nullable Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }
}
