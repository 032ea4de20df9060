package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.testing.TestDosages;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network file: what is read, what is refused, and where. */
class NetworkJsonTest {
    private static final String RELU = """
            {"hidden": {"activation": "relu", "weights": [1.70, 12.6], "biases": [-0.85, 0.0]},
             "output": {"activation": "relu", "weights": [-40.8, 2.7], "bias": -16.0}, "bend": 0}
            """;

    @Test
    void theDosagesItWasMadeForStayWithIt() {
        Network network = Network.relu().withDosages(new Interval(0.1, 3e38));
        Interval rounded = new Interval(0.1f, 3e38f);
        assertThat(network.dosages()).contains(rounded);
        assertThat(network.withBend(Bend.ONE).dosages()).contains(rounded);
        assertThat(network.toJson()).endsWith(",\n \"dosages\": {\"from\": 0.1, \"to\": 3.0E38}}\n");
        assertThat(Network.parse(network.toJson()).dosages()).contains(rounded);
        assertThat(network).isEqualTo(Network.relu()).hasSameHashCodeAs(Network.relu());
        assertThat(Network.relu().dosages()).isEmpty();
        assertThat(Network.parse(RELU).dosages()).isEmpty();
        assertThat(network.withDosages(new Interval(5, 5)).dosages()).contains(new Interval(5, 5));
        for (Interval wrong : List.of(
                new Interval(1, 0), new Interval(Double.NaN, 1), new Interval(0, Double.NaN), new Interval(0, 1e39))) {
            assertThatThrownBy(() -> Network.relu().withDosages(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the ends must be finite floats and in order");
        }
    }

    @Test
    void workedExample() {
        assertThat(Network.parse(RELU)).isEqualTo(Network.relu());
        assertThat(Network.parse(RELU.replace(", \"bend\": 0", ""))).isEqualTo(Network.relu());
        assertThat(Network.parse(RELU.replace("\"bend\": 0", "\"bend\": 1")))
                .isEqualTo(Network.relu().withBend(Bend.ONE));
    }

    @Test
    void orderAndSpaceAreFree() {
        String other = "\t{\"bend\":0,\r\n\"output\":{\"bias\":-16,\"weights\":[-40.8,2.7],\"activation\":\"relu\"},"
                + "\"hidden\" : { \"biases\" : [ -0.85 , 0e0 ] , \"weights\":[17e-1,1.26E+1],\"activation\":\"relu\"}}\n\n";
        assertThat(Network.parse(other)).isEqualTo(Network.relu());
    }

    @Test
    void everythingReadsBackBitForBit() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            int width = 1 + random.nextInt(20);
            float[][] numbers = new float[4][width];
            for (float[] some : numbers) {
                for (int h = 0; h < width; h++) {
                    do {
                        // half of them subnormal
                        some[h] = Float.intBitsToFloat(random.nextInt() & (random.nextBoolean() ? -1 : 0x807fffff));
                    } while (!Float.isFinite(some[h]));
                }
            }
            Network network = Network.of(
                            random.nextBoolean() ? Activation.RELU : Activation.SOFTPLUS,
                            numbers[0],
                            numbers[1],
                            numbers[2],
                            numbers[3][0],
                            random.nextBoolean() ? Activation.RELU : Activation.IDENTITY)
                    .withBend(random.nextBoolean() ? Bend.ONE : Bend.ZERO);
            assertThat(Network.parse(network.toJson())).isEqualTo(network);
        }
        Network edges = withWeights(
                0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE);
        assertThat(Network.parse(edges.toJson())).isEqualTo(edges);
        assertThat(edges.toJson()).isEqualTo(edges.toString()).endsWith("}\n");
    }

    /** Just above the middle of two floats by less than a double can tell: through double it would round down. */
    @Test
    void decimalsAreRoundedOnce() {
        BigDecimal middle =
                new BigDecimal(1f).add(new BigDecimal(Math.nextUp(1f))).divide(BigDecimal.TWO);
        String above = middle.add(new BigDecimal("1e-30")).toPlainString();
        assertThat((float) Double.parseDouble(above)).isEqualTo(1f);
        assertThat(readWeight(above)).isEqualTo(Math.nextUp(1f));
        String below = middle.subtract(new BigDecimal("1e-30")).negate().toPlainString();
        assertThat(readWeight(below)).isEqualTo(-1f);
        assertThat(readWeight(middle.toPlainString())).isEqualTo(1f);
    }

    @ParameterizedTest
    @CsvSource({
        "7.006492321624085e-46, 0x0p0",
        "7.0064923216240854e-46, 0x1p-149",
        "1e-60, 0x0p0",
        "-1e-60, -0x0p0",
        "-0, -0x0p0",
        "3.4028235677973362e38, 0x1.fffffep127",
        "1.175494281e-38, 0x1p-126",
        "1.175494280e-38, 0x1.fffffcp-127"
    })
    void extremes(String decimal, String hexadecimal) {
        assertThat(readWeight(decimal)).isEqualTo(Float.parseFloat(hexadecimal));
    }

    private static float readWeight(String decimal) {
        return Network.parse(RELU.replace("1.70", decimal)).hiddenWeight(0);
    }

    /** Tests that a message is one line of printable text. */
    @Test
    void controlsAreNotShown() {
        for (String control : new String[] {"\0", "\t", "\r", "\u007f", "\u0085"}) {
            for (String text : new String[] {
                RELU.replace("hidden", "hid" + control + "den"),
                RELU.replace("\"relu\"", "\"re" + control + "lu\""),
                "\u0001" + RELU,
                RELU.replace("1.70", control + "x")
            }) {
                assertThatThrownBy(() -> Network.parse(text))
                        .isInstanceOf(IllegalArgumentException.class)
                        .message()
                        .matches("[^\\p{Cntrl}\u0080-\u009f]+");
            }
        }
    }

    /** Replaces text of the worked example; the error is expected at the caret, or at the start. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                1.70                      | ^NaN                          | expected a number, found 'N'
                1.70                      | ^Infinity                     | expected a number
                1.70                      | ^1.                           | '1.'
                1.70                      | ^.5                           | '.5'
                1.70                      | ^+1                           | '+1'
                1.70                      | ^01                           | '01'
                1.70                      | ^1e                           | '1e'
                1.70                      | ^1-2                          | '1-2'
                1.70                      | 0^x1p3                        | ','
                1.70                      | 1.7^f                         | ','
                1.70                      | ^"1.70"                       | expected a number
                1.70                      | ^null                         | expected a number
                1.70                      | ^                             | expected a number, found ','
                1.70                      | ^1e39                         | 1e39 is too large for a float
                1.70                      | ^-3.4028235677973367e38       | too large for a float
                [1.70, 12.6]              | ^[]                           | 0 hidden nodes
                [1.70, 12.6]              | ^[1.70]                       | 1, 2 and 2 numbers; they need one length
                [-0.85, 0.0]              | ^[-0.85, 0.0, 1]              | 2, 3 and 2 numbers; they need one length
                [-40.8, 2.7]              | ^[]                           | 2, 2 and 0 numbers; they need one length
                [1.70, 12.6]              | [1.70, 12.6,^]                | expected a number
                [1.70, 12.6]              | [1.70 ^12.6]                  | ',' or ']'
                [1.70, 12.6]              | ^1.70                         | list of numbers
                [1.70, 12.6]              | ^{}                           | list of numbers
                -16.0                     | ^[-16.0]                      | expected a number
                "weights": [1             | ^"weight": [1                 | unknown field "weight"; the fields here are
                "bend": 0                 | ^"Bend": 0                    | unknown field "Bend"
                "bend": 0                 | "bend": ^2                    | the bend is 2; it may be 0 or 1
                "bend": 0                 | "bend": ^true                 | expected a number
                "bend": 0                 | "bend": ^0.5                  | 0 or 1
                "bend": 0                 | "bend": ^-0                   | 0 or 1
                "bend": 0                 | "bend": ^1e-50                | 0 or 1
                "bend": 0                 | "bend": ^1.00000001           | 0 or 1
                "bend": 0                 | "bend": 0, ^"bend": 0         | "bend" stands here twice
                "bias": -16.0             | ^"activation": "relu"         | "activation" stands here twice
                {"activation": "relu", "weights": [1 | ^{"weights": [1    | "activation" is missing
                "relu", "weights": [1     | ^"tanh", "weights": [1        | unknown hidden activation "tanh"; it may be "relu" or "softplus"
                "relu", "weights": [1     | ^"ReLU", "weights": [1        | unknown hidden activation "ReLU"
                "relu", "weights": [1     | ^"identity", "weights": [1    | unknown hidden activation "identity"
                "relu", "weights": [-     | ^"softplus", "weights": [-    | it may be "relu" or "identity"
                "relu", "weights": [1     | ^relu, "weights": [1          | in quotes
                "relu", "weights": [1     | ^"re\\u006cu", "weights": [1  | escapes
                "hidden":                 | ^'hidden':                    | field name in quotes
                "hidden": {               | "hidden" ^{                   | ':'
                "hidden": {               | "hidden": ^[                  | an object
                "bend": 0                 | "dosages": ^{"from": 1, "to": 0} | the dosages are 1.0 to 0.0; they must be in order
                "bend": 0                 | "dosages": ^{"from": 1}       | the field "to" is missing
                "bend": 0                 | "dosages": ^[0, 1]            | expected an object
                "bend": 0                 | "dosages": {"from": ^1e39, "to": 0} | too large for a float
                "bend": 0                 | "dosages": {^"by": 1}         | unknown field "by"; the fields here are "from", "to"
                "bend": 0}                | "bend": 0 ^@                  | ',' or '}', found '@'
                "bend": 0}                | "bend": 0} ^x                 | something follows
                "bend": 0}                | "bend": 0}^}                  | something follows
                "bend": 0}                | "bend": 0,^}                  | field name in quotes
                """)
    void errorsNameTheirPlace(String what, String by, String words) {
        assertThat(RELU).contains(what);
        String marked = RELU.replace(what, by);
        int caret = Math.max(0, marked.indexOf('^'));
        String before = marked.substring(0, caret);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = caret - before.lastIndexOf('\n');
        assertThatThrownBy(() -> Network.parse(marked.replace("^", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line " + line + ", column " + column + ": ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\n\n", "null", "[]", "1", "\"relu\"", "{", "{}", "\uFEFF{}", "{\"", "\0", "}", "\u00e9"
            })
    void notANetwork(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)line \\d+, column \\d+: .+");
    }

    @Test
    void messagesShowTheBeginningOfWhatIsLong() {
        String digits = "1".repeat(1000);
        String letters = "a".repeat(1000);
        for (String text : new String[] {
            RELU.replace("1.70", digits),
            RELU.replace("1.70", digits + "-"),
            RELU.replace("\"bend\": 0", "\"bend\": " + digits),
            RELU.replace("bend", letters),
            RELU.replace("relu", letters)
        }) {
            assertThatThrownBy(() -> Network.parse(text))
                    .satisfies(e -> assertThat(e.getMessage()).contains("...").hasSizeLessThan(200));
        }
    }

    /** Cut anywhere, or with a character of its own anywhere: refused, never anything else. */
    @Test
    void everyCutAndEveryStrayCharacter() {
        String text = RELU.strip();
        for (int at = 0; at < text.length(); at++) {
            assertRefused(text.substring(0, at));
            for (String stray : new String[] {"@", "\\", "\"", "\u0000", "\ud800", "#"}) {
                assertRefused(text.substring(0, at) + stray + text.substring(at));
            }
        }
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)line \\d+, column \\d+: .+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{\"hidden\":", "{\"hidden\": {", "\"", "-", "9", " ", "{\"hidden\": {\"weights\": [1,"})
    @Timeout(20)
    void deepAndLongGarbageEndsSoon(String piece) {
        assertRefused(piece.repeat(1_000_000));
        assertRefused("{\"hidden\": {\"weights\": [" + piece.repeat(1_000_000));
    }

    @Test
    void wideNetworksAreReadInAMoment() {
        float[] numbers = TestDosages.finite(4, 300_000);
        Network wide = Network.of(Activation.RELU, numbers, numbers, numbers, 0f, Activation.RELU);
        String text = wide.toJson();
        long start = System.nanoTime();
        assertThat(Network.parse(text)).isEqualTo(wide);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static Network withWeights(float... weights) {
        return Network.of(
                Activation.SOFTPLUS,
                weights,
                new float[weights.length],
                new float[weights.length],
                -0f,
                Activation.IDENTITY);
    }
}
