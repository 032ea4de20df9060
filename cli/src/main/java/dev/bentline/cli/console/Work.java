package dev.bentline.cli.console;

/** Tells what a progress bar shows; asked at any time by any thread. */
public interface Work {
    /** Waits for the beginning of a stream, of which nothing is known. */
    Work OPENING = new Work() {
        @Override
        public long position() {
            return 0;
        }

        @Override
        public long size() {
            return -1;
        }
    };

    /** Returns how far it has come, on the scale of {@link #size}. */
    long position();

    /** The position at the end, or -1 if it is not known. */
    long size();

    /** Returns what else there is to say about how it stands. */
    default String note() {
        return "";
    }
}
