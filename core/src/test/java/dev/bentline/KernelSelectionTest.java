package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.testing.JavaProcess;
import dev.bentline.testing.JavaProcess.Result;
import dev.bentline.testing.KernelProbe;
import dev.bentline.testing.TieredKernelProbe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which kernel runs, and what is said about it. */
class KernelSelectionTest {
    private static final String AUTO = "-Dbentline.kernel=auto";
    private static final String SIMD = "-Dbentline.kernel=simd";
    private static final String SCALAR = "-Dbentline.kernel=scalar";
    private static final String MODULE = JavaProcess.VECTOR_MODULE;

    /** A skipped SIMD test must not pass: where these tests run, SIMD has to. */
    @Test
    void simdRunsInThisJvm() {
        EngineInfo info = Engine.of(Network.relu()).info();
        System.out.println("tests run on " + info);
        assertThat(info.kernel()).startsWith("simd ");
        assertThat(info.reason()).isEmpty();
        assertThat(info.toString()).doesNotContain("\n").contains("simd", "dense", "1 thread");
    }

    @Test
    void autoWithTheModule() {
        Result result = JavaProcess.run(KernelProbe.class, MODULE, AUTO);
        assertRuns(result, "scalar");
        assertThat(result.out().get(2)).contains("kernel scalar (until SIMD has proved to be faster)");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void autoIsTheDefault() {
        assertThat(JavaProcess.run(KernelProbe.class, MODULE).out())
                .isEqualTo(JavaProcess.run(KernelProbe.class, MODULE, AUTO).out());
        assertThat(JavaProcess.run(KernelProbe.class).out())
                .isEqualTo(JavaProcess.run(KernelProbe.class, AUTO).out());
    }

    @Test
    void autoWithoutTheModuleSaysOnceWhichFlagToAdd() {
        Result result = JavaProcess.run(KernelProbe.class, AUTO);
        assertRuns(result, "scalar");
        assertSaidOnce(result, "--add-modules jdk.incubator.vector");
    }

    @Test
    void simdWithTheModule() {
        Result result = JavaProcess.run(KernelProbe.class, MODULE, SIMD);
        assertRuns(result, "simd ");
        assertThat(result.err()).isEmpty();
    }

    /** A class path that may load the module by itself needs no other flag, and the JVM has nothing to warn of. */
    @Test
    void simdWithLeaveToLoadTheModule() {
        Result result =
                JavaProcess.run(KernelProbe.class, SIMD, "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        assertRuns(result, "simd ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void simdWithoutTheModuleIsRefused() {
        assertRefused(JavaProcess.run(KernelProbe.class, SIMD), "--add-modules jdk.incubator.vector");
    }

    @Test
    void scalarWithAndWithoutTheModuleIsSilent() {
        for (Result result : List.of(
                JavaProcess.run(KernelProbe.class, SCALAR), JavaProcess.run(KernelProbe.class, MODULE, SCALAR))) {
            assertRuns(result, "scalar");
            assertThat(result.err()).isEmpty();
            assertThat(result.out().get(2)).contains("-Dbentline.kernel=scalar");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIMD", "vector", "", " auto", "scalar "})
    void anythingElseIsRefused(String value) {
        Result result = JavaProcess.run(KernelProbe.class, MODULE, "-Dbentline.kernel=" + value);
        assertRefused(result, "bentline.kernel=" + value, "auto", "scalar", "simd");
    }

    /** Without C2 vector code would run a thousand times slower. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:CompilationMode=quick-only"})
    void withoutC2(String flag) {
        Result result = JavaProcess.run(KernelProbe.class, MODULE, flag);
        assertRuns(result, "scalar");
        assertSaidOnce(result, "C2");
        assertRefused(JavaProcess.run(KernelProbe.class, MODULE, SIMD, flag), "C2");
    }

    /** Runs on one processor, which the warm-up has to share with the work. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:ActiveProcessorCount=1", "-XX:ActiveProcessorCount=2"})
    void simdTakesOverWhenItIsCompiled(String flag) {
        Result result = JavaProcess.run(TieredKernelProbe.class, MODULE, flag);
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out()).singleElement().asString().startsWith("kernel simd ");
        assertThat(result.err()).isEmpty();
    }

    /** These levels stop before C2 as well, but the JVM does not say so in its description. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=0", "-XX:TieredStopAtLevel=2", "-XX:TieredStopAtLevel=3"})
    void stoppedBeforeC2(String flag) {
        assertRefused(JavaProcess.run(KernelProbe.class, MODULE, SIMD, flag), "C2");
        Result result = JavaProcess.run(TieredKernelProbe.class, MODULE, flag);
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out()).singleElement().asString().startsWith("kernel scalar (C2 does not compile here; ");
        assertThat(result.err()).isEmpty();
    }

    /** SIMD that loads, but runs on vectors too short, or as calls a vector, is none. */
    @ParameterizedTest
    @CsvSource({
        "-XX:MaxVectorSize=8, -XX:MaxVectorSize",
        "-XX:MaxVectorSize=4, -XX:MaxVectorSize",
        "-XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport, -XX:-EnableVectorSupport"
    })
    void withoutVectorsOfUse(String flags, String named) {
        String[] forced = (MODULE + " " + SIMD + " " + flags).split(" ");
        assertRefused(JavaProcess.run(KernelProbe.class, forced), "simd cannot run", "run without " + named);
        String[] auto = (MODULE + " " + flags).split(" ");
        Result result = JavaProcess.run(TieredKernelProbe.class, auto);
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out())
                .singleElement()
                .asString()
                .startsWith("kernel scalar (")
                .contains(named);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void withoutFusedMultiplyAdd() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "only there the JVM can do without");
        Result result = JavaProcess.run(KernelProbe.class, MODULE, "-XX:-UseFMA");
        assertRuns(result, "scalar");
        assertSaidOnce(result, "fused multiply-add");
    }

    private static void assertRuns(Result result, String kernel) {
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out()).as("%s", result).hasSize(6);
        assertThat(result.out().get(0)).startsWith(kernel);
        assertThat(result.out().get(1)).isEqualTo(result.out().get(4)).startsWith("1.0");
        assertThat(result.out().subList(3, 6)).isEqualTo(result.out().subList(0, 3));
    }

    private static void assertSaidOnce(Result result, String what) {
        assertThat(result.err())
                .filteredOn(line -> line.contains("Bentline"))
                .singleElement()
                .asString()
                .contains(what);
    }

    /** Refused the second time as the first, and with the same words. */
    private static void assertRefused(Result result, String... words) {
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out()).as("%s", result).hasSize(2);
        assertThat(result.out().getFirst()).startsWith("refused: ").contains(words);
        assertThat(result.out().getLast()).isEqualTo(result.out().getFirst());
    }
}
