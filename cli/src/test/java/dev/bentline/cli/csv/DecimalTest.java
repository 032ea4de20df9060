package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private static void assertSameBits(String text) {
        int expected = Float.floatToRawIntBits(Float.parseFloat(text));
        assertThat(Float.floatToRawIntBits(Decimal.toFloat(text))).as(text).isEqualTo(expected);
    }

    @Test
    void shortestDecimalsReadBackToTheSameFloat() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                String text = Float.toString(value);
                assertThat(Float.floatToRawIntBits(Decimal.toFloat(text)))
                        .as(text)
                        .isEqualTo(Float.floatToRawIntBits(value));
            }
        }
    }

    @Test
    void digitsOfAnyLengthRoundOnceAsTheJdkRounds() {
        Random random = new Random(2);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            int digits = 1 + random.nextInt(22);
            int point = random.nextInt(digits + 1);
            for (int d = 0; d < digits; d++) {
                text.append(d == point ? "." : "").append((char) ('0' + random.nextInt(10)));
            }
            if (random.nextBoolean()) {
                text.append('e').append(random.nextInt(100) - 55);
            }
            assertSameBits(text.toString());
        }
    }

    /** Rounding to double first and to float then goes wrong next to the middle of two floats, and only there. */
    @Test
    void theMiddleOfTwoFloatsAndItsNeighboursRoundOnce() {
        Random random = new Random(3);
        BigDecimal little = new BigDecimal("1e-60");
        for (int i = 0; i < 100_000; i++) {
            float low = Float.intBitsToFloat(random.nextInt(0x7f7f_ffff));
            BigDecimal middle =
                    new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
            assertSameBits(middle.toString());
            assertSameBits(middle.add(little).toString());
            assertSameBits(middle.subtract(little).toString());
            assertSameBits(Double.toString((double) low + Math.ulp(low) / 2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0.0",
                "1.",
                ".5",
                "007",
                "1e5",
                "1E+5",
                "1e-5",
                "3.4028235e38",
                "3.40282357e38",
                "1e39",
                "-1e99999999999",
                "1e-99999999999",
                "0e99999999999",
                "1.4e-45",
                "7e-46",
                "9007199254740993",
                "16777217",
                "16777217.0000000000000000000000001",
                "1.17549435e-38"
            })
    void decimals(String text) {
        assertSameBits(text);
        assertThat(Decimal.toFloat(" \t" + text + " ")).isEqualTo(Decimal.toFloat(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1 2",
                "1,5",
                "0x10",
                "0x1p3",
                "1f",
                "1d",
                "1F",
                "NaN",
                "Infinity",
                "-Infinity",
                "inf",
                "1_000",
                "--1",
                "1.2.3",
                "1e1.5",
                "\u0661",
                "1\u00a0",
                "1\u0000"
            })
    void notDecimals(String text) {
        assertThat(Decimal.toFloat(text)).isNaN();
        assertThat(Decimal.toDouble(text)).isNaN();
    }

    @Test
    void doublesKeepTheirDigits() {
        assertThat(Decimal.toDouble("0.1")).isEqualTo(0.1);
        assertThat(Decimal.toDouble(" -1e300\t")).isEqualTo(-1e300);
    }

    @Test
    void aCommaWhereverAPointMayStand() {
        assertThat(Decimal.withCommaToFloat(",5")).isEqualTo(0.5f);
        assertThat(Decimal.withCommaToFloat("-1,5e1")).isEqualTo(-15f);
        assertThat(Decimal.withCommaToFloat("7,")).isEqualTo(7f);
        assertThat(Decimal.withCommaToFloat("7")).isEqualTo(7f);
        assertThat(Decimal.withCommaToFloat(",")).isNaN();
        assertThat(Decimal.withCommaToFloat(",5,")).isNaN();
        assertThat(Decimal.withCommaToFloat("1,000,5")).isNaN();
        assertThat(Decimal.withCommaToFloat("1.000,5")).isNaN();
    }
}
