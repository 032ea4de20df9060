package dev.bentline.bench;

import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;

/** The values of a benchmark's own parameters. */
final class JmhParameters {
    private JmhParameters() {}

    static Stream<Implementation> implementations(Class<?> benchmark) {
        return values(benchmark, "implementation").map(Implementation::valueOf);
    }

    static Stream<Integer> widths(Class<?> benchmark) {
        return values(benchmark, "width").map(Integer::valueOf);
    }

    private static Stream<String> values(Class<?> benchmark, String field) {
        try {
            return Stream.of(
                    benchmark.getDeclaredField(field).getAnnotation(Param.class).value());
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
