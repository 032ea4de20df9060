package dev.bentline.cli.engine;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;

/** Makes engines for commands. */
public final class EngineFactory {
    private EngineFactory() {}

    /** An engine for a network; that {@code -Dbentline.kernel} asks for what cannot run here is the user's to mend. */
    public static Engine of(Network network) {
        try {
            return Engine.of(network);
        } catch (IllegalStateException e) {
            throw CommandException.wrongInput(String.valueOf(e.getMessage()), e);
        }
    }
}
