package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.testing.Fingerprint;
import dev.bentline.testing.JavaProcess;
import dev.bentline.testing.KernelProbe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the bits of every vector width, kernel, compiler and number of threads: whole JVMs with the flags that make
 * narrow code, and with more processors than there are, compared line by line with a scalar one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAnswerTest {
    private static final String SIMD = "-Dbentline.kernel=simd";
    private static final String EIGHT_PROCESSORS = "-XX:ActiveProcessorCount=8";

    private List<String> scalar = List.of();
    private int widest;

    @BeforeAll
    void scalarAndWidest() {
        scalar = fingerprint("scalar", "-Dbentline.kernel=scalar");
        String kernel = JavaProcess.run(KernelProbe.class, JavaProcess.VECTOR_MODULE, SIMD)
                .out()
                .getFirst();
        assertThat(kernel).as("the kernel of a JVM with the module").matches("simd \\d+ bit");
        widest = Integer.parseInt(kernel.replaceAll("\\D", ""));
    }

    @Test
    void fingerprintsSayMuch() {
        assertThat(scalar).hasSizeGreaterThan(4000);
        assertThat(scalar.stream()
                        .map(line -> line.substring(line.lastIndexOf(' ')))
                        .distinct())
                .hasSizeGreaterThan(1500);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void widthByMaxVectorSize(int bits) {
        assumeTrue(bits <= widest, () -> "this processor has no vectors of " + bits + " bits");
        assertThat(fingerprint("simd " + bits + " bit", SIMD, "-XX:MaxVectorSize=" + bits / 8))
                .isEqualTo(scalar);
    }

    @ParameterizedTest
    @CsvSource({"-XX:UseAVX=1, 128", "-XX:UseAVX=2, 256"})
    void widthByInstructionSet(String flag, int bits) {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64") && bits <= widest,
                () -> "this processor has no vectors of " + bits + " bits to do without");
        assertThat(fingerprint("simd " + bits + " bit", SIMD, flag)).isEqualTo(scalar);
    }

    /** The kernels take over from one another in the middle of it. */
    @Test
    void whileTheScalarKernelHandsOver() {
        assertThat(fingerprint("scalar")).isEqualTo(scalar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:-UseSuperWord"})
    void scalarKernelWhateverCompilesIt(String flag) {
        assertThat(fingerprint("scalar", flag, "-Dbentline.kernel=scalar")).isEqualTo(scalar);
    }

    @Test
    void scalarKernelInterpreted() {
        List<String> small = fingerprint(List.of("small"), "scalar", "-Xint", "-Dbentline.kernel=scalar");
        assertThat(scalar).containsAll(small);
        assertThat(small).hasSizeGreaterThan(4000);
    }

    private static List<String> fingerprint(String kernel, String... flags) {
        return fingerprint(List.of(), kernel, flags);
    }

    private static List<String> fingerprint(List<String> arguments, String kernel, String... flags) {
        List<String> options = new ArrayList<>(List.of(flags));
        options.add(JavaProcess.VECTOR_MODULE);
        options.add(EIGHT_PROCESSORS);
        JavaProcess.Result result = JavaProcess.run(Fingerprint.class, options, arguments);
        assertThat(result.status()).as("%s", result.err()).isZero();
        assertThat(result.out().getFirst()).as("the kernel that ran").isEqualTo(kernel);
        return result.out().subList(1, result.out().size());
    }
}
