package dev.bentline.kernel;

import java.util.Arrays;

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
     * @param slopeSize summed magnitude of A
     * @param offsetSize summed magnitude of B
     */
    private record Line(double slope, double offset, double slopeSize, double offsetSize) {
        static Line of(Stretches output, int k) {
            double slope = output.slopes[0][k];
            double offset = output.offsets[0][k];
            double slopeSize = output.slopeSizes[0][k];
            double offsetSize = output.offsetSizes[0][k];
            if (LineRounding.sign(slope, slopeSize) != 0) {
                return new Line(slope, offset, slopeSize, offsetSize);
            }
            // flat: what a slope of rounding alone has taken from the offset is given back at the nearer end
            double end = Math.abs(output.from[k]) < Math.abs(output.to[k]) ? output.from[k] : output.to[k];
            double value = Math.fma(slope, end, offset);
            double size = Math.fma(slopeSize, Math.abs(end), offsetSize);
            return new Line(0, LineRounding.sign(value, size) == 0 ? 0 : value, 0, size);
        }

        boolean flat() {
            return slope == 0;
        }

        double at(double x) {
            double value = Math.fma(slope, x, offset);
            return signAt(value, x) == 0 ? 0 : value;
        }

        private int signAt(double value, double x) {
            return LineRounding.sign(value, Math.fma(slopeSize, Math.abs(x), offsetSize));
        }

        /** Where a line that is not flat is 0. */
        double zero() {
            return 0.0 - offset / slope;
        }

        boolean isSameAs(Line other) {
            return LineRounding.sign(slope - other.slope, Math.max(slopeSize, other.slopeSize)) == 0
                    && flat() == other.flat()
                    && LineRounding.sign(offset - other.offset, Math.max(offsetSize, other.offsetSize)) == 0;
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
        private Line last = new Line(0, 0, 0, 0);

        void add(double left, double right, Line line) {
            if (count > 0 && line.isSameAs(last)) {
                to[count - 1] = right;
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
            // a flat neighbour knows the height best
            heights[count] = count > 0 && last.flat() ? last.offset : count > 0 ? line.at(left) : 0;
            slopes[count] = line.slope;
            last = line;
            count++;
        }

        /** Anchors the last segment where the effect is closest to 0. */
        void finish() {
            if (count == 0) {
                return;
            }
            double low = Math.max(from[count - 1], -Double.MAX_VALUE);
            double high = Math.min(to[count - 1], Double.MAX_VALUE);
            double zero = last.flat() ? 0 : last.zero();
            double anchor = Math.max(low, Math.min(high, zero));
            anchors[count - 1] = anchor;
            values[count - 1] = anchor == zero && !last.flat() ? 0 : last.at(anchor);
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
        private Line last = new Line(0, 0, 0, 0);

        void add(float low, float high, Line line) {
            if (count > 0 && line.isSameAs(last)) {
                end = high;
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

        /** Anchors the last piece at the float where the effect is closest to 0. */
        void finish() {
            if (count == 0) {
                return;
            }
            float low = Math.max(starts[count - 1], -Float.MAX_VALUE);
            float high = Math.min(end, Float.MAX_VALUE);
            float zero = last.flat() ? 0f : (float) last.zero();
            float anchor = Math.max(low, Math.min(high, zero)) + 0f;
            if (zero < low && zero == Math.nextDown(low) && last.at(zero) == 0) {
                anchor = zero + 0f; // the line leaves 0 at the bend itself: no rounding, and no subnormal value
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
