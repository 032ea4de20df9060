package dev.bentline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats of files of dosages or effects. */
enum Format {
    CSV(".csv", ".csv.gz"),
    PARQUET(".parquet"),
    NPY(".npy");

    private static final int LONGEST_MAGIC = 6;

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

    /** The format that a file's first bytes tell, or null: also for what cannot be read, which is said where it is opened. */
    static @Nullable Format ofContent(Path file) {
        byte[] beginning = new byte[0];
        if (Files.isRegularFile(file)) {
            try (InputStream bytes = Files.newInputStream(file)) {
                beginning = bytes.readNBytes(LONGEST_MAGIC);
            } catch (IOException e) {
                return null;
            }
        }
        String magic = new String(beginning, StandardCharsets.ISO_8859_1);
        return magic.startsWith("PAR1") || magic.startsWith("PARE")
                ? PARQUET
                : magic.equals("\u0093NUMPY") ? NPY : null;
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
