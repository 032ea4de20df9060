package dev.bentline.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.bench.fixture.Libraries;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeersTest {
    @ParameterizedTest
    @EnumSource
    void aMissingLibrarySaysWhy(Compiler compiler) {
        Build build = Libraries.of(compiler);
        assertThat(build.word()).isNotBlank();
        if (build.library().isEmpty()) {
            String program = compiler == Compiler.INTRINSICS
                    ? "AVX-512|gcc"
                    : compiler.name().split("_", 2)[0];
            assertThat(build.word().toLowerCase(Locale.ROOT)).containsPattern(program.toLowerCase(Locale.ROOT));
        }
    }

    /** Guards against what gcc links with -ffast-math: it turns subnormals off in the thread that loads it, and the JVM has to undo that. */
    @ParameterizedTest
    @EnumSource
    void loadingThePeersLeavesSubnormalsAlone(Compiler compiler) {
        assumeTrue(
                Libraries.of(compiler).library().isPresent(),
                Libraries.of(compiler).word());
        CLibrary library = CLibrary.of(compiler);
        assertThat(library.forward()).isNotNull();
        float smallest = Float.MIN_NORMAL;
        for (int i = 0; i < 23; i++) {
            smallest *= 0.5f;
        }
        assertThat(smallest).isEqualTo(Float.MIN_VALUE);
    }
}
