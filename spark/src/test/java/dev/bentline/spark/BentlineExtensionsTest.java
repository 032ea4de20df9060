package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BentlineExtensionsTest {
    private static final Runtime.Version JAVA = Runtime.Version.parse("25.0.3");

    @ParameterizedTest
    @ValueSource(strings = {"17.0.12", "21", "25", "25.0.2"})
    void refusesOldJava(String java) {
        assertThatThrownBy(() -> BentlineExtensions.check(Runtime.Version.parse(java), "4.2.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Bentline needs Java 25.0.3 or newer on driver and executors, and this is " + java);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.1", "4.0.1"})
    void refusesOldSpark(String spark) {
        assertThatThrownBy(() -> BentlineExtensions.check(JAVA, spark))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Bentline needs Spark 4.1 or newer, and this is " + spark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.1.0", "4.1.0-preview2", "4.2.0", "4.10.0-SNAPSHOT", "5.0.0"})
    void takesNewerSpark(String spark) {
        assertThatCode(() -> BentlineExtensions.check(Runtime.Version.parse("25.0.3+9-LTS"), spark))
                .doesNotThrowAnyException();
    }

    @Test
    void runsOnOldJavaToSaySo() throws IOException {
        String name = BentlineExtensions.class.getSimpleName() + ".class";
        try (InputStream in = Objects.requireNonNull(BentlineExtensions.class.getResourceAsStream(name));
                DataInputStream data = new DataInputStream(in)) {
            data.skipNBytes(6);
            Assertions.assertThat(data.readUnsignedShort()).isEqualTo(61);
        }
    }
}
