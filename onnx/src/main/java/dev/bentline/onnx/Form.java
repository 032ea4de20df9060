package dev.bentline.onnx;

import java.util.Arrays;

/** An affine sum over nodes, in double: {@code constant + sum coefficients[i] nodes[i]}; without nodes, a constant. Immutable. */
final class Form {
    /** Numbers of nodes, ascending. */
    final int[] nodes;

    final double[] coefficients;
    final double constant;

    Form(int[] nodes, double[] coefficients, double constant) {
        this.nodes = nodes;
        this.coefficients = coefficients;
        this.constant = constant;
    }

    static Form constant(double constant) {
        return new Form(new int[0], new double[0], constant);
    }

    static Form node(int node) {
        return new Form(new int[] {node}, new double[] {1}, 0);
    }

    boolean isConstant() {
        return nodes.length == 0;
    }

    /** Returns whether it is a node and nothing else. */
    boolean isNode() {
        return nodes.length == 1 && coefficients[0] == 1 && constant == 0;
    }

    Form times(double factor) {
        double[] products = coefficients.clone();
        for (int i = 0; i < products.length; i++) {
            products[i] *= factor;
        }
        return new Form(nodes, products, constant * factor);
    }

    /** The sum; a constant of 0 stands for nothing yet, so that a bias of -0 stays one. */
    Form plus(Form that) {
        double sum = constant == 0 ? that.constant : constant + that.constant;
        if (that.isConstant()) {
            return new Form(nodes, coefficients, sum);
        }
        int[] union = union(this, that);
        double[] sums = new double[union.length];
        Arrays.fill(sums, -0.0);
        addTo(sums, union, 1);
        that.addTo(sums, union, 1);
        return new Form(union, sums, sum);
    }

    /** Adds the coefficients, times a factor, to sums over more nodes; a sum of nothing is -0, to which -0 may be added. */
    void addTo(double[] sums, int[] union, double factor) {
        for (int i = 0; i < nodes.length; i++) {
            sums[Arrays.binarySearch(union, nodes[i])] += coefficients[i] * factor;
        }
    }

    /** The nodes of all forms, ascending. */
    static int[] union(Form... forms) {
        boolean same = true;
        int count = 0;
        int[] nodes = forms[0].nodes;
        for (Form form : forms) {
            nodes = nodes.length == 0 ? form.nodes : nodes;
            same &= form.isConstant() || Arrays.equals(form.nodes, nodes);
            count += form.nodes.length;
        }
        if (same) {
            return nodes;
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
