package dev.bentline.descent;

/**
 * The lines a ReLU network makes of observations: between the cuts of two neighbouring bends the output's sum is slope x +
 * height. A network of H nodes has H + 1 places for lines, left of each cut in their order and right of the last; the
 * observations of a place may be none.
 *
 * <p>Not thread-safe: it remembers where the cuts were, to look for them there first.
 */
final class Pieces {
    private final SortedObservations data;
    private final Shape shape;
    /** The nodes, from left to right by their cuts. */
    private final int[] order;
    /** The first observation right of each node's bend. */
    private final int[] cuts;
    /** Tells for each node whether it is active right of its cut, otherwise left of it. */
    private final boolean[] rising;
    /** Slope at each place: pairs of doubles. */
    private final double[] slopes;

    private final double[] heights;
    private final DoubleDoubleLine line = new DoubleDoubleLine();
    private final DoubleDouble sum = new DoubleDouble();

    Pieces(SortedObservations data, Shape shape) {
        this.data = data;
        this.shape = shape;
        int width = shape.width();
        order = new int[width];
        for (int h = 0; h < width; h++) {
            order[h] = h;
        }
        cuts = new int[width];
        rising = new boolean[width];
        slopes = new double[2 * width + 2];
        heights = new double[2 * width + 2];
    }

    /** Takes a network. */
    void set(double[] parameters) {
        cut(parameters);
        sort();
        addUp(parameters);
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

    /** Sorts by insertion: from one network to the next few bends pass each other. */
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

    /** Computes the lines: each is the sum of its active nodes alone: of falling ones from the right, of rising ones from the left. */
    private void addUp(double[] parameters) {
        line.set(0, 0);
        for (int place = order.length; place >= 0; place--) {
            if (place < order.length && !rising[order[place]]) {
                add(order[place], parameters);
            }
            put(line.slope, slopes, place);
            put(line.height, heights, place);
        }
        line.set(0, parameters[shape.outputBias()]);
        for (int place = 0; place <= order.length; place++) {
            if (place > 0 && rising[order[place - 1]]) {
                add(order[place - 1], parameters);
            }
            putSum(line.slope, slopes, place);
            putSum(line.height, heights, place);
        }
    }

    private void add(int node, double[] parameters) {
        double v = parameters[shape.outputWeight(node)];
        line.slope.addProduct(v, parameters[shape.hiddenWeight(node)]);
        line.height.addProduct(v, parameters[shape.hiddenBias(node)]);
    }

    private static void put(DoubleDouble value, double[] into, int place) {
        into[2 * place] = value.high();
        into[2 * place + 1] = value.low();
    }

    private void putSum(DoubleDouble value, double[] into, int place) {
        sum.set(value);
        sum.add(into[2 * place], into[2 * place + 1]);
        put(sum, into, place);
    }

    /** Returns the number of pieces: one more than nodes. */
    int count() {
        return order.length + 1;
    }

    /** The node whose cut ends a place but the last. */
    int node(int place) {
        return order[place];
    }

    /** Returns whether a node is active right of its cut, otherwise left of it. */
    boolean isRising(int node) {
        return rising[node];
    }

    /** The first observation right of a place. */
    int end(int place) {
        return place < order.length ? cuts[order[place]] : data.count();
    }

    /** Sets a line to that of a place. */
    void line(int place, DoubleDoubleLine line) {
        line.slope.set(slopes[2 * place], slopes[2 * place + 1]);
        line.height.set(heights[2 * place], heights[2 * place + 1]);
    }
}
