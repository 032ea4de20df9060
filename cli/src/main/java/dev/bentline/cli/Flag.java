package dev.bentline.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** An option without a value. */
final class Flag implements Argument {
    private final OptionSpec spec;

    private Flag(String name, ScopeType scope, String description) {
        this.spec = OptionSpec.builder(name)
                .scopeType(scope)
                .description(description)
                .build();
    }

    static Flag of(String name, String description) {
        return new Flag(name, ScopeType.LOCAL, description);
    }

    /** Makes one that the commands below its command have, too. */
    static Flag inherited(String name, String description) {
        return new Flag(name, ScopeType.INHERIT, description);
    }

    @Override
    public void addTo(CommandSpec command) {
        command.addOption(spec);
    }

    boolean isGiven() {
        return Boolean.TRUE.equals(spec.<Boolean>getValue());
    }
}
