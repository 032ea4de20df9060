package dev.bentline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static final double DECIMALS = 1e4;

    @Test
    void roundedNumbersHaveFiveDigitsAndAreTheNearest() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double size = Math.pow(10, random.nextDouble(-6, 9));
            double value = random.nextBoolean() ? size : -Math.round(size * DECIMALS) / DECIMALS;
            if (value != 0) {
                assertNearest(value);
            }
        }
    }

    private static void assertNearest(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal half = new BigDecimal("5E-6").scaleByPowerOfTen(exact.precision() - exact.scale());
        BigDecimal rounded = new BigDecimal(Text.rounded(value));
        assertThat(rounded.stripTrailingZeros().precision()).as("%s", value).isLessThanOrEqualTo(5);
        // where two are as near, by the shortest decimals of the double, either will do
        assertThat(rounded.subtract(exact).abs())
                .as("%s", value)
                .isLessThanOrEqualTo(half.add(new BigDecimal(Math.ulp(value))));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "NaN, NaN",
        "-Infinity, -Infinity",
        "16, 16",
        "-16, -16",
        "0.5, 0.5",
        "2.99999, 3",
        "9.99995, 10",
        "0.00099999, 0.00099999",
        "0.001, 0.001",
        "0.0099999999, 0.01",
        "-0.00123456, -0.0012346",
        "99999.4, 99999",
        "99999.9, 100000",
        "123456, 123460",
        "9999999, 10000000",
        "10000000, 1E+7",
        "0.0001, 0.0001",
        "0.00001, 0.00001",
        "0.0000123, 0.0000123"
    })
    void numbersAreRoundedForPeople(double value, String text) {
        assertThat(Text.rounded(value)).isEqualTo(text);
    }
}
