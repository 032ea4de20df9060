package dev.bentline.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** Holds the house's plan: each package knows only those below it, and files stay short. */
class ArchitectureTest {
    private static final String BENCHMARKS = "dev.bentline.bench";
    private static final String CONTENDER = "dev.bentline.bench.contender";
    private static final String SUITE = "dev.bentline.bench.suite";
    private static final String REPORT = "dev.bentline.bench.report";
    private static final String COMPARE = "dev.bentline.bench.compare";

    private static final int LONGEST_FILE = 300;
    private static final int LONGEST_ENUM = 150;
    private static final Path SOURCES = Path.of("src");
    private static final Pattern ENUM = Pattern.compile("^(public )?enum \\w+", Pattern.MULTILINE);

    private static final JavaClasses BENCH = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BENCHMARKS);

    private static void requireNoArrow(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(BENCH);
    }

    @Test
    void noArrowLeadsUpward() {
        requireNoArrow(CONTENDER, BENCHMARKS, SUITE, REPORT, COMPARE);
        requireNoArrow(BENCHMARKS, SUITE, REPORT, COMPARE);
        requireNoArrow(REPORT, BENCHMARKS, CONTENDER, SUITE, COMPARE);
        requireNoArrow(COMPARE, BENCHMARKS, CONTENDER, SUITE);
    }

    @Test
    void thePackageOfBenchmarksHoldsNothingElse() {
        List<Class<?>> classes = BENCH.stream()
                .filter(each -> each.getPackageName().equals(BENCHMARKS))
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .<Class<?>>map(each -> each.reflect())
                .toList();
        assertThat(classes).hasSizeGreaterThan(15).allSatisfy(each -> {
            assertThat(each.getSimpleName()).endsWith("Benchmark");
            assertThat(Modifier.isAbstract(each.getModifiers())
                            || Stream.of(each.getMethods())
                                    .anyMatch(method -> method.isAnnotationPresent(Benchmark.class)))
                    .isTrue();
        });
    }

    @Test
    void filesAreShort() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(Files::isRegularFile))
                    .filteredOn(file -> file.toString().endsWith(".java"))
                    .hasSizeGreaterThan(80)
                    .allSatisfy(file -> assertThat(lines(file))
                            .as(file.toString())
                            .isLessThanOrEqualTo(ENUM.matcher(text(file)).find() ? LONGEST_ENUM : LONGEST_FILE));
        }
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
