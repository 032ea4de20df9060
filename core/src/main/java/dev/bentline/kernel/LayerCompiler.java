package dev.bentline.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the lines of a layer's inputs, stretch by stretch, makes those of its nodes, and hands them to the next layer. A
 * stretch is cut where a ReLU node bends in it.
 *
 * <p>Lines are sums over the nodes of the layer before, computed afresh on every stretch: nothing is handed on from one stretch
 * to its neighbour, so errors do not grow with their number. The first stretches part at dosage 0, so that none has dosages of
 * both signs: on each the summed magnitude, and with it {@link LineRounding}, is a straight line, too.
 */
final class LayerCompiler implements StretchSink {
    private final LayerParameters layer;
    private final int number;
    private final boolean bendOne;
    private final StretchSink next;
    private final MatrixProduct product;
    private final MatrixProduct sizes;

    private final double weightGrid;
    private final double biasGrid;

    /** The nodes' inputs p on the stretches that came in. */
    private final Stretches lines;
    /** The nodes, on the stretches that go out. */
    private final Stretches out;

    /** The state of every node on every stretch that came in. */
    private final byte[][] states;

    private static final byte INACTIVE = 0;
    private static final byte ACTIVE = 1;
    private static final byte BENDING = 2;

    /** For a node that bends in a stretch, which of its bends that is, from the left. */
    private final int[] bendOf;

    /** Tells for every node and every stretch that goes out whether the node is active there. */
    private final boolean[][] active;

    /** The stretches that those that go out are parts of. */
    private final int[] parts;
    /** The stretches going out that have their lines. */
    private int filled;

    private final List<Crossing> crossings = new ArrayList<>();
    private final double[] bends;
    private int stretches;

    /** A node whose line crosses 0 in a stretch, and where. */
    private record Crossing(int node, double dosage) {}

    /** @param number from 1, for messages */
    LayerCompiler(LayerParameters layer, int number, boolean bendOne, StretchSink next) {
        this.layer = layer;
        this.number = number;
        this.bendOne = bendOne;
        this.next = next;
        this.product = new MatrixProduct(layer, false);
        this.sizes = new MatrixProduct(layer, true);
        this.weightGrid = grid(layer.weights());
        this.biasGrid = grid(layer.biases());
        this.lines = new Stretches(layer.nodes());
        this.out = layer.relu() ? new Stretches(layer.nodes()) : lines;
        this.states = new byte[layer.nodes()][Stretches.CAPACITY];
        this.bendOf = new int[layer.nodes()];
        this.active = new boolean[layer.nodes()][Stretches.CAPACITY];
        this.parts = new int[Stretches.CAPACITY];
        this.bends = new double[layer.nodes()];
    }

    private static double grid(float[] values) {
        double grid = Double.POSITIVE_INFINITY;
        for (float value : values) {
            grid = Math.min(grid, LineRounding.grid(value));
        }
        return grid;
    }

    @Override
    public void accept(Stretches in) {
        multiply(in);
        checkSizes();
        if (!layer.relu()) {
            next.accept(lines);
            return;
        }
        for (int j = 0; j < layer.nodes(); j++) {
            for (int k = 0; k < lines.count; k++) {
                states[j][k] = lines.isPoint(k) ? stateAt(j, k, lines.from[k]) : state(j, k);
            }
        }
        for (int k = 0; k < lines.count; k++) {
            if (lines.isPoint(k)) {
                addPoint(k, lines.from[k]);
            } else {
                cut(k);
            }
        }
        fill();
    }

    @Override
    public void finish() {
        flush();
        next.finish();
    }

    private void flush() {
        if (layer.relu() && out.count > 0) {
            fill();
            next.accept(out);
            out.count = 0;
            filled = 0;
        }
    }

    // ---- the lines of the nodes' inputs

    private void multiply(Stretches in) {
        lines.count = in.count;
        System.arraycopy(in.from, 0, lines.from, 0, in.count);
        System.arraycopy(in.to, 0, lines.to, 0, in.count);
        product.of(in.slopes, lines.slopes, in.count);
        product.of(in.offsets, lines.offsets, in.count);
        sizes.of(in.slopeSizes, lines.slopeSizes, in.count);
        sizes.of(in.offsetSizes, lines.offsetSizes, in.count);
        lines.slopeGrid = weightGrid * in.slopeGrid;
        lines.offsetGrid = Math.min(weightGrid * in.offsetGrid, biasGrid);
        out.slopeGrid = lines.slopeGrid;
        out.offsetGrid = lines.offsetGrid;
        for (int j = 0; j < layer.nodes(); j++) {
            add(layer.biases()[j], lines.offsets[j], in.count);
            add(Math.abs(layer.biases()[j]), lines.offsetSizes[j], in.count);
        }
    }

    private static void add(double bias, double[] row, int count) {
        for (int k = 0; k < count; k++) {
            row[k] += bias;
        }
    }

    /** Numbers smaller or larger than these could vanish, or overflow, on their way through the next layer. */
    private void checkSizes() {
        for (int j = 0; j < layer.nodes(); j++) {
            if (!inRange(lines.slopeSizes[j], lines.count) || !inRange(lines.offsetSizes[j], lines.count)) {
                throw new IllegalArgumentException("node " + j + " of layer " + number
                        + " is too large or too small for double arithmetic: its weights, multiplied with those of the"
                        + " layers before, leave the range " + LEAST + " to " + MOST);
            }
        }
    }

    private static final double LEAST = 0x1p-900;
    private static final double MOST = 0x1p900;

    private static boolean inRange(double[] sizes, int count) {
        for (int k = 0; k < count; k++) {
            if (!((sizes[k] >= LEAST && sizes[k] <= MOST) || sizes[k] == 0)) {
                return false;
            }
        }
        return true;
    }

    // ---- where they bend

    private byte state(int j, int k) {
        int left = lines.signAt(j, k, lines.from[k]);
        int right = lines.signAt(j, k, lines.to[k]);
        if (left * right < 0) {
            return BENDING;
        }
        return left + right > 0 ? ACTIVE : INACTIVE;
    }

    private byte stateAt(int j, int k, double dosage) {
        int sign = lines.signAt(j, k, dosage);
        return sign > 0 || (sign == 0 && bendOne) ? ACTIVE : INACTIVE;
    }

    private void cut(int k) {
        double from = lines.from[k];
        double to = lines.to[k];
        crossings.clear();
        for (int j = 0; j < layer.nodes(); j++) {
            if (states[j][k] == BENDING) {
                double dosage = crossing(j, k, from, to);
                if (from < dosage && dosage < to) {
                    crossings.add(new Crossing(j, dosage));
                } else { // a line so flat that it crosses 0 beyond all doubles
                    states[j][k] = lines.signAt(j, k, dosage <= from ? to : from) > 0 ? ACTIVE : INACTIVE;
                }
            }
        }
        int count = orderBends(k);
        double left = from;
        for (int i = 0; i < count; i++) {
            addStretch(k, left, bends[i], i);
            if (bends[i] == (float) bends[i]) {
                addPoint(k, bends[i]);
            }
            left = bends[i];
        }
        addStretch(k, left, to, count);
    }

    /** The dosage where a line crosses 0: the float there, if rounding cannot tell them apart. */
    private double crossing(int node, int k, double from, double to) {
        double dosage = 0.0 - lines.offsets[node][k] / lines.slopes[node][k];
        double rounded = (float) dosage;
        boolean isFloat =
                Double.isFinite(rounded) && from < rounded && rounded < to && lines.signAt(node, k, rounded) == 0;
        return isFloat ? rounded : dosage;
    }

    /** Fills {@link #bends} and {@link #bendOf}; nodes whose bends rounding cannot tell apart share one. */
    private int orderBends(int k) {
        crossings.sort(Comparator.comparingDouble(Crossing::dosage));
        int count = 0;
        for (Crossing crossing : crossings) {
            if (count == 0 || lines.signAt(crossing.node, k, bends[count - 1]) != 0) {
                bends[count++] = crossing.dosage;
            }
            bendOf[crossing.node] = count - 1;
        }
        return count;
    }

    /** Adds the part of a stretch that begins after its first {@code passed} bends. */
    private void addStretch(int k, double from, double to, int passed) {
        if (++stretches > DeepCompiler.MOST_SEGMENTS + 1) { // dosage 0 makes one more
            throw new IllegalArgumentException("layer " + number + " bends at more than " + DeepCompiler.MOST_SEGMENTS
                    + " dosages; a deep network may have at most as many segments");
        }
        int part = begin(k, from, to);
        for (int j = 0; j < layer.nodes(); j++) {
            byte state = states[j][k];
            active[j][part] = state == BENDING ? lines.slopes[j][k] > 0 == passed > bendOf[j] : state == ACTIVE;
        }
    }

    private void addPoint(int k, double dosage) {
        int part = begin(k, dosage, dosage);
        for (int j = 0; j < layer.nodes(); j++) {
            active[j][part] = stateAt(j, k, dosage) == ACTIVE;
        }
    }

    private int begin(int k, double from, double to) {
        if (out.isFull()) {
            flush();
        }
        out.from[out.count] = from;
        out.to[out.count] = to;
        parts[out.count] = k;
        return out.count++;
    }

    /** Copies the lines of active nodes, node by node: stretch by stretch took 1.4 times as long to compile. */
    private void fill() {
        for (int j = 0; j < layer.nodes(); j++) {
            for (int part = filled; part < out.count; part++) {
                out.set(j, part, lines, parts[part], active[j][part]);
            }
        }
        filled = out.count;
    }
}
