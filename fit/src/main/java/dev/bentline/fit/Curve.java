package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Interval;
import dev.bentline.fit.segmented.SegmentedLine;
import java.util.ArrayList;
import java.util.List;

/** A bent line between the smallest and the largest dosage observed, and what is read off it. */
interface Curve {
    /** The effect at the smallest dosage. */
    double control();

    /** The smallest effect. */
    double lower();

    /** The largest effect. */
    double upper();

    /** The dosages of an effect, as {@link BentLine#crossings} tells them. */
    List<BentLine.Crossing> crossings(double effect);

    /** The effect at a position on its scale, between its ends. */
    double effect(double position);

    /** The area under it on its scale, as {@link BentLine#integralOnScale} tells it. */
    double areaOnScale();

    /** Returns 1 of a rising curve, -1 of a falling one. */
    default int direction() {
        return upper() - control() > control() - lower() ? 1 : -1;
    }

    /** The curve of a network. */
    static Curve of(BentLine line, Interval dosages) {
        double from = dosages.from();
        double to = dosages.to();
        return new OfNetwork(
                line,
                dosages,
                line.effect(from),
                line.min(from, to).effect(),
                line.max(from, to).effect());
    }

    /**
     * The curve of a line that is no network yet: a twentieth of the work, for refits.
     *
     * @param scale that dosages are on; the line's are positions there
     */
    static Curve of(SegmentedLine line, DosageScale scale, Interval dosages) {
        return OfPoints.of(line, scale, scale.position(dosages.from()), scale.position(dosages.to()));
    }

    /** A curve that {@link BentLine} knows. */
    record OfNetwork(BentLine line, Interval dosages, double control, double lower, double upper) implements Curve {
        @Override
        public List<BentLine.Crossing> crossings(double effect) {
            return line.crossings(effect, dosages.from(), dosages.to());
        }

        @Override
        public double effect(double position) {
            return line.effect(line.scale().dosage(position));
        }

        @Override
        public double areaOnScale() {
            return line.integralOnScale(dosages.from(), dosages.to());
        }
    }

    /**
     * A curve through points.
     *
     * @param x positions, ascending
     * @param y the effect at each
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record OfPoints(DosageScale scale, double[] x, double[] y, int count) implements Curve {
        static OfPoints of(SegmentedLine line, DosageScale scale, double from, double to) {
            double[] bends = line.bends();
            double[] x = new double[2 * (bends.length + 2)]; // between two of them one where a ReLU output begins
            int count = 0;
            x[count++] = from;
            for (double bend : bends) {
                if (bend > from && bend < to) {
                    int at = count++;
                    while (at > 0 && x[at - 1] > bend) {
                        x[at] = x[at - 1];
                        at--;
                    }
                    x[at] = bend;
                }
            }
            x[count++] = to;
            double[] y = new double[x.length];
            for (int i = 0; i < count; i++) {
                y[i] = sum(line, x[i]);
            }
            return line.reluOutput() ? cutOff(scale, x, y, count) : new OfPoints(scale, x, y, count);
        }

        private static double sum(SegmentedLine line, double x) {
            double sum = line.bias();
            for (int node = 0; node < line.bends().length; node++) {
                double p = line.facesLeft()[node] ? line.bends()[node] - x : x - line.bends()[node];
                sum += p > 0 ? line.jumps()[node] * p : 0;
            }
            return sum;
        }

        /** Puts points where the line crosses 0, and lifts those below to 0. */
        private static OfPoints cutOff(DosageScale scale, double[] x, double[] y, int count) {
            double[] cutX = new double[x.length];
            double[] cutY = new double[x.length];
            int points = 0;
            for (int i = 0; i < count; i++) {
                if (i > 0 && y[i - 1] * y[i] < 0) {
                    cutX[points++] = x[i - 1] + (x[i] - x[i - 1]) * (y[i - 1] / (y[i - 1] - y[i]));
                }
                cutX[points] = x[i];
                cutY[points++] = Math.max(0, y[i]);
            }
            return new OfPoints(scale, cutX, cutY, points);
        }

        @Override
        public double control() {
            return y[0];
        }

        @Override
        public double lower() {
            double lower = y[0];
            for (int i = 1; i < count; i++) {
                lower = Math.min(lower, y[i]);
            }
            return lower;
        }

        @Override
        public double upper() {
            double upper = y[0];
            for (int i = 1; i < count; i++) {
                upper = Math.max(upper, y[i]);
            }
            return upper;
        }

        @Override
        public double effect(double position) {
            int i = 1;
            while (i < count - 1 && x[i] < position) {
                i++;
            }
            double share = Math.clamp((position - x[i - 1]) / (x[i] - x[i - 1]), 0.0, 1.0);
            return x[i] == x[i - 1] ? y[i] : y[i - 1] + (y[i] - y[i - 1]) * share;
        }

        @Override
        public List<BentLine.Crossing> crossings(double effect) {
            List<BentLine.Crossing> crossings = new ArrayList<>(2);
            boolean on = false;
            for (int i = 1; i < count; i++) {
                double before = y[i - 1] - effect;
                double after = y[i] - effect;
                if (before == 0 ? !on : before * after < 0 || after == 0) {
                    double share = before == 0 ? 0 : before / (before - after);
                    double position = x[i - 1] + share * (x[i] - x[i - 1]);
                    crossings.add(new BentLine.Crossing(scale.dosage(position), (int) Math.signum(after - before)));
                }
                on = after == 0;
            }
            return crossings;
        }

        @Override
        public double areaOnScale() {
            double area = 0;
            for (int i = 1; i < count; i++) {
                area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
            }
            return area;
        }
    }
}
