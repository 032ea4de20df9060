package dev.bentline.plot;

/**
 * A decimal number, digits times a power of ten, without zeros at its end. It is there because the first BigDecimal of a
 * process takes 15 ms.
 */
public record Decimal(long digits, int exponent) {
    /** Powers of ten below which a number has an exponent. */
    private static final int LEAST = -6;

    public Decimal {
        while (digits % 10 == 0 && digits != 0) {
            digits /= 10;
            exponent++;
        }
        exponent = digits == 0 ? 0 : exponent;
    }

    /** The nearest double. */
    public double value() {
        return Double.parseDouble(digits + "E" + exponent);
    }

    /**
     * The number in words: 0.2, 200, or 2.5E+38.
     *
     * @param mostZeros at the end, with more of which it has an exponent
     */
    public String label(int mostZeros) {
        String all = Long.toString(Math.abs(digits));
        int power = all.length() - 1 + exponent;
        boolean plain = exponent <= mostZeros && power >= LEAST;
        return (digits < 0 ? "-" : "") + (plain ? plain(all) : scientific(all, power));
    }

    private String plain(String all) {
        if (exponent >= 0) {
            return all + "0".repeat(exponent);
        }
        String padded = "0".repeat(Math.max(0, 1 - exponent - all.length())) + all;
        int point = padded.length() + exponent;
        return padded.substring(0, point) + '.' + padded.substring(point);
    }

    private static String scientific(String all, int power) {
        String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
        return mantissa + (power < 0 ? "E" : "E+") + power;
    }
}
