package dev.bentline.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against exact decimals, which Java rounds to a float once. */
class NearestFloatTest {
    @Test
    void aDecimalIsTheNearestFloatOrLeftToOthers() {
        Random random = new Random(1);
        int found = 0;
        int tries = 300_000;
        for (int i = 0; i < tries; i++) {
            long digits = random.nextLong() >> random.nextInt(64);
            int exponent = random.nextInt(-25, 26);
            float nearest = NearestFloat.ofDecimal(digits, exponent);
            if (!Float.isNaN(nearest)) {
                found++;
                float exact = new BigDecimal(BigInteger.valueOf(digits), -exponent).floatValue();
                if (nearest != exact) {
                    assertThat(nearest).as("%de%d", digits, exponent).isEqualTo(exact);
                }
            }
        }
        assertThat(found).isGreaterThan(tries / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -22, 0", // what a double holds exactly is found
        "0, 22, 0",
        "1, 22, 1e22",
        "-1, 22, -1e22",
        "1, -22, 1e-22",
        "25, -2, 0.25",
        "9007199254740992, 0, 9007199254740992",
        "-9007199254740992, 0, -9007199254740992",
        "1, 23, NaN", // and no more than that
        "1, -23, NaN",
        "9007199254740993, 0, NaN",
        "-9007199254740993, 0, NaN",
        "16777217, 0, NaN", // halfway between two floats
        "16777219, 0, NaN",
        "167772170000001, -7, 16777218",
        "11754943508222875, -54, NaN", // a power no double holds, as that of every float below the normal ones
        "117549436, -46, NaN"
    })
    void onlyWhatDoublesHold(long digits, int exponent, Float expected) {
        assertThat(NearestFloat.ofDecimal(digits, exponent)).isEqualTo(expected);
    }

    @Test
    void aLongWithoutASignIsTheNearestFloat() {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            check(random.nextLong());
            // around halves of floats, where the last bit decides
            long halfway = 1L << 63 | (long) random.nextInt(1 << 23) << 40 | 1L << 39;
            check(halfway + random.nextInt(-2, 3));
        }
        for (long value : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            check(value);
        }
    }

    private static void check(long value) {
        float exact = new BigDecimal(Long.toUnsignedString(value)).floatValue();
        if (NearestFloat.ofUnsigned(value) != exact) {
            assertThat(NearestFloat.ofUnsigned(value))
                    .as(Long.toUnsignedString(value))
                    .isEqualTo(exact);
        }
    }
}
