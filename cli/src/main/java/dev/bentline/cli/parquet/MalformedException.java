package dev.bentline.cli.parquet;

import java.io.IOException;

/** A file is not as the format wants it. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }
}
