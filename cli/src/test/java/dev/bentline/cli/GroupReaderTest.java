package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.csv.CsvSource;
import dev.bentline.cli.csv.StatedDialect;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.fit.ObservationGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupReaderTest {
    private static final long ALL = 1 << 30;

    @TempDir
    Path folder;

    private Source source(String text) throws IOException {
        Path file = Files.write(folder.resolve("in.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
        return CsvSource.open(
                file.toString(),
                StatedDialect.NOTHING,
                List.of(new WantedColumn("dosage", "--dosage", false), new WantedColumn("effect", "--effect", false)),
                true,
                Keeping.ofEveryRow(
                        List.of(new WantedColumn("b", "--group", false), new WantedColumn("a", "--group", false))));
    }

    /** Reads all groups, and the most of them that were ready at once before the end. */
    private static int read(GroupReader reader, Source source, List<ObservationGroup<List<String>>> groups)
            throws IOException {
        int most = 0;
        while (reader.read("in.csv", source)) {
            int ready = 0;
            for (ObservationGroup<List<String>> group = reader.poll(); group != null; group = reader.poll()) {
                groups.add(group);
                ready++;
            }
            most = Math.max(most, ready);
        }
        reader.finish();
        for (ObservationGroup<List<String>> group = reader.poll(); group != null; group = reader.poll()) {
            groups.add(group);
        }
        return most;
    }

    private List<ObservationGroup<List<String>>> read(String text, long mostBytes) throws IOException {
        List<ObservationGroup<List<String>>> groups = new ArrayList<>();
        try (Source source = source(text)) {
            read(new GroupReader(List.of("b", "a"), false, mostBytes), source, groups);
        }
        return groups;
    }

    private static List<String> words(List<ObservationGroup<List<String>>> groups) {
        return groups.stream()
                .map(group -> group.key() + " " + List.of(boxed(group.dosages()), boxed(group.effects())))
                .toList();
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    @Test
    void groupsComeInTheOrderOfTheirFirstRowsWithRowsInOrder() throws IOException {
        String text = "a,dosage,other,b,effect\nx,1,?,y,10\nx,2,?,z,20\nx,3,?,y,30\ny,4,?,x,40\nx,5,?,z,50\n";
        assertThat(words(read(text, ALL)))
                .containsExactly(
                        "[y, x] [[1.0, 3.0], [10.0, 30.0]]",
                        "[z, x] [[2.0, 5.0], [20.0, 50.0]]",
                        "[x, y] [[4.0], [40.0]]");
    }

    /** Rows that are left out tell of their groups all the same, except a row that does not have all columns. */
    @Test
    void groupsWithoutObservationsKeepTheirPlaces() throws IOException {
        String text =
                "a,dosage,b,effect\nx,?,1,1\nx,1,2,10\nx,?,2,20\nx,3,3,?\nx,?,3,?\ny,4\nx,2,2,30\nx,4,4,40\nx,inf,5,5\n";
        assertThat(words(read(text, ALL)))
                .containsExactly(
                        "[1, x] [[], []]",
                        "[2, x] [[1.0, 2.0], [10.0, 30.0]]",
                        "[3, x] [[], []]",
                        "[4, x] [[4.0], [40.0]]",
                        "[5, x] [[], []]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000, ALL})
    void groupsWithoutObservationsStream(long mostBytes) throws IOException {
        StringBuilder text = new StringBuilder("a,b,dosage,effect\n");
        for (int group = 0; group < 20_000; group++) {
            for (int row = 0; row < 3; row++) {
                String effect = group % 7 == 0 || row == group % 4 ? "lost" : "1";
                text.append("group,").append(group).append(",1,").append(effect).append('\n');
            }
        }
        List<ObservationGroup<List<String>>> groups = read(text.toString(), mostBytes);
        assertThat(groups).hasSize(20_000);
        for (int group = 0; group < 20_000; group++) {
            assertThat(groups.get(group).key()).containsExactly(String.valueOf(group), "group");
            assertThat(groups.get(group).count()).isEqualTo(group % 7 == 0 ? 0 : group % 4 < 3 ? 2 : 3);
        }
    }

    @Test
    void partsOfKeysAreToldApart() throws IOException {
        String text =
                "a,b,dosage,effect\nx,yz,1,1\nxy,z,2,2\n,xyz,3,3\nxyz,,4,4\n\"x,y\",z,5,5\nx,\",y,z\",6,6\n\"a\nb\",\"\"\"\",7,7\n";
        assertThat(read(text, ALL))
                .extracting(ObservationGroup::key)
                .containsExactly(
                        List.of("yz", "x"),
                        List.of("z", "xy"),
                        List.of("xyz", ""),
                        List.of("", "xyz"),
                        List.of("z", "x,y"),
                        List.of(",y,z", "x"),
                        List.of("\"", "a\nb"));
    }

    @Test
    void textsAreUtf8() throws IOException {
        String utf8 = new String("\u00b5\u03b2".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(read("a,b,dosage,effect\n" + utf8 + ",1,1,1\n", ALL)
                        .getFirst()
                        .key())
                .containsExactly("1", "\u00b5\u03b2");
        assertThatThrownBy(() -> read("a,b,dosage,effect\n\u00b5M,1,1,1\n", ALL))
                .isInstanceOf(CommandException.class)
                .hasMessage("in.csv, column a: '\ufffdM' is not UTF-8; the file should be converted to UTF-8 first");
    }

    private static String rows(int groups, int each, Random random) {
        StringBuilder text = new StringBuilder("a,b,dosage,effect\n");
        for (int group = 0; group < groups; group++) {
            for (int row = 0; row < each; row++) {
                text.append("group,").append(group).append(',').append(row).append(',');
                text.append(random.nextFloat()).append('\n');
            }
        }
        return text.toString();
    }

    /** Sorted rows give the same groups, in whatever memory. */
    @ParameterizedTest
    @ValueSource(longs = {1, 100_000, 1_000_000, ALL})
    void sortedRowsStreamWhereMemoryIsShort(long mostBytes) throws IOException {
        String text = rows(5_000, 20, new Random(1));
        List<ObservationGroup<List<String>>> groups = new ArrayList<>();
        int most;
        try (Source source = source(text)) {
            most = read(new GroupReader(List.of("b", "a"), false, mostBytes), source, groups);
        }
        assertThat(words(groups)).isEqualTo(words(read(text, ALL)));
        assertThat(groups).hasSize(5_000).allMatch(group -> group.count() == 20);
        assertThat(most)
                .as("ready at once")
                .isEqualTo(mostBytes == ALL ? 0 : most)
                .isLessThan(3_000);
    }

    @Test
    void sortedRowsThatComeAgainAreRefusedWhereMemoryIsShort() {
        String text = rows(5_000, 20, new Random(1)) + "group,17,1,1\n";
        assertThatThrownBy(() -> read(text, 100_000))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "in.csv: rows of the group '17, group' are apart, and the groups are too many to be held until the"
                                + " last row: sort the rows by b, a");
    }

    /** Rows that are apart from the beginning are held, for they cannot be read otherwise. */
    @Test
    void shuffledRowsAreHeldInWhateverMemory() throws IOException {
        List<String> lines =
                new ArrayList<>(rows(500, 40, new Random(1)).lines().toList());
        String header = lines.removeFirst();
        Collections.shuffle(lines, new Random(2));
        List<ObservationGroup<List<String>>> groups = read(header + "\n" + String.join("\n", lines) + "\n", 1);
        Map<String, List<Float>> expected = new LinkedHashMap<>();
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            expected.computeIfAbsent(fields[1], _ -> new ArrayList<>()).add(Float.parseFloat(fields[3]));
        }
        assertThat(groups).hasSize(500);
        assertThat(groups.stream().map(group -> group.key().getFirst()).toList())
                .isEqualTo(List.copyOf(expected.keySet()));
        for (ObservationGroup<List<String>> group : groups) {
            assertThat(boxed(group.effects()))
                    .isEqualTo(expected.get(group.key().getFirst()));
        }
    }

    @Test
    void fingerprintsKnowWhatWasAddedAndNothingElse() {
        Fingerprints set = new Fingerprints();
        for (int i = 0; i < 100_000; i++) {
            assertThat(set.contains("text " + i)).isFalse();
            set.add("text " + i);
            assertThat(set.contains("text " + i)).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(set.contains("text " + i)).isTrue();
            assertThat(set.contains("other " + i)).isFalse();
        }
    }

    @Test
    void namesArePartedByCommasOutsideOfQuotes() {
        assertThat(GroupNames.parse("compound,cell_line")).containsExactly("compound", "cell_line");
        assertThat(GroupNames.parse("\"a,b\",\"say \"\"x\"\"\",c d")).containsExactly("a,b", "say \"x\"", "c d");
        assertThat(GroupNames.parse("a,,b")).containsExactly("a", "", "b");
        assertThat(GroupNames.parse("")).containsExactly("");
    }
}
