package dev.bentline.descent;

/**
 * The loss of a ReLU network, from moments. Between two neighbouring bends the effect is a line, y = slope x + height, so
 * the residuals r = y - t sum up to
 *
 * <pre>
 * sum r   = slope sum x   + height n     - sum t
 * sum r x = slope sum x^2 + height sum x - sum x t
 * sum r^2 = slope sum r x + height sum r - (slope sum x t + height sum t - sum t^2)
 * </pre>
 *
 * whatever the number n of observations: an evaluation costs O(H log n). All of it is done in pairs of doubles, so that
 * no cancellation shows in a double: not of small residuals between large effects, nor of dosages far from 0.
 *
 * <p>Not thread-safe: it remembers where the bends were, to look for them there first.
 */
public final class MomentLoss implements LossFunction {
    private final SortedObservations data;
    private final Shape shape;

    private final Pieces pieces;
    /** The first observation right of the output's bend in each segment. */
    private final int[] outputCuts;

    /** For each node the sums of r and r x over the observations left of its cut: pairs of doubles. */
    private final double[] leftOf;

    private final DoubleDoubleLine line = new DoubleDoubleLine();
    private final DoubleDoubleLine upward = new DoubleDoubleLine();
    private final DoubleDouble loss = new DoubleDouble();
    private final DoubleDouble sumR = new DoubleDouble();
    private final DoubleDouble sumRx = new DoubleDouble();
    private final DoubleDouble r = new DoubleDouble();
    private final DoubleDouble rx = new DoubleDouble();
    private final DoubleDouble rr = new DoubleDouble();
    private final DoubleDouble rt = new DoubleDouble();
    private final double[] sums = new double[SortedObservations.SUMS];
    private Moments before = new Moments();
    private Moments after = new Moments();
    private final Moments inside = new Moments();

    /** @param shape of a network with ReLU hidden nodes */
    public MomentLoss(SortedObservations data, Shape shape) {
        this.data = data;
        this.shape = shape;
        int width = shape.width();
        pieces = new Pieces(data, shape);
        outputCuts = new int[width + 1];
        leftOf = new double[4 * width];
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        pieces.set(parameters);
        loss.set(0, 0);
        sumR.set(0, 0);
        sumRx.set(0, 0);
        data.before(0, before, sums);
        int position = 0;
        for (int place = 0; place < pieces.count(); place++) {
            int end = pieces.end(place);
            if (end > position) {
                addSegment(position, end, place);
                position = end;
            }
            if (place < shape.width()) {
                put(sumR, leftOf, 4 * pieces.node(place));
                put(sumRx, leftOf, 4 * pieces.node(place) + 2);
            }
        }
        differentiate(parameters, gradient);
        return loss.high();
    }

    private static void put(DoubleDouble value, double[] into, int at) {
        into[at] = value.high();
        into[at + 1] = value.low();
    }

    /** Adds the observations from a position to the next cut; the moments before it are known. */
    private void addSegment(int from, int end, int place) {
        pieces.line(place, line);
        if (!shape.reluOutput()) {
            addActive(end, end - from);
            return;
        }
        double slope = line.slope.high();
        if (slope == 0) {
            double height = line.height.high();
            if (height > 0 || (height == 0 && shape.bendOne())) {
                addActive(end, end - from);
            } else {
                addInactive(end, end - from);
            }
            return;
        }
        boolean rises = slope > 0;
        upward.slope.set(rises ? slope : -slope, rises ? line.slope.low() : -line.slope.low());
        upward.height.set(
                rises ? line.height.high() : -line.height.high(), rises ? line.height.low() : -line.height.low());
        int cut = data.crossing(upward, rises == shape.bendOne(), from, end, outputCuts[place]);
        outputCuts[place] = cut;
        if (rises) {
            addInactive(cut, cut - from);
            addActive(end, end - cut);
        } else {
            addActive(cut, cut - from);
            addInactive(end, end - cut);
        }
    }

    /** Adds so many observations up to a position: their effect is 0, and no parameter moves it. */
    private void addInactive(int end, int count) {
        if (count == 0) {
            return;
        }
        data.before(end, after, sums);
        loss.add(after.tt);
        loss.subtract(before.tt);
        step();
    }

    /** Adds so many observations up to a position, whose effects lie on the line. */
    private void addActive(int end, int count) {
        if (count == 0) {
            return;
        }
        data.before(end, after, sums);
        inside.set(after);
        inside.subtract(before);
        r.set(0, 0);
        r.addProduct(line.slope, inside.x);
        r.addProduct(line.height, count);
        r.subtract(inside.t);
        rx.set(0, 0);
        rx.addProduct(line.slope, inside.xx);
        rx.addProduct(line.height, inside.x);
        rx.subtract(inside.xt);
        rt.set(0, 0);
        rt.addProduct(line.slope, inside.xt);
        rt.addProduct(line.height, inside.t);
        rt.subtract(inside.tt);
        rr.set(0, 0);
        rr.addProduct(line.slope, rx);
        rr.addProduct(line.height, r);
        rr.subtract(rt);
        if (rr.high() > 0 || Double.isNaN(rr.high())) {
            loss.add(rr);
        }
        sumR.add(r);
        sumRx.add(rx);
        step();
    }

    private void step() {
        Moments swap = before;
        before = after;
        after = swap;
    }

    private void differentiate(double[] parameters, double[] gradient) {
        gradient[shape.outputBias()] = 2 * sumR.high();
        for (int h = 0; h < shape.width(); h++) {
            int left = 4 * h;
            if (pieces.isRising(h)) {
                r.set(sumR);
                r.add(-leftOf[left], -leftOf[left + 1]);
                rx.set(sumRx);
                rx.add(-leftOf[left + 2], -leftOf[left + 3]);
            } else {
                r.set(leftOf[left], leftOf[left + 1]);
                rx.set(leftOf[left + 2], leftOf[left + 3]);
            }
            double v = parameters[shape.outputWeight(h)];
            rt.set(0, 0);
            rt.addProduct(rx, parameters[shape.hiddenWeight(h)]);
            rt.addProduct(r, parameters[shape.hiddenBias(h)]);
            gradient[shape.hiddenWeight(h)] = 2 * v * rx.high();
            gradient[shape.hiddenBias(h)] = 2 * v * r.high();
            gradient[shape.outputWeight(h)] = 2 * rt.high();
        }
    }
}
