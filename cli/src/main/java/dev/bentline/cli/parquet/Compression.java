package dev.bentline.cli.parquet;

/** Ways pages are compressed; the number is Parquet's. */
public enum Compression {
    NONE(0),
    ZSTD(6);

    final int codec;

    Compression(int codec) {
        this.codec = codec;
    }
}
