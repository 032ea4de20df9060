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

/** The network file's JSON: two fixed shapes, read strictly (RFC 8259) and with the place of every error. */
final class NetworkJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?");

    private static final Set<String> FIELDS = Set.of("hidden", "output", "layers", "bend", "dosageScale", "dosages");

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
                + scale(network.dosageScale())
                + network.dosages().map(NetworkJson::dosages).orElse("") + "}\n";
    }

    static String write(DeepNetwork network) {
        StringBuilder text = new StringBuilder("{\"layers\": [");
        for (Layer layer : network.layers()) {
            text.append(text.charAt(text.length() - 1) == '[' ? "\n" : ",\n")
                    .append("  {\"weights\": ")
                    .append(Arrays.deepToString(layer.weights()))
                    .append(", \"biases\": ")
                    .append(Arrays.toString(layer.biases()))
                    .append(", \"activation\": \"")
                    .append(name(layer.activation()))
                    .append("\"}");
        }
        return text.append("],\n \"bend\": ")
                .append(network.bend() == Bend.ONE ? 1 : 0)
                .append(scale(network.dosageScale()))
                .append(network.dosages().map(NetworkJson::dosages).orElse(""))
                .append("}\n")
                .toString();
    }

    private static String scale(DosageScale scale) {
        return scale.isLinear() ? "" : ",\n \"dosageScale\": {\"name\": \"log10\", \"zero\": " + scale.zero() + "}";
    }

    private static String dosages(Interval dosages) {
        return ",\n \"dosages\": {\"from\": " + (float) dosages.from() + ", \"to\": " + (float) dosages.to() + "}";
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    static Model parse(String text) {
        NetworkJson json = new NetworkJson(Objects.requireNonNull(text, "json"));
        Model model = json.model();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.error("something follows the network");
        }
        return model;
    }

    static Network parseNetwork(String text) {
        return switch (parse(text)) {
            case Network network -> network;
            case DeepNetwork deep ->
                throw new IllegalArgumentException("line 1, column 1: the network has "
                        + deep.layers().size() + " layers; a Network has one hidden layer and an output");
        };
    }

    /** Field by field, whichever form they make. */
    private Model model() {
        int start = next();
        Part[] parts = new Part[2];
        List<Layer> layers = new ArrayList<>();
        int[] layersPlace = new int[1];
        Bend[] bend = {Bend.ZERO};
        DosageScale[] scale = {DosageScale.LINEAR};
        List<Interval> dosages = new ArrayList<>(1);
        Set<String> seen = object(FIELDS, FIELDS, field -> {
            switch (field) {
                case "hidden" -> parts[0] = part("hidden", Activation.SOFTPLUS, "biases");
                case "output" -> parts[1] = part("output", Activation.IDENTITY, "bias");
                case "layers" -> {
                    layersPlace[0] = next();
                    list("a list of layers, [...]", () -> layers.add(layer()));
                }
                case "dosageScale" -> scale[0] = scale();
                case "dosages" -> dosages.add(interval());
                default -> bend[0] = bend();
            }
        });
        if (seen.contains("layers") && (seen.contains("hidden") || seen.contains("output"))) {
            throw error(start, "the fields here are \"layers\", or \"hidden\" and \"output\", not both");
        }
        for (String field : seen.contains("layers") ? List.<String>of() : List.of("hidden", "output")) {
            if (!seen.contains(field)) {
                throw error(start, "the field \"" + field + "\" is missing");
            }
        }
        Model model = seen.contains("layers") ? layered(layers, layersPlace[0]) : network(parts[0], parts[1]);
        model = model.withBend(bend[0]).withDosageScale(scale[0]);
        return dosages.isEmpty() ? model : model.withDosages(dosages.getFirst());
    }

    private Network network(Part hidden, Part output) {
        try {
            return Network.of(
                    hidden.activation,
                    hidden.weights,
                    hidden.biases,
                    output.weights,
                    output.biases[0],
                    output.activation);
        } catch (IllegalArgumentException e) {
            throw error(oddList(hidden, output), e.getMessage());
        }
    }

    private Model layered(List<Layer> layers, int place) {
        try {
            return Model.of(layers);
        } catch (IllegalArgumentException e) {
            throw error(place, e.getMessage());
        }
    }

    /** Returns the place of the list whose length is not that of the other two. */
    private static int oddList(Part hidden, Part output) {
        if (hidden.biases.length == output.weights.length) {
            return hidden.weightsPlace;
        }
        return hidden.weights.length == output.weights.length ? hidden.biasesPlace : output.weightsPlace;
    }

    /** The hidden layer, or the output. */
    private static final class Part {
        Activation activation = Activation.RELU;
        float[] weights = {};
        int weightsPlace;
        float[] biases = {};
        int biasesPlace;
    }

    /**
     * Reads the hidden layer or the output.
     *
     * @param other what its activation may be beside ReLU
     */
    private Part part(String name, Activation other, String biasField) {
        Part part = new Part();
        object(Set.of("activation", "weights", biasField), Set.of(), field -> {
            switch (field) {
                case "activation" -> part.activation = activation(name + " ", Activation.RELU, other);
                case "weights" -> {
                    part.weightsPlace = next();
                    part.weights = numbers();
                }
                case "biases" -> {
                    part.biasesPlace = next();
                    part.biases = numbers();
                }
                default -> part.biases = new float[] {number()};
            }
        });
        return part;
    }

    /** Reads a layer of the other form. */
    private Layer layer() {
        int start = next();
        List<float[]> weights = new ArrayList<>();
        float[][] biases = {{}};
        Activation[] activation = {Activation.RELU};
        object(Set.of("activation", "weights", "biases"), Set.of(), field -> {
            switch (field) {
                case "activation" ->
                    activation[0] = activation("", Activation.RELU, Activation.IDENTITY, Activation.SOFTPLUS);
                case "weights" -> list("a list of lists of numbers, [[...], ...]", () -> weights.add(numbers()));
                default -> biases[0] = numbers();
            }
        });
        try {
            return new Layer(weights.toArray(float[][]::new), biases[0], activation[0]);
        } catch (IllegalArgumentException e) {
            throw error(start, e.getMessage());
        }
    }

    private interface FieldReader {
        void read(String field);
    }

    /**
     * Reads an object whose fields are known, each at most once; those that are not optional have to be there.
     *
     * @return the fields it has
     */
    private Set<String> object(Set<String> known, Set<String> optional, FieldReader reader) {
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
        return seen;
    }

    private static String quoted(Set<String> names) {
        return "\"" + String.join("\", \"", names.stream().sorted().toList()) + "\"";
    }

    private Activation activation(String layer, Activation... choice) {
        int place = next();
        String name = string("an activation in quotes");
        for (Activation activation : choice) {
            if (name(activation).equals(name)) {
                return activation;
            }
        }
        List<String> names =
                Arrays.stream(choice).map(one -> '"' + name(one) + '"').toList();
        throw error(
                place,
                "unknown " + layer + "activation \"" + shortened(name) + "\"; it may be "
                        + String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast());
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

    private DosageScale scale() {
        int start = next();
        boolean[] log10 = new boolean[1];
        float[] zero = {Float.NaN};
        int[] zeroPlace = {start};
        Set<String> seen = object(Set.of("name", "zero"), Set.of("zero"), field -> {
            if (field.equals("zero")) {
                zeroPlace[0] = next();
                zero[0] = number();
            } else {
                log10[0] = scaleIsLog10();
            }
        });
        if (log10[0] != seen.contains("zero")) {
            throw error(
                    zeroPlace[0],
                    log10[0] ? "the field \"zero\" is missing" : "the scale \"linear\" has no field \"zero\"");
        }
        try {
            return log10[0] ? DosageScale.log10(zero[0]) : DosageScale.LINEAR;
        } catch (IllegalArgumentException e) {
            throw error(zeroPlace[0], e.getMessage());
        }
    }

    private boolean scaleIsLog10() {
        int place = next();
        String name = string("a dosage scale in quotes");
        return switch (name) {
            case "log10" -> true;
            case "linear" -> false;
            default ->
                throw error(
                        place, "unknown dosage scale \"" + shortened(name) + "\"; it may be \"linear\" or \"log10\"");
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
        Floats numbers = new Floats();
        list("a list of numbers, [...]", () -> numbers.add(number()));
        return Arrays.copyOf(numbers.values, numbers.count);
    }

    private static final class Floats {
        private float[] values = new float[8];
        private int count;

        void add(float value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }
    }

    private void list(String what, Runnable element) {
        expect('[', what);
        if (peek() != ']') {
            do {
                element.run();
            } while (skip(','));
        }
        expect(']', "',' or ']'");
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
