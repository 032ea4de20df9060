package dev.bentline.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Reads one entry of a JSON file of JMH's: all forks of one run of a benchmark.
 *
 * @param where what an error starts with
 */
record Entry(JsonNode json, String where) {
    /** JMH's own words for the units of time. */
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9, "hr", 3600e9, "day", 86_400e9);

    /** The second is the name in JMH 1.36 and before. */
    private static final List<String> ALLOCATED = List.of("gc.alloc.rate.norm", "·gc.alloc.rate.norm");

    Measured measured() throws WrongInput {
        JsonNode metric = json.path("primaryMetric");
        String unit = metric.path("scoreUnit").asText();
        List<double[]> forks = new ArrayList<>();
        for (double[] scores : scores(metric)) {
            double[] times = new double[scores.length];
            for (int i = 0; i < scores.length; i++) {
                times[i] = nanos(scores[i], unit);
            }
            if (times.length > 0) {
                forks.add(times);
            }
        }
        if (forks.isEmpty()) {
            throw new WrongInput(where + " has neither rawData nor rawDataHistogram");
        }
        return new Measured(forks, bytes(), iteration());
    }

    /** Every iteration of every fork; of a sampled iteration, its mean, which is JMH's score. */
    private static List<double[]> scores(JsonNode metric) {
        List<double[]> forks = new ArrayList<>();
        for (JsonNode fork : metric.path("rawData")) {
            forks.add(stream(fork).mapToDouble(Entry::number).toArray());
        }
        for (JsonNode fork : metric.path("rawDataHistogram")) {
            forks.add(stream(fork).mapToDouble(Entry::mean).toArray());
        }
        return forks;
    }

    private static double mean(JsonNode histogram) {
        double sum = 0;
        double count = 0;
        for (JsonNode bin : histogram) {
            sum += number(bin.path(0)) * number(bin.path(1));
            count += number(bin.path(1));
        }
        return sum / count;
    }

    /** JMH writes what is not finite as text. */
    private static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    private double nanos(double score, String unit) throws WrongInput {
        if (!(score > 0)) {
            throw new WrongInput(
                    where + " has the score " + score + " " + unit + "; only positive ones can be compared");
        }
        boolean rate = unit.startsWith("ops/");
        Double nanos = NANOS.get(rate ? unit.substring("ops/".length()) : unit.replaceFirst("/op$", ""));
        if (nanos == null) {
            throw new WrongInput(where + " is in " + unit
                    + "; only times (such as ns/op) and operations per time (such as ops/s) can be compared");
        }
        return rate ? nanos / score : nanos * score;
    }

    private List<Double> bytes() {
        return ALLOCATED.stream()
                .map(name -> json.path("secondaryMetrics").path(name).path("rawData"))
                .flatMap(Entry::stream)
                .flatMap(Entry::stream)
                .map(Entry::number)
                .filter(Double::isFinite)
                .toList();
    }

    /** A single shot has a time, too, where the user gave one, and does not heed it. */
    private double iteration() throws WrongInput {
        if (json.path("mode").asText().equals(Mode.SingleShotTime.shortLabel())) {
            return 0;
        }
        String time = json.path("measurementTime").asText();
        try {
            return TimeValue.fromString(time).convertTo(TimeUnit.NANOSECONDS);
        } catch (IllegalArgumentException e) {
            throw new WrongInput(where + " has the measurementTime \"" + time + "\"; JMH writes such as 400 ms");
        }
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
