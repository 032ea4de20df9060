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
public final class MomentSurface implements Surface {
    private final Observations data;
    private final Shape shape;

    /** The nodes, from left to right by their cuts. */
    private final int[] order;
    /** The first observation right of each node's bend. */
    private final int[] cuts;
    /** Whether each node is active right of its cut, otherwise left of it. */
    private final boolean[] rising;
    /** The first observation right of the output's bend in each segment. */
    private final int[] outputCuts;

    /** What the nodes that are active left of their cuts add from each place in the order on: pairs of doubles. */
    private final double[] fallingSlopes;

    private final double[] fallingHeights;
    /** For each node the sums of r and r x over the observations left of its cut: pairs of doubles. */
    private final double[] leftOf;

    /** What the nodes that are active right of their cuts add so far, and the output bias. */
    private final Line risen = new Line();

    private final Line line = new Line();
    private final Line upward = new Line();
    private final DoubleDouble loss = new DoubleDouble();
    private final DoubleDouble sumR = new DoubleDouble();
    private final DoubleDouble sumRx = new DoubleDouble();
    private final DoubleDouble r = new DoubleDouble();
    private final DoubleDouble rx = new DoubleDouble();
    private final DoubleDouble rr = new DoubleDouble();
    private final DoubleDouble rt = new DoubleDouble();
    private final double[] sums = new double[Observations.SUMS];
    private Moments before = new Moments();
    private Moments after = new Moments();
    private final Moments inside = new Moments();

    /** @param shape of a network with ReLU hidden nodes */
    public MomentSurface(Observations data, Shape shape) {
        this.data = data;
        this.shape = shape;
        int width = shape.width();
        order = new int[width];
        for (int h = 0; h < width; h++) {
            order[h] = h;
        }
        cuts = new int[width];
        rising = new boolean[width];
        outputCuts = new int[width + 1];
        fallingSlopes = new double[2 * width + 2];
        fallingHeights = new double[2 * width + 2];
        leftOf = new double[4 * width];
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        cut(parameters);
        sort();
        sumFalling(parameters);
        risen.set(0, parameters[shape.outputBias()]);
        loss.set(0, 0);
        sumR.set(0, 0);
        sumRx.set(0, 0);
        data.before(0, before, sums);
        int position = 0;
        for (int place = 0; place <= order.length; place++) {
            int next = place < order.length ? cuts[order[place]] : data.count();
            if (next > position) {
                addSegment(position, next, place);
                position = next;
            }
            if (place < order.length) {
                pass(order[place], parameters);
            }
        }
        differentiate(parameters, gradient);
        return loss.high();
    }

    private void cut(double[] parameters) {
        for (int h = 0; h < cuts.length; h++) {
            double w = parameters[shape.hiddenWeight(h)];
            double b = parameters[shape.hiddenBias(h)];
            if (w == 0) {
                // no bend: all lie left of it
                rising[h] = !(b > 0 || (b == 0 && shape.bendOne()));
                cuts[h] = data.count();
                continue;
            }
            // A falling node is active until its mirror image, which rises, is above 0, or at it, where 0 is inactive.
            rising[h] = w > 0;
            line.set(Math.abs(w), w > 0 ? b : -b);
            cuts[h] = data.crossing(line, rising[h] == shape.bendOne(), 0, data.count(), cuts[h]);
        }
    }

    /** By insertion: from one evaluation to the next few bends pass each other. */
    private void sort() {
        for (int i = 1; i < order.length; i++) {
            int node = order[i];
            int j = i;
            for (; j > 0 && isRightOf(order[j - 1], node); j--) {
                order[j] = order[j - 1];
            }
            order[j] = node;
        }
    }

    private boolean isRightOf(int node, int other) {
        return cuts[node] != cuts[other] ? cuts[node] > cuts[other] : node > other;
    }

    private void sumFalling(double[] parameters) {
        line.set(0, 0);
        for (int place = order.length; place >= 0; place--) {
            if (place < order.length && !rising[order[place]]) {
                add(order[place], parameters, line);
            }
            put(line.slope, fallingSlopes, 2 * place);
            put(line.height, fallingHeights, 2 * place);
        }
    }

    private void add(int node, double[] parameters, Line to) {
        double v = parameters[shape.outputWeight(node)];
        to.slope.addProduct(v, parameters[shape.hiddenWeight(node)]);
        to.height.addProduct(v, parameters[shape.hiddenBias(node)]);
    }

    /** Crosses a node's cut from left to right. */
    private void pass(int node, double[] parameters) {
        put(sumR, leftOf, 4 * node);
        put(sumRx, leftOf, 4 * node + 2);
        if (rising[node]) {
            add(node, parameters, risen);
        }
    }

    private static void put(DoubleDouble value, double[] into, int at) {
        into[at] = value.high();
        into[at + 1] = value.low();
    }

    /** Adds the observations from a position to the next cut; the moments before it are known. */
    private void addSegment(int from, int end, int place) {
        line.slope.set(risen.slope);
        line.slope.add(fallingSlopes[2 * place], fallingSlopes[2 * place + 1]);
        line.height.set(risen.height);
        line.height.add(fallingHeights[2 * place], fallingHeights[2 * place + 1]);
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
        for (int h = 0; h < cuts.length; h++) {
            int left = 4 * h;
            if (rising[h]) {
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
