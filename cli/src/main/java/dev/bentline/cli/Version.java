package dev.bentline.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of Maven's files. Reading it from a file of the jar would take 5 ms. */
final class Version implements IVersionProvider {
    static final String TEXT = "0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {"bentline " + TEXT};
    }
}
