package dev.bentline.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Something a command understands: an option, a parameter, or several that belong together. */
interface Argument {
    /** Makes a command understand it; its help lists arguments in the order of these calls. */
    void addTo(CommandSpec command);
}
