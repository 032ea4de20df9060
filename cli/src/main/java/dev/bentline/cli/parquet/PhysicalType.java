package dev.bentline.cli.parquet;

/** Ways values are stored, with Parquet's numbers for them. */
enum PhysicalType {
    BOOLEAN(0),
    INT32(1),
    INT64(2),
    INT96(3),
    FLOAT(4),
    DOUBLE(5),
    BYTE_ARRAY(6),
    FIXED_LEN_BYTE_ARRAY(7);

    final int code;

    PhysicalType(int code) {
        this.code = code;
    }
}
