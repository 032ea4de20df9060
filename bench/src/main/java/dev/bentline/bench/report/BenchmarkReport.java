package dev.bentline.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run found: what every table, chart and page is made from. Kept as {@value #FILE} among the results.
 *
 * @param environment what the results depend on besides the code, in order: date, command, cpu, caches, jdk, flags, versions
 */
public record BenchmarkReport(Map<String, Object> environment, List<ResultTable> sheets) {
    public static final String FILE = "report.json";

    public BenchmarkReport {
        sheets = List.copyOf(sheets);
    }

    /** One of the environment's, as text. */
    String fact(String name) {
        Object value = environment.getOrDefault(name, "unknown");
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : String.valueOf(value);
    }

    public String json() throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
    }

    /** Reads what {@link #json} wrote. */
    public static BenchmarkReport parse(String json) throws IOException {
        return new ObjectMapper().readValue(json, BenchmarkReport.class);
    }
}
