package dev.bentline.cli.engine;

import dev.bentline.BentLine;
import dev.bentline.Engine;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;

/**
 * Makes engines and bent lines for commands. They tell the kinds of networks apart without a switch over types, which would
 * make a class at the start of every command.
 */
public final class EngineFactory {
    private EngineFactory() {}

    /**
     * An engine for a network.
     *
     * @throws CommandException if the network cannot be computed, or {@code -Dbentline.kernel} asks for what cannot run here
     */
    public static Engine of(Model model) {
        try {
            return model instanceof Network network ? Engine.of(network) : Engine.of(model);
        } catch (IllegalStateException e) {
            throw CommandException.wrongInput(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    /**
     * The bent line of a network that is one.
     *
     * @throws CommandException if it cannot be computed
     */
    public static BentLine bentLine(Model model) {
        try {
            return model instanceof Network network ? BentLine.of(network) : BentLine.of(model);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static CommandException refused(IllegalArgumentException e) {
        return CommandException.wrongInput("the network cannot be computed: " + e.getMessage(), e);
    }
}
