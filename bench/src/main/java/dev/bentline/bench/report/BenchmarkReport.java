package dev.bentline.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Holds what a run found: every table, chart and page is made from it. Kept as {@value #FILE} among the results.
 *
 * @param environment what the results depend on besides the code, in order: date, command, cpu, caches, jdk, flags, versions
 */
public record BenchmarkReport(Map<String, Object> environment, List<ResultTable> sheets) {
    public static final String FILE = "report.json";

    /** The percentage of all processors' time that other processes took meanwhile; reports of old lack it. */
    public static final String OTHERS = "othersPercent";

    /** The percentage that the hypervisor gave to other machines. */
    public static final String STOLEN = "stealPercent";

    /** Below these a machine is quiet. */
    private static final double FEW_OTHERS = 5;

    private static final double HARDLY_STOLEN = 2;

    public BenchmarkReport {
        sheets = List.copyOf(sheets);
    }

    /** Returns one of the environment's facts, as text. */
    String fact(String name) {
        Object value = environment.getOrDefault(name, "unknown");
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : String.valueOf(value);
    }

    /** Says in words how busy the machine was, where the run took that down. */
    Optional<String> machine() {
        return number(OTHERS).isPresent()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "The machine was %s: other processes took %.0f %% of its %s processors' time, and %.0f %% was"
                                + " stolen by its hypervisor%s.",
                        isBusy() ? "busy" : "quiet",
                        number(OTHERS).orElse(0),
                        fact("processors"),
                        number(STOLEN).orElse(0),
                        isBusy() ? "; times are longer than they need be, and only large ratios mean something" : ""))
                : Optional.empty();
    }

    /** Tells whether others may have changed what was measured by more than a little. */
    boolean isBusy() {
        return number(OTHERS).orElse(0) >= FEW_OTHERS
                || (number(OTHERS).isPresent() && number(STOLEN).orElse(0) >= HARDLY_STOLEN);
    }

    private OptionalDouble number(String fact) {
        return environment.get(fact) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    public String json() throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
    }

    /** Reads what {@link #json} wrote. */
    public static BenchmarkReport parse(String json) throws IOException {
        return new ObjectMapper().readValue(json, BenchmarkReport.class);
    }
}
