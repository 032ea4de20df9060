package dev.bentline.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the table of a bent line from the stretches of a deep network's output. */
final class LineTableBuilder implements StretchSink {
    private final Segments segments = new Segments();
    private final Pieces pieces = new Pieces();
    private final FinePieces fine = new FinePieces();

    @Override
    public void accept(Stretches output) {
        for (int k = 0; k < output.count; k++) {
            double from = output.from[k];
            double to = output.to[k];
            Line line = Line.of(output, k);
            if (from == to) {
                fine.add((float) from, pieces.count - 1, line);
                continue;
            }
            segments.add(from, to, line);
            addFloats(from, to, line);
        }
    }

    /** Adds the floats between two bends; one that is the right bend belongs to the piece, and to fine pieces as a point. */
    private void addFloats(double from, double to, Line line) {
        float low = from == Double.NEGATIVE_INFINITY ? Float.NEGATIVE_INFINITY : Floats.above(from);
        float high = Floats.floor(to);
        if (!(low <= high)) {
            return;
        }
        pieces.add(low, high, line);
        boolean endIsPoint = high == to && Float.isFinite(high);
        if (low <= (endIsPoint ? Math.nextDown(high) : high)) {
            fine.add(low, pieces.count - 1, line);
        }
    }

    @Override
    public void finish() {
        segments.finish();
        pieces.finish();
    }

    BentLineTable build() {
        boolean[] active = new boolean[fine.count];
        Arrays.fill(active, true);
        return new BentLineTable(
                segments.toRecord(),
                Arrays.copyOf(pieces.starts, pieces.count),
                Arrays.copyOf(pieces.anchors, pieces.count),
                Arrays.copyOf(pieces.values, pieces.count),
                Arrays.copyOf(pieces.slopes, pieces.count),
                Arrays.copyOf(fine.starts, fine.count),
                Arrays.copyOf(fine.pieceOf, fine.count),
                Arrays.copyOf(fine.derivatives, fine.count),
                active,
                new int[0],
                new int[0],
                pieces.normal && fine.normal);
    }

    /**
     * The output on a stretch, A x + B; what rounding may have made of 0 is 0.
     *
     * @param slopeDoubt the magnitude whose share A may be wrong by, 0 if it is exact
     * @param offsetDoubt the same for B
     */
    private record Line(double slope, double offset, double slopeDoubt, double offsetDoubt) {
        /** Share of the summed magnitude: of 8,000 roundings of a double it makes a quarter of one of a float. */
        private static final double STEEP = 0x1p-14;

        private static final Line NONE = new Line(0, 0, 0, 0);

        static Line of(Stretches output, int k) {
            double slope = output.slopes[0][k];
            double offset = output.offsets[0][k];
            double slopeDoubt = output.slopeDoubt(0, k);
            double offsetDoubt = output.offsetDoubt(0, k);
            if (LineRounding.sign(slope, slopeDoubt) != 0) {
                return new Line(slope, offset, slopeDoubt, offsetDoubt);
            }
            // flat: what a slope of rounding alone has taken from the offset is given back at the nearer end
            double end = Math.abs(output.from[k]) < Math.abs(output.to[k]) ? output.from[k] : output.to[k];
            double value = Math.fma(slope, end, offset);
            double doubt = Math.fma(slopeDoubt, Math.abs(end), offsetDoubt);
            return new Line(0, LineRounding.sign(value, doubt) == 0 ? 0 : value, 0, doubt);
        }

        boolean flat() {
            return slope == 0;
        }

        double at(double x) {
            double value = Math.fma(slope, x, offset);
            return signAt(value, x) == 0 ? 0 : value;
        }

        private int signAt(double value, double x) {
            return LineRounding.sign(value, doubtAt(x));
        }

        double doubtAt(double x) {
            return LineRounding.size(slope, slopeDoubt, offsetDoubt, x);
        }

        /**
         * A dosage near which the line is computed best. A slope's rounding is a share of its size, so it must not be
         * multiplied with more than the dosage itself: that is dosage 0, as far as the ends allow. Where that rounding is less than a
         * float's, the place where the effect is 0 is better: no cancellation is left around it.
         */
        double floatAnchor() {
            return Math.abs(slope) > STEEP * slopeDoubt ? 0.0 - offset / slope : 0;
        }

        /** Returns the one of two lines that is known better, if rounding cannot tell them apart; otherwise null. */
        @Nullable
        Line mergedWith(Line other) {
            boolean same = flat() == other.flat()
                    && LineRounding.sign(slope - other.slope, Math.max(slopeDoubt, other.slopeDoubt)) == 0
                    && LineRounding.sign(offset - other.offset, Math.max(offsetDoubt, other.offsetDoubt)) == 0;
            if (same && slopeDoubt <= other.slopeDoubt && offsetDoubt <= other.offsetDoubt) {
                return this;
            }
            return same && other.slopeDoubt <= slopeDoubt && other.offsetDoubt <= offsetDoubt ? other : null;
        }
    }

    /** The real function. The last segment is still growing. */
    private static final class Segments {
        private double[] from = new double[8];
        private double[] to = new double[8];
        private double[] heights = new double[8];
        private double[] anchors = new double[8];
        private double[] values = new double[8];
        private double[] slopes = new double[8];
        private int count;
        private Line last = Line.NONE;
        private Line before = Line.NONE;

        void add(double left, double right, Line line) {
            Line merged = count > 0 ? line.mergedWith(last) : null;
            if (merged != null) {
                to[count - 1] = right;
                last = merged;
                return;
            }
            finish();
            if (count == DeepCompiler.MOST_SEGMENTS) {
                throw new IllegalArgumentException(
                        "the line has more than " + count + " segments; a deep network may have at most as many");
            }
            if (count == from.length) {
                grow();
            }
            from[count] = left;
            to[count] = right;
            before = last;
            last = line;
            count++;
        }

        /** Completes the last segment. It is anchored at the dosage closest to 0: see {@link Line#floatAnchor}. */
        void finish() {
            if (count == 0) {
                return;
            }
            int i = count - 1;
            double anchor = Math.max(from[i], Math.min(to[i], 0));
            anchors[i] = anchor;
            values[i] = last.at(anchor);
            slopes[i] = last.slope;
            heights[i] = i == 0 ? 0 : heightBetween(before, last, from[i]);
        }

        /** The effect where two lines meet: on the flat one, or on the one known better. */
        private static double heightBetween(Line left, Line right, double bend) {
            boolean leftIsBetter =
                    left.flat() == right.flat() ? left.doubtAt(bend) <= right.doubtAt(bend) : left.flat();
            return (leftIsBetter ? left : right).at(bend);
        }

        private void grow() {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            heights = Arrays.copyOf(heights, 2 * count);
            anchors = Arrays.copyOf(anchors, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            slopes = Arrays.copyOf(slopes, 2 * count);
        }

        BentLineTable.Segments toRecord() {
            return new BentLineTable.Segments(
                    Arrays.copyOf(from, count),
                    Arrays.copyOf(to, count),
                    Arrays.copyOf(heights, count),
                    Arrays.copyOf(anchors, count),
                    Arrays.copyOf(values, count),
                    Arrays.copyOf(slopes, count));
        }
    }

    /** Runs of floats on one line. The last one is still growing. */
    private static final class Pieces {
        private float[] starts = new float[8];
        private float[] anchors = new float[8];
        private float[] values = new float[8];
        private float[] slopes = new float[8];
        private int count;
        private boolean normal = true;
        private float end;
        private Line last = Line.NONE;

        void add(float low, float high, Line line) {
            Line merged = count > 0 ? line.mergedWith(last) : null;
            if (merged != null) {
                end = high;
                last = merged;
                return;
            }
            finish();
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                anchors = Arrays.copyOf(anchors, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
                slopes = Arrays.copyOf(slopes, 2 * count);
            }
            starts[count] = low;
            end = high;
            last = line;
            count++;
        }

        /** Anchors the last piece at a float on it or next to it. */
        void finish() {
            if (count == 0) {
                return;
            }
            float low = Math.max(starts[count - 1], -Float.MAX_VALUE);
            float high = Math.min(end, Float.MAX_VALUE);
            float best = (float) last.floatAnchor();
            float anchor = Math.max(low, Math.min(high, best)) + 0f;
            if (best < low && best == Math.nextDown(low) && last.at(best) == 0) {
                anchor = best + 0f; // the line leaves 0 at the bend itself: no rounding, and no subnormal value
            }
            double value = last.at(anchor);
            anchors[count - 1] = anchor;
            values[count - 1] = (float) value;
            slopes[count - 1] = (float) last.slope;
            normal &= Floats.isNormal(value) && Floats.isNormal(last.slope);
        }
    }

    /** Runs of floats with one derivative. */
    private static final class FinePieces {
        private float[] starts = new float[8];
        private int[] pieceOf = new int[8];
        private float[] derivatives = new float[8];
        private int count;
        private boolean normal = true;

        void add(float start, int piece, Line line) {
            float derivative = (float) line.slope;
            if (count > 0 && derivative == derivatives[count - 1] && piece == pieceOf[count - 1]) {
                return;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                pieceOf = Arrays.copyOf(pieceOf, 2 * count);
                derivatives = Arrays.copyOf(derivatives, 2 * count);
            }
            starts[count] = start;
            pieceOf[count] = piece;
            derivatives[count] = derivative;
            normal &= Floats.isNormal(line.slope);
            count++;
        }
    }
}
