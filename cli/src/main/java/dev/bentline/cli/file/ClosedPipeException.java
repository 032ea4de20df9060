package dev.bentline.cli.file;

import java.io.IOException;

/** The reader of a pipe has gone: it had what it wanted, and the command ends quietly. */
public final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1;

    public ClosedPipeException(IOException cause) {
        super(cause);
    }
}
