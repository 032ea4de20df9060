package dev.bentline.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalTest {
    /** The JDK's decimals say the same, by rules of their own. */
    @Test
    void isWrittenAsTheJdkDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() >> random.nextInt(8, 64);
            int exponent = random.nextInt(-60, 40);
            Decimal decimal = new Decimal(digits, exponent);
            BigDecimal expected = BigDecimal.valueOf(digits, -exponent).stripTrailingZeros();
            assertThat(decimal.value()).isEqualTo(expected.doubleValue());
            for (int zeros : new int[] {0, 5, 6}) {
                boolean plain = expected.scale() <= 0 && expected.scale() >= -zeros;
                assertThat(decimal.label(zeros)).isEqualTo(plain ? expected.toPlainString() : expected.toString());
            }
        }
    }

    @Test
    void hundredthsHaveNoExponent() {
        assertThat(new Decimal(0, -2).label(Integer.MAX_VALUE)).isEqualTo("0");
        assertThat(new Decimal(-5, -2).label(Integer.MAX_VALUE)).isEqualTo("-0.05");
        assertThat(new Decimal(123_400, -2).label(Integer.MAX_VALUE)).isEqualTo("1234");
        assertThat(new Decimal(1_200_000_000_000L, -2).label(Integer.MAX_VALUE)).isEqualTo("12000000000");
    }
}
