package dev.bentline.kernel;

/**
 * Softplus and its derivative, the logistic function, made of exactly rounded operations only, so that scalar and SIMD
 * code give the same bits.
 *
 * <p>Both start from {@code e = exp(-|p|)}: with {@code n = round(-|p| / ln 2)} and {@code r = -|p| - n ln 2}, {@code e
 * = 2^n (1 + r + r^2 EXP(r))}. Then {@code softplus = max(0, p) + e (1 + e LOG(e))} and {@code logistic = e / (1 + e)}
 * or {@code 1 / (1 + e)}. The polynomials are weighted least-squares fits whose coefficients are rounded to float one
 * after the other, each rest fitted again; {@code SoftplusCoefficientsTest} recomputes them. Worst errors over all
 * floats: softplus 1.63 ulp, logistic 1.50 ulp ({@code SoftplusAccuracyTest}).
 *
 * <p>The range reduction in two constants is that of Cody and Waite, Software Manual for the Elementary Functions
 * (1980), with the rounding trick of adding 1.5 * 2^23.
 */
public final class Softplus {
    /**
     * Clamp of |p|, from whose 103.98 on {@code exp(-|p|)} rounds to 0; it keeps the exponent arithmetic in range. Here n is -191 and
     * the scale an exact 0, so nothing underflows, which costs up to 9 ns each time.
     */
    public static final float LARGEST = 132.5f;

    public static final float LOG2_E = 0x1.715476p0f;
    public static final float MINUS_LN2_HIGH = -0x1.62e430p-1f;
    public static final float MINUS_LN2_LOW = 0x1.05c610p-29f;

    /**
     * Adding it rounds to an integer n and leaves n + 191 in the low bits, which, shifted into the exponent, is 2^(n +
     * 64): a normal float for every n that occurs (-190 to 0), and 0 for n = -191. {@link #UNSCALE} takes the 2^64 away
     * again, in one rounding where e is subnormal.
     */
    public static final float ROUND = 0x1.8p23f + 191;

    public static final float UNSCALE = 0x1p-64f;

    public static final float EXP0 = 0.5f;
    public static final float EXP1 = 0x1.55548cp-3f;
    public static final float EXP2 = 0x1.5554e4p-5f;
    public static final float EXP3 = 0x1.123d06p-7f;
    public static final float EXP4 = 0x1.6d514ep-10f;

    public static final float LOG0 = -0x1.ffffd2p-2f;
    public static final float LOG1 = 0x1.554ddep-2f;
    public static final float LOG2 = -0x1.ff25e2p-3f;
    public static final float LOG3 = 0x1.93590ap-3f;
    public static final float LOG4 = -0x1.3a7374p-3f;
    public static final float LOG5 = 0x1.b56a64p-4f;
    public static final float LOG6 = -0x1.d8520cp-5f;
    public static final float LOG7 = 0x1.4b0162p-6f;
    public static final float LOG8 = -0x1.b2fap-9f;

    private Softplus() {}

    /** {@code ln(1 + e^p)}. */
    public static float value(float p) {
        float a = -Math.abs(p);
        a = a < -LARGEST ? -LARGEST : a;
        float t = Math.fma(a, LOG2_E, ROUND);
        float n = t - ROUND;
        float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, a));
        float q = Math.fma(r * r, expTail(r), r);
        float m = 1f + q;
        float lost = q - (m - 1f); // what rounding took from m; without it the worst error is 2.08 ulp
        float e = m * scale * UNSCALE;
        float max = p <= 0f ? 0f : p;
        // e + lost instead of e, to first order: log1p'(e) is about 1 - e/2
        float base = Math.fma(lost * scale, Math.fma(e, -0.5f * UNSCALE, UNSCALE), max);
        return Math.fma(e, Math.fma(logTail(e), e, 1f), base);
    }

    /** {@code 1 / (1 + e^-p)}, the derivative of softplus. */
    public static float slope(float p) {
        float a = -Math.abs(p);
        a = a < -LARGEST ? -LARGEST : a;
        float t = Math.fma(a, LOG2_E, ROUND);
        float n = t - ROUND;
        float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, a));
        float m = 1f + Math.fma(r * r, expTail(r), r);
        float e = m * scale * UNSCALE;
        float d = 1f + e;
        float lost = e - (d - 1f);
        float inverse = 1f / d;
        float top = p < 0f ? e : 1f;
        float y = top * inverse;
        // one step of residual correction: e / (1 + e) alone misses 2 ulp
        float residual = Math.fma(-y, lost, Math.fma(-y, d, top));
        return Math.fma(residual, inverse, y);
    }

    private static float expTail(float r) {
        float s = Math.fma(EXP4, r, EXP3);
        s = Math.fma(s, r, EXP2);
        s = Math.fma(s, r, EXP1);
        return Math.fma(s, r, EXP0);
    }

    private static float logTail(float e) {
        float s = Math.fma(LOG8, e, LOG7);
        s = Math.fma(s, e, LOG6);
        s = Math.fma(s, e, LOG5);
        s = Math.fma(s, e, LOG4);
        s = Math.fma(s, e, LOG3);
        s = Math.fma(s, e, LOG2);
        s = Math.fma(s, e, LOG1);
        return Math.fma(s, e, LOG0);
    }
}
