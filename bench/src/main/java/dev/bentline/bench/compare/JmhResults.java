package dev.bentline.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Holds one of the two sides: the rows of a JSON file of JMH's, which may be compressed ({@code .gz}), in its order.
 *
 * @param name as the user gave it
 */
record JmhResults(String name, Map<Key, Measured> rows) {
    /** The parameter that names a contender. */
    private static final String CONTENDER = "implementation";

    /**
     * Reads {@code FILE}, or from {@code FILE#NAME} the rows of one contender, told by the name of the benchmark method or
     * by the parameter; they then go by the rest of their key.
     */
    static JmhResults read(String name) throws WrongInput {
        int hash = name.lastIndexOf('#');
        if (hash < 0 || Files.exists(path(name))) {
            return new JmhResults(name, rows(name));
        }
        return new JmhResults(name, ofContender(rows(name.substring(0, hash)), name, name.substring(hash + 1)));
    }

    private static Map<Key, Measured> ofContender(Map<Key, Measured> rows, String name, String contender)
            throws WrongInput {
        Map<Key, Measured> found = new LinkedHashMap<>();
        rows.forEach((key, measured) -> {
            if (contender.equals(key.parameters().get(CONTENDER))) {
                found.put(key.without(CONTENDER), measured);
            } else if (contender.equals(key.method())) {
                found.put(key.ofAnyMethod(), measured);
            }
        });
        if (found.isEmpty()) {
            String contenders = rows.keySet().stream()
                    .map(key -> key.parameters().getOrDefault(CONTENDER, key.method()))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new WrongInput(name + ": no benchmark method and no parameter " + CONTENDER + " is named " + contender
                    + "; there are " + contenders);
        }
        return found;
    }

    private static Map<Key, Measured> rows(String file) throws WrongInput {
        JsonNode root = parse(file);
        if (!root.isArray()) {
            throw noResults(file, "the whole is no list");
        }
        Map<Key, Measured> rows = new LinkedHashMap<>();
        for (JsonNode entry : root) {
            Key key = key(entry, file);
            rows.merge(key, new Entry(entry, file + ": " + key).measured(), Measured::with);
        }
        if (rows.isEmpty()) {
            throw new WrongInput(file + " has no rows: every benchmark of that run failed, or none was chosen");
        }
        return rows;
    }

    private static JsonNode parse(String file) throws WrongInput {
        Path path = path(file);
        if (!Files.exists(path)) {
            throw new WrongInput(file + " does not exist; give a JSON file of JMH's results");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new ObjectMapper().readTree(file.endsWith(".gz") ? new GZIPInputStream(in) : in);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new WrongInput(file + where + " is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new WrongInput(file + " cannot be read: " + e);
        }
    }

    private static Path path(String file) throws WrongInput {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new WrongInput(file + " is no path: " + e.getReason());
        }
    }

    private static Key key(JsonNode entry, String file) throws WrongInput {
        for (String field : List.of("benchmark", "mode", "threads", "primaryMetric")) {
            if (!entry.has(field)) {
                throw noResults(file, "an entry has no " + field);
            }
        }
        SortedMap<String, String> parameters = new TreeMap<>();
        entry.path("params")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        return new Key(
                entry.path("benchmark").asText(),
                entry.path("mode").asText(),
                entry.path("threads").asInt(),
                parameters);
    }

    private static WrongInput noResults(String file, String why) {
        return new WrongInput(file + " is no file of JMH's results (-rf json): " + why);
    }
}
