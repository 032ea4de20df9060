package dev.bentline.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats of files of dosages or effects. */
enum Format {
    CSV(".csv", ".csv.gz"),
    PARQUET(".parquet"),
    NPY(".npy");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> endings;

    Format(String... endings) {
        this.endings = List.of(endings);
    }

    /** The format that a file's name tells, or null. */
    static @Nullable Format ofEnding(String file) {
        return Arrays.stream(values())
                .filter(format -> format.ending(file) != null)
                .findFirst()
                .orElse(null);
    }

    /** A file's name with an ending of this format in place of any other format's. */
    String rename(String file) {
        if (ending(file) != null) {
            return file;
        }
        Format told = ofEnding(file);
        String ending = told == null ? "" : String.valueOf(told.ending(file));
        return file.substring(0, file.length() - ending.length()) + endings.getFirst();
    }

    private @Nullable String ending(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return endings.stream().filter(name::endsWith).findFirst().orElse(null);
    }

    /** Tells whether a file's name says that it is compressed as a whole. */
    static boolean isGzip(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** Returns it as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
