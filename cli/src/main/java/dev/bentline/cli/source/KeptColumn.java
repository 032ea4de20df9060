package dev.bentline.cli.source;

/** A column of the input that is carried along into the output. A format that can say more of it extends this. */
public interface KeptColumn {
    /** Its name, in both. */
    String name();
}
