package dev.bentline.cli;

import java.io.IOException;

/** The reader of a pipe has gone: it had what it wanted, and the command ends quietly. */
final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1;

    ClosedPipeException(IOException cause) {
        super(cause);
    }
}
