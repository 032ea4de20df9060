package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.KeptValues;
import dev.bentline.cli.source.Source;
import dev.bentline.fit.ObservationGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads groups of observations: rows whose columns of the group say the same, null and empty text being the same. Groups come
 * in the order of their first rows. A row that is left out still tells that there is its group, which may have no observation.
 *
 * <p>Groups are held until the last row, for their rows may be apart. But where they take more memory than is theirs, and no
 * group's rows have been apart so far, a group ends with its last row in sequence, and memory stays as it is; a group that
 * comes again then is refused.
 */
final class GroupReader {
    /** Stands in no text, whose characters are bytes. */
    private static final char SEPARATOR = '\u0100';

    /** Bytes of a group beside its rows: objects, arrays' headers, and a place in a table. */
    private static final int BYTES_OF_GROUP = 400;

    /** Bytes of a number, with half of the room free. */
    private static final int BYTES_OF_NUMBER = 8;

    private final List<String> names;
    private final long mostBytes;
    private final ObservationRows rows;
    private final Map<String, GatheredGroup> held = new LinkedHashMap<>();
    private final Fingerprints gone = new Fingerprints();
    private final Queue<GatheredGroup> ready = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String currentText = "";
    private @Nullable GatheredGroup current;
    private boolean areApart;
    private long bytes;
    private long groups;

    /**
     * @param names the columns of the group
     * @param weighted whether there are weights
     * @param mostBytes how much memory groups may take before those whose rows follow one another end
     */
    GroupReader(List<String> names, boolean weighted, long mostBytes) {
        this.names = names;
        this.rows = new ObservationRows(weighted);
        this.mostBytes = mostBytes;
    }

    /**
     * Adds some rows of a source.
     *
     * @param file what the user calls it
     * @param source its first column has the dosages, its second one the effects, its third one the weights, and the kept
     *     ones are those of the group, of every row
     * @return whether there were any
     */
    boolean read(String file, Source source) throws IOException {
        if (!rows.read(source)) {
            return false;
        }
        InputTile tile = rows.tile();
        for (int row = 0; row < tile.count; row++) {
            GatheredGroup group = group(file, row);
            if (rows.isObservation(row)) {
                group.add(tile.columns, row);
            }
        }
        bytes += (long) BYTES_OF_NUMBER * tile.columns.length * tile.count;
        if (bytes > mostBytes && !areApart) {
            GatheredGroup last = held.remove(currentText);
            release();
            if (last != null) {
                held.put(currentText, last);
            }
        }
        return true;
    }

    /** Finds the group of a row, most often that of the row before. */
    private GatheredGroup group(String file, int row) {
        text.setLength(0);
        for (KeptValues values : rows.tile().kept) {
            values.append(row, text);
            text.append(SEPARATOR);
        }
        GatheredGroup before = current;
        if (before != null && currentText.contentEquals(text)) {
            return before;
        }
        currentText = text.toString();
        GatheredGroup group = held.get(currentText);
        if (group == null) {
            group = new GatheredGroup(key(file, currentText), rows.tile().columns.length);
            if (gone.contains(currentText)) {
                throw CommandException.wrongInput(file + ": rows of the group " + Text.quoted(words(currentText))
                        + " are apart, and the groups are too many to be held until the last row: sort the rows by "
                        + Text.shortened(String.join(", ", names)));
            }
            held.put(currentText, group);
            groups++;
            bytes += BYTES_OF_GROUP + 2L * currentText.length();
        } else {
            areApart = true;
        }
        current = group;
        return group;
    }

    private static String words(String text) {
        return utf8(text.substring(0, text.length() - 1).replace(String.valueOf(SEPARATOR), ", "));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private List<String> key(String file, String text) {
        List<String> key = new ArrayList<>(names.size());
        int begin = 0;
        for (String name : names) {
            int end = text.indexOf(SEPARATOR, begin);
            key.add(checked(file, name, text.substring(begin, end)));
            begin = end + 1;
        }
        return List.copyOf(key);
    }

    private static String checked(String file, String name, String value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CommandException.wrongInput(
                    file + ", column " + Text.shortened(name) + ": " + Text.quoted(utf8(value))
                            + " is not UTF-8; the file should be converted to UTF-8 first",
                    e);
        }
    }

    /** Ends all groups: no row follows. */
    void finish() {
        release();
        current = null;
    }

    private void release() {
        held.forEach((groupText, group) -> {
            gone.add(groupText);
            ready.add(group);
        });
        held.clear();
        bytes = 0;
    }

    /** Takes the next group that has all its rows, or null. */
    @Nullable
    ObservationGroup<List<String>> poll() {
        GatheredGroup group = ready.poll();
        return group == null ? null : group.observations();
    }

    /** Returns whether rows of a group have been apart so far, so that all groups are held until the last row. */
    boolean holdsAll() {
        return areApart;
    }

    /** Returns the number of groups so far. */
    long groups() {
        return groups;
    }

    /** The rows so far. */
    ObservationRows rows() {
        return rows;
    }
}
