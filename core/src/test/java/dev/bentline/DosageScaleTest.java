package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.testing.Networks;
import dev.bentline.testing.TestDosages;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dosages on a scale of logarithms: where they stand, and what engines, bent lines, indexes and fits make of that. */
class DosageScaleTest {
    private static final DosageScale SCALE = DosageScale.log10(0.3125f);

    /** Falls from 8 to 1 between dosages 1 and 100, after a hump at 1. */
    private static final Network FALLING = Network.of(
            Activation.RELU,
            new float[] {-1, 1, 1},
            new float[] {0, 0, -2},
            new float[] {-2, -3.5f, 3.5f},
            8,
            Activation.IDENTITY);

    private static final Network ON_SCALE = FALLING.withDosageScale(SCALE);

    @Test
    void placesOfDosages() {
        assertThat(SCALE.position(1000f)).isEqualTo(3f);
        assertThat(SCALE.position(0f)).isEqualTo(SCALE.position(0.3125f)).isEqualTo((float) Math.log10(0.3125));
        assertThat(SCALE.position(-0f)).isEqualTo(SCALE.position(0.01f)).isEqualTo((float) Math.log10(0.3125));
        assertThat(SCALE.position(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(SCALE.position(Float.NaN)).isNaN();
        assertThat(SCALE.position(-Float.MIN_VALUE)).isNaN();
        assertThat(SCALE.position(Float.NEGATIVE_INFINITY)).isNaN();
        assertThat(DosageScale.LINEAR.position(-7f)).isEqualTo(-7f);
        assertThat(SCALE.dosage(SCALE.position(0f))).isZero();
        assertThat(SCALE.dosage(2)).isEqualTo(100);
        assertThat(SCALE.dosage(-5)).isZero();
    }

    @Test
    void controlsStandAtAThirdOfTheSmallestDosage() {
        assertThat(DosageScale.log10(new float[] {0, 30, 0.9f, -2, Float.NaN}).zero())
                .isEqualTo(0.9f / 3);
        assertThatThrownBy(() -> DosageScale.log10(new float[] {0, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no dosage is above 0");
        for (float zero : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> DosageScale.log10(zero))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("zero is " + zero + "; it must be a finite number above 0");
        }
    }

    /** Every fifth positive float against the JDK's own logarithm, which is within an ulp of a double. */
    @Test
    void positionsAreRoundedOnceAndAscend() {
        DosageScale scale = DosageScale.log10(Float.MIN_VALUE);
        int infinity = Float.floatToIntBits(Float.POSITIVE_INFINITY);
        long wrong = IntStream.range(0, 256)
                .parallel()
                .mapToLong(part -> {
                    int mistakes = 0;
                    int end = (int) ((long) infinity * (part + 1) / 256);
                    float before = Float.NEGATIVE_INFINITY;
                    for (int bits = 1 + (int) ((long) infinity * part / 256); bits < end; bits += 5) {
                        float x = Float.intBitsToFloat(bits);
                        float position = scale.position(x);
                        double error = Math.abs(position - StrictMath.log10(x));
                        mistakes += error > 0.5000001 * Math.ulp(position) || position < before ? 1 : 0;
                        before = position;
                    }
                    return mistakes;
                })
                .sum();
        assertThat(wrong).isZero();
    }

    private static float[] dosages(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] dosages = new float[count];
        for (int i = 0; i < count; i++) {
            dosages[i] = (float) Math.pow(10, random.nextDouble(-3, 5));
        }
        float[] special = {
            0, -0f, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE, 0.3125f, 1, 100
        };
        System.arraycopy(special, 0, dosages, 5, special.length);
        return dosages;
    }

    /** The network without a scale has the effects, at the positions. */
    @Test
    void engineComputesAtPositions() {
        Network wide = Networks.bends(100, Activation.IDENTITY);
        for (Network plain : List.of(FALLING, wide, Network.softplus())) {
            Engine linear = Engine.of(plain);
            float[] x = dosages(70_001);
            float[] expected = new float[x.length];
            linear.forward(SCALE.positions(x), expected);
            for (int threads : new int[] {1, 2}) {
                Engine engine = Engine.of(plain.withDosageScale(SCALE)).withThreads(threads);
                assertThat(engine.formulation()).isEqualTo(linear.formulation());
                float[] y = new float[x.length];
                engine.forward(x, y);
                assertThat(y).isEqualTo(expected);
                engine.forward(MemorySegment.ofArray(x), MemorySegment.ofArray(y));
                assertThat(y).isEqualTo(expected);
                float[] overlapping = new float[x.length + 3];
                System.arraycopy(x, 0, overlapping, 0, x.length);
                engine.forward(overlapping, 0, overlapping, 3, x.length);
                System.arraycopy(overlapping, 3, y, 0, x.length);
                assertThat(y).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.MIN_VALUE, Float.MIN_NORMAL, 0.3125f, Float.MAX_VALUE})
    void simdGivesTheBitsOfScalarWhereverControlsStand(float zero) {
        float[] x = new float[100_000];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(random.nextInt());
        }
        float[] edges = TestDosages.edges(FALLING);
        System.arraycopy(edges, 0, x, 0, edges.length);
        for (int i = 0; i < 9; i++) {
            x[edges.length + i] = Float.intBitsToFloat(Float.floatToIntBits(zero) + i - 4);
        }
        float[] expected = new float[x.length];
        float[] actual = new float[x.length];
        Scratch scratch = new Scratch();
        for (Bend bend : Bend.values()) {
            Network network = FALLING.withBend(bend).withDosageScale(DosageScale.log10(zero));
            Kernel scalar = TestKernels.scalar(network);
            Kernel simd = TestKernels.simd(network);
            scalar.forward(x, 0, expected, 0, x.length, scratch);
            simd.forward(x, 0, actual, 0, x.length, scratch);
            assertThat(actual).isEqualTo(expected);
            scalar.derivative(x, 0, expected, 0, x.length, scratch);
            simd.derivative(x, 0, actual, 0, x.length, scratch);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void derivativeFollowsTheChainRule() {
        float[] x = dosages(5000);
        for (Bend bend : Bend.values()) {
            float[] onScale = new float[x.length];
            Engine.of(FALLING.withBend(bend)).derivative(SCALE.positions(x), onScale);
            float[] slopes = x.clone();
            Engine.of(ON_SCALE.withBend(bend)).derivative(slopes, slopes);
            for (int i = 0; i < x.length; i++) {
                boolean controls = x[i] >= 0 && (x[i] < SCALE.zero() || (x[i] == SCALE.zero() && bend == Bend.ZERO));
                double expected = controls ? 0 : onScale[i] / (x[i] * Math.log(10));
                assertThat(slopes[i]).as("%s", x[i]).isEqualTo(Float.valueOf(x[i] < 0 ? Float.NaN : (float) expected));
            }
        }
    }

    @Test
    void gradientIsThatAtPositions() {
        float[] x = dosages(9000);
        float[] t = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] >= 0 && x[i] <= Float.MAX_VALUE ? x[i] : 3;
            t[i] = i % 7;
        }
        Gradient expected = Engine.of(FALLING).gradient(SCALE.positions(x), t);
        assertThat(Engine.of(ON_SCALE).gradient(x, t).toString()).isEqualTo(expected.toString());
        assertThat(Engine.of(ON_SCALE)
                        .gradient(MemorySegment.ofArray(x), MemorySegment.ofArray(t))
                        .loss())
                .isEqualTo(expected.loss());
    }

    @Test
    void bentLineTakesAndReturnsDosages() {
        BentLine line = BentLine.of(ON_SCALE);
        assertThat(line.scale()).isEqualTo(SCALE);
        assertThat(line.segments().getFirst().to()).isZero();
        assertThat(line.effect(10)).isEqualTo(4.5);
        assertThat(line.effect(0)).isEqualTo(line.effect(0.3125)).isCloseTo(8 + 2 * Math.log10(0.3125), within(1e-12));
        assertThat(line.effect(-1)).isNaN();
        assertThat(line.max(0, 1000)).isEqualTo(new BentLine.Extreme(1, 8));
        assertThat(line.min(0, 1000)).isEqualTo(new BentLine.Extreme(100, 1));
        assertThat(line.min(0, 30).dosage()).isEqualTo(30);
        assertThat(line.windows(4.5, 0, 1000)).containsExactly(new Interval(0, 10));
        assertThat(line.windows(7.5, 0, 1000)).singleElement().satisfies(window -> {
            assertThat(window.from()).isCloseTo(Math.pow(10, -0.25), within(1e-12));
            assertThat(window.to()).isCloseTo(Math.pow(10, 0.5 / 3.5), within(1e-12));
        });
        assertThatThrownBy(() -> line.windows(1, -1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the range is -1.0 to 2.0; its ends must be finite, 0 or above and in order");
    }

    @Test
    void crossingsAreListedFromLeftToRight() {
        BentLine line = BentLine.of(ON_SCALE);
        assertThat(line.crossings(4.5, 0, 1000)).containsExactly(new BentLine.Crossing(10, -1));
        assertThat(line.crossings(7.5, 0, 1000))
                .extracting(BentLine.Crossing::direction)
                .containsExactly(1, -1);
        assertThat(line.crossings(1, 0, 1000)).containsExactly(new BentLine.Crossing(100, -1));
        assertThat(line.crossings(8, 0, 1000)).containsExactly(new BentLine.Crossing(1, 1));
        assertThat(line.crossings(8.5, 0, 1000)).isEmpty();
        assertThat(line.crossings(4.5, 20, 1000)).isEmpty();
        assertThat(line.crossings(4.5, 10, 10)).containsExactly(new BentLine.Crossing(10, -1));
        assertThat(line.crossings(1, 200, 300)).containsExactly(new BentLine.Crossing(200, 0));
        assertThat(line.crossings(line.effect(0), 0, 1000)).first().isEqualTo(new BentLine.Crossing(0, 1));
        assertThatThrownBy(() -> line.crossings(Double.NaN, 0, 1)).hasMessage("the effect is NaN; it must be a number");
    }

    /** A sum of many thin strips knows the areas, too. */
    @Test
    void areasOnEitherScale() {
        for (Network network : List.of(ON_SCALE, FALLING)) {
            BentLine line = BentLine.of(network);
            for (double[] range : new double[][] {{0, 500}, {0.1, 0.2}, {2, 3}, {0, 1.5}, {40, 40}}) {
                double dosages = 0;
                int strips = 1 << 18;
                for (int i = 0; i < strips; i++) {
                    dosages += line.effect(range[0] + (range[1] - range[0]) * (i + 0.5) / strips);
                }
                assertThat(line.integral(range[0], range[1]))
                        .isCloseTo(dosages * (range[1] - range[0]) / strips, within(1e-4));
                double first = line.scale().position(range[0]);
                double last = line.scale().position(range[1]);
                double positions = 0;
                for (int i = 0; i < strips; i++) {
                    positions += BentLine.of(FALLING).effect(first + (last - first) * (i + 0.5) / strips);
                }
                assertThat(line.integralOnScale(range[0], range[1]))
                        .isCloseTo(positions * (last - first) / strips, within(4e-6)); // strips with a bend
            }
        }
    }

    @Test
    void fileKeepsTheScale() {
        assertThat(Network.parse(ON_SCALE.toJson())).isEqualTo(ON_SCALE).isNotEqualTo(FALLING);
        assertThat(Network.parse(ON_SCALE.toJson()).dosageScale()).isEqualTo(SCALE);
        assertThat(FALLING.toJson()).doesNotContain("dosageScale");
        Model deep = DeepNetwork.of(FALLING.layers()).withDosageScale(SCALE);
        assertThat(((DeepNetwork) deep).toJson()).contains("\"dosageScale\": {\"name\": \"log10\", \"zero\": 0.3125}");
        assertThat(Model.parse(deep.toJson())).isEqualTo(ON_SCALE);
        float[] y = {0, 10, 100};
        Engine.of(deep).forward(y, y);
        assertThat(y[1]).isEqualTo(4.5f);
    }

    @Test
    void refusesOtherScales() {
        String json = ON_SCALE.toJson();
        String scale = "{\"name\": \"log10\", \"zero\": 0.3125}";
        for (String[] wrong : new String[][] {
            {"{\"name\": \"ln\", \"zero\": 1}", "unknown dosage scale \"ln\"; it may be \"linear\" or \"log10\""},
            {"{\"name\": \"log10\"}", "the field \"zero\" is missing"},
            {"{\"name\": \"linear\", \"zero\": 1}", "the scale \"linear\" has no field \"zero\""},
            {"{\"zero\": 1}", "the field \"name\" is missing"},
            {"{\"name\": \"log10\", \"zero\": 0}", "zero is 0.0; it must be a finite number above 0"},
            {"{\"name\": \"log10\", \"zero\": -1, \"base\": 2}", "unknown field \"base\""},
        }) {
            assertThatThrownBy(() -> Network.parse(json.replace(scale, wrong[0])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("line 3, column ")
                    .hasMessageContaining(wrong[1]);
        }
        assertThat(Network.parse(json.replace(scale, "{\"name\": \"linear\"}"))).isEqualTo(FALLING);
    }

    @Test
    void indexAndFitsKeepTheScale() {
        float[] x = {0, 0, 1, 3, 10, 30, 100, 300};
        float[] t = new float[x.length];
        Engine.of(ON_SCALE).forward(x, t);
        DosageIndex index = DosageIndex.of(x, t, SCALE, 1);
        assertThat(index.scale()).isEqualTo(SCALE);
        assertThat(index.dosage(0)).isEqualTo(SCALE.position(0f));
        assertThat(index.gradient(ON_SCALE).loss()).isLessThan(1e-10);
        assertThat(index).isNotEqualTo(DosageIndex.of(SCALE.positions(x), t, 1));
        assertThat(index.merge(index).scale()).isEqualTo(SCALE);
        Network start = Network.of(
                        Activation.RELU,
                        new float[] {-1, 1, 1},
                        new float[] {0, 0.125f, -1.75f},
                        new float[] {-2, -3, 3},
                        8,
                        Activation.IDENTITY)
                .withDosageScale(SCALE);
        GradientDescent descent = GradientDescent.from(start).withEpochs(50).withThreads(1);
        Fit fit = descent.fit(index);
        assertThat(fit.network().dosageScale()).isEqualTo(SCALE);
        assertThat(fit.loss()).isLessThan(index.gradient(start).loss());
        assertThat(descent.fit(x, t).network().dosageScale()).isEqualTo(SCALE);
        assertThat(GradientDescent.random(1, 1, 2)
                        .withEpochs(5)
                        .fit(index)
                        .network()
                        .dosageScale())
                .isEqualTo(SCALE);
    }

    @Test
    void differentScalesDoNotMix() {
        float[] x = {0, 1, 2};
        DosageIndex linear = DosageIndex.of(x, x, 1);
        assertThatThrownBy(() -> linear.gradient(ON_SCALE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network is on the scale log10, 0 at 0.3125; it must be on that of the index, linear");
        assertThatThrownBy(() -> GradientDescent.from(ON_SCALE).fit(linear))
                .hasMessageContaining("the network to start from is on the scale log10");
        assertThatThrownBy(() -> linear.merge(DosageIndex.of(x, x, SCALE, 1)))
                .hasMessageContaining("the other index is on the scale log10");
        assertThatThrownBy(() -> DosageIndex.of(new float[] {1, -2}, x, SCALE, 1))
                .hasMessageContaining("effects has length 3");
        assertThatThrownBy(() -> DosageIndex.of(new float[] {1, -2}, new float[2], SCALE, 1))
                .hasMessage("dosage 1 is -2.0; on a scale of logarithms it must be 0 or above");
        assertThatThrownBy(() -> GradientDescent.from(ON_SCALE).fit(new float[] {-1}, new float[1]))
                .hasMessageContaining("dosage 0 is -1.0");
    }
}
