package dev.bentline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The network file's JSON: one fixed shape, read strictly (RFC 8259) and with the place of every error. */
final class NetworkJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?");

    /** Characters of a name or number that a message shows. */
    private static final int LONGEST = 60;

    private final String text;
    private int at;

    private NetworkJson(String text) {
        this.text = text;
    }

    static String write(Network network) {
        return "{\"hidden\": {\"activation\": \"" + name(network.hidden()) + "\", \"weights\": "
                + Arrays.toString(network.hiddenWeights()) + ", \"biases\": "
                + Arrays.toString(network.hiddenBiases()) + "},\n \"output\": {\"activation\": \""
                + name(network.output()) + "\", \"weights\": " + Arrays.toString(network.outputWeights())
                + ", \"bias\": " + network.outputBias() + "}, \"bend\": "
                + (network.bend() == Bend.ONE ? 1 : 0)
                + network.dosages().map(NetworkJson::dosages).orElse("") + "}\n";
    }

    private static String dosages(Interval dosages) {
        return ",\n \"dosages\": {\"from\": " + (float) dosages.from() + ", \"to\": " + (float) dosages.to() + "}";
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    static Network parse(String text) {
        NetworkJson json = new NetworkJson(Objects.requireNonNull(text, "json"));
        Network network = json.network();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.error("something follows the network");
        }
        return network;
    }

    private Network network() {
        Layer[] layers = new Layer[2];
        Bend[] bend = {Bend.ZERO};
        List<Interval> dosages = new ArrayList<>(1);
        object(Set.of("hidden", "output", "bend", "dosages"), Set.of("bend", "dosages"), field -> {
            switch (field) {
                case "hidden" -> layers[0] = layer("hidden", Activation.SOFTPLUS, "biases");
                case "output" -> layers[1] = layer("output", Activation.IDENTITY, "bias");
                case "dosages" -> dosages.add(interval());
                default -> bend[0] = bend();
            }
        });
        Layer hidden = layers[0];
        Layer output = layers[1];
        try {
            Network network = Network.of(
                            hidden.activation,
                            hidden.weights,
                            hidden.biases,
                            output.weights,
                            output.biases[0],
                            output.activation)
                    .withBend(bend[0]);
            return dosages.isEmpty() ? network : network.withDosages(dosages.getFirst());
        } catch (IllegalArgumentException e) {
            throw error(oddList(hidden, output), e.getMessage());
        }
    }

    /** Returns the place of the list whose length is not that of the other two. */
    private static int oddList(Layer hidden, Layer output) {
        if (hidden.biases.length == output.weights.length) {
            return hidden.weightsPlace;
        }
        return hidden.weights.length == output.weights.length ? hidden.biasesPlace : output.weightsPlace;
    }

    private static final class Layer {
        Activation activation = Activation.RELU;
        float[] weights = {};
        int weightsPlace;
        float[] biases = {};
        int biasesPlace;
    }

    /**
     * Reads a layer.
     *
     * @param other what its activation may be beside ReLU
     */
    private Layer layer(String name, Activation other, String biasField) {
        Layer layer = new Layer();
        object(Set.of("activation", "weights", biasField), Set.of(), field -> {
            switch (field) {
                case "activation" -> layer.activation = activation(name, other);
                case "weights" -> {
                    layer.weightsPlace = next();
                    layer.weights = numbers();
                }
                case "biases" -> {
                    layer.biasesPlace = next();
                    layer.biases = numbers();
                }
                default -> layer.biases = new float[] {number()};
            }
        });
        return layer;
    }

    private interface FieldReader {
        void read(String field);
    }

    /** Reads an object whose fields are known, each at most once; those that are not optional have to be there. */
    private void object(Set<String> known, Set<String> optional, FieldReader reader) {
        int start = next();
        expect('{', "an object, {...}");
        Set<String> seen = new HashSet<>();
        if (peek() != '}') {
            do {
                int place = next();
                String field = string("a field name in quotes");
                if (!known.contains(field)) {
                    throw error(
                            place, "unknown field \"" + shortened(field) + "\"; the fields here are " + quoted(known));
                }
                if (!seen.add(field)) {
                    throw error(place, "the field \"" + field + "\" stands here twice");
                }
                expect(':', "':' after the field name");
                reader.read(field);
            } while (skip(','));
        }
        expect('}', "',' or '}'");
        for (String field : known.stream().sorted().toList()) {
            if (!seen.contains(field) && !optional.contains(field)) {
                throw error(start, "the field \"" + field + "\" is missing");
            }
        }
    }

    private static String quoted(Set<String> names) {
        return "\"" + String.join("\", \"", names.stream().sorted().toList()) + "\"";
    }

    private Activation activation(String layer, Activation other) {
        int place = next();
        String name = string("an activation in quotes");
        for (Activation activation : new Activation[] {Activation.RELU, other}) {
            if (name(activation).equals(name)) {
                return activation;
            }
        }
        throw error(
                place,
                "unknown " + layer + " activation \"" + shortened(name) + "\"; it may be \"relu\" or \"" + name(other)
                        + "\"");
    }

    private Bend bend() {
        int place = next();
        String number = numberText();
        // as text: a number beside 0 or 1 may round to it
        return switch (number) {
            case "0" -> Bend.ZERO;
            case "1" -> Bend.ONE;
            default -> throw error(place, "the bend is " + shortened(number) + "; it may be 0 or 1");
        };
    }

    private Interval interval() {
        int place = next();
        float[] ends = new float[2];
        object(Set.of("from", "to"), Set.of(), field -> ends[field.equals("from") ? 0 : 1] = number());
        if (ends[0] > ends[1]) {
            throw error(place, "the dosages are " + ends[0] + " to " + ends[1] + "; they must be in order");
        }
        return new Interval(ends[0], ends[1]);
    }

    private float[] numbers() {
        expect('[', "a list of numbers, [...]");
        float[] values = new float[8];
        int count = 0;
        if (peek() != ']') {
            do {
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                }
                values[count++] = number();
            } while (skip(','));
        }
        expect(']', "',' or ']'");
        return Arrays.copyOf(values, count);
    }

    private float number() {
        int start = next();
        String number = numberText();
        float value = Float.parseFloat(number);
        if (!Float.isFinite(value)) {
            throw error(start, shortened(number) + " is too large for a float; the largest is " + Float.MAX_VALUE);
        }
        return value;
    }

    private String numberText() {
        int start = next();
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (!NUMBER.matcher(number).matches()) {
            throw error(
                    start,
                    "expected a number, found " + (number.isEmpty() ? found(start) : "'" + shortened(number) + "'"));
        }
        return number;
    }

    private String string(String what) {
        int start = next();
        if (peek() != '"') {
            throw error(start, "expected " + what + ", found " + found(start));
        }
        int end = text.indexOf('"', start + 1);
        String value = end < 0 ? "" : text.substring(start + 1, end);
        // No name in a network file needs an escape, so none is read.
        if (end < 0 || value.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw error(start, "expected " + what + ", found a string that does not end or has escapes or controls");
        }
        at = end + 1;
        return value;
    }

    private boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted, String what) {
        if (!skip(wanted)) {
            throw error("expected " + what + ", found " + found(at));
        }
    }

    private int peek() {
        return next() < text.length() ? text.charAt(at) : -1;
    }

    private int next() {
        skipSpace();
        return at;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private String found(int place) {
        if (place >= text.length()) {
            return "the end of the text";
        }
        int c = text.codePointAt(place);
        return Character.isISOControl(c) ? "a control, " + c : "'" + Character.toString(c) + "'";
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }

    private IllegalArgumentException error(String message) {
        return error(next(), message);
    }

    private IllegalArgumentException error(int place, @Nullable String message) {
        String before = text.substring(0, place);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = place - before.lastIndexOf('\n');
        return new IllegalArgumentException("line " + line + ", column " + column + ": " + message);
    }
}
