package dev.bentline.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.bentline.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Named values in order, as text lines or as one JSON object. JSON has no number that is not finite: there it is null. In text
 * NaN, which is what no value comes to, is "undefined".
 */
public final class Report {
    /** An interval of numbers. */
    public record Range(Number from, Number to) {}

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    public Report add(String name, long value) {
        values.put(name, value);
        return this;
    }

    public Report add(String name, float value) {
        values.put(name, value);
        return this;
    }

    public Report add(String name, double value) {
        values.put(name, value);
        return this;
    }

    public Report add(String name, boolean value) {
        values.put(name, value);
        return this;
    }

    public Report add(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Adds a network: an object in JSON, and the same text otherwise. */
    public Report add(String name, Network value) {
        values.put(name, value);
        return this;
    }

    public Report add(String name, @Nullable List<?> value) {
        values.put(name, value);
        return this;
    }

    /** Adds an object; in text it has no place. */
    public Report add(String name, Report value) {
        values.put(name, value);
        return this;
    }

    /** Adds what another report says. */
    public Report addAll(Report other) {
        values.putAll(other.values);
        return this;
    }

    public void print(PrintWriter out, boolean json) throws IOException {
        if (json) {
            printJson(out);
        } else {
            printText(out);
        }
    }

    private void printText(PrintWriter out) {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        values.forEach((name, value) -> out.println(name + " ".repeat(width + 2 - name.length()) + text(value)));
    }

    /** Without a switch over types, which would make a class at the start of every command. */
    private static String text(@Nullable Object value) {
        if (value == null) {
            return "unknown";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(Report::text).collect(Collectors.joining(", "));
        }
        if (value instanceof Range range) {
            return range.from() + " to " + range.to();
        }
        if (value instanceof Number number && Double.isNaN(number.doubleValue())) {
            return "undefined";
        }
        return value instanceof Network network ? line(network) : value.toString();
    }

    /** The JSON of a network in one line. */
    public static String line(Network network) {
        return network.toJson().strip().replace("\n", "");
    }

    /** Reports as a JSON list in one line. */
    public static String json(List<Report> reports) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            write(json, reports);
        }
        return text.toString();
    }

    /** Made when it is needed; making one takes as long as some rows of results. */
    private static final class Json {
        static final JsonFactory FACTORY = new JsonFactory();
    }

    private void printJson(PrintWriter out) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            writeJson(json);
        }
        out.println(text);
    }

    private void writeJson(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
            json.writeFieldName(entry.getKey());
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null || (value instanceof Number number && !Double.isFinite(number.doubleValue()))) {
            json.writeNull();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Network network) {
            json.writeRawValue(line(network));
        } else if (value instanceof Report report) {
            report.writeJson(json);
        } else if (value instanceof Range range) {
            write(json, range);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void write(JsonGenerator json, Range range) throws IOException {
        json.writeStartObject();
        json.writeFieldName("from");
        write(json, range.from);
        json.writeFieldName("to");
        write(json, range.to);
        json.writeEndObject();
    }
}
