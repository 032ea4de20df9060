package dev.bentline.onnx;

import java.util.Arrays;

/** An affine sum over nodes, in double: {@code constant + sum coefficients[i] nodes[i]}; without nodes, a constant. Immutable. */
final class Form {
    /** Its numbers hold those of a scaler before the layer that it is a sum of. */
    static final int SCALED_BEFORE = 1;

    /** Its numbers hold those of a scaler after the layer that it is a sum of. */
    static final int SCALED_AFTER = 2;

    /** It is composed of sums that no activation stands between. */
    static final int COMPOSED = 4;

    private static final int[] NO_NODES = {};
    private static final double[] NO_COEFFICIENTS = {};

    /** Numbers of nodes, ascending. */
    final int[] nodes;

    final double[] coefficients;
    final double constant;

    /** How it came about. */
    final int traits;

    Form(int[] nodes, double[] coefficients, double constant, int traits) {
        this.nodes = nodes;
        this.coefficients = coefficients;
        this.constant = constant;
        this.traits = traits;
    }

    static Form constant(double constant) {
        return new Form(NO_NODES, NO_COEFFICIENTS, constant, 0);
    }

    static Form node(int node) {
        return new Form(new int[] {node}, new double[] {1}, 0, 0);
    }

    boolean isConstant() {
        return nodes.length == 0;
    }

    /** Returns whether it is a node and nothing else. */
    boolean isNode() {
        return nodes.length == 1 && coefficients[0] == 1 && constant == 0;
    }

    Form with(int traits) {
        return (this.traits | traits) == this.traits
                ? this
                : new Form(nodes, coefficients, constant, this.traits | traits);
    }

    Form times(double factor) {
        if (factor == 1) {
            return this;
        }
        double[] products = coefficients.clone();
        for (int i = 0; i < products.length; i++) {
            products[i] *= factor;
        }
        return new Form(nodes, products, constant * factor, traits);
    }

    Form dividedBy(double divisor) {
        if (divisor == 1) {
            return this;
        }
        double[] quotients = coefficients.clone();
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] /= divisor;
        }
        return new Form(nodes, quotients, constant / divisor, traits);
    }

    Form plus(Form that) {
        double sum = sum(constant, that.constant);
        int either = traits | that.traits;
        if (that.isConstant()) {
            return new Form(nodes, coefficients, sum, either);
        }
        if (isConstant()) {
            return new Form(that.nodes, that.coefficients, sum, either);
        }
        int[] union = union(new Form[] {this, that});
        double[] sums = new double[union.length];
        Arrays.fill(sums, -0.0);
        addTo(sums, union, 1);
        that.addTo(sums, union, 1);
        return new Form(union, sums, sum, either);
    }

    Form minus(Form that) {
        return plus(that.times(-1));
    }

    /** A sum in which 0 stands for nothing yet, so that a bias of -0 stays one. */
    static double sum(double before, double value) {
        return before == 0 ? value : before + value;
    }

    /** Adds the coefficients, times a factor, to sums over more nodes; a sum of nothing is -0, to which -0 may be added. */
    void addTo(double[] sums, int[] union, double factor) {
        int at = 0;
        for (int i = 0; i < nodes.length; i++) {
            while (union[at] != nodes[i]) {
                at++;
            }
            sums[at] += coefficients[i] * factor;
        }
    }

    /** The nodes of all forms, ascending. */
    static int[] union(Form[] forms) {
        boolean same = true;
        int count = 0;
        for (Form form : forms) {
            same &= Arrays.equals(form.nodes, forms[0].nodes);
            count += form.nodes.length;
        }
        if (same) {
            return forms[0].nodes;
        }
        int[] all = new int[count];
        int at = 0;
        for (Form form : forms) {
            System.arraycopy(form.nodes, 0, all, at, form.nodes.length);
            at += form.nodes.length;
        }
        return Arrays.stream(all).sorted().distinct().toArray();
    }
}
