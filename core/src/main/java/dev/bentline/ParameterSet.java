package dev.bentline;

import dev.bentline.descent.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Set of a network's parameters that a fit may move: whole kinds, single ones, or both; immutable. */
public final class ParameterSet {
    private record Single(Parameter kind, int node) {}

    private final Set<Parameter> kinds;
    private final Set<Single> singles;

    private ParameterSet(Set<Parameter> kinds, Set<Single> singles) {
        this.kinds = kinds;
        this.singles = singles;
    }

    /** Every parameter. */
    public static ParameterSet all() {
        return of(Parameter.values());
    }

    /** Every parameter of some kinds; none for none. */
    public static ParameterSet of(Parameter... kinds) {
        Set<Parameter> set = EnumSet.noneOf(Parameter.class);
        set.addAll(Arrays.asList(kinds));
        return new ParameterSet(set, Set.of());
    }

    /** Returns these, and every parameter of a kind. */
    public ParameterSet and(Parameter kind) {
        Set<Parameter> more = EnumSet.of(Objects.requireNonNull(kind, "kind"));
        more.addAll(kinds);
        return new ParameterSet(more, singles);
    }

    /**
     * Returns these, and one parameter.
     *
     * @param node its hidden node, from 0; 0 for {@link Parameter#OUTPUT_BIAS}
     * @throws IllegalArgumentException if the node is negative, or not 0 for the output bias
     */
    public ParameterSet and(Parameter kind, int node) {
        Objects.requireNonNull(kind, "kind");
        if (node < 0 || (kind == Parameter.OUTPUT_BIAS && node != 0)) {
            throw new IllegalArgumentException("the node of " + kind.letter() + " is " + node + "; it must be "
                    + (kind == Parameter.OUTPUT_BIAS ? "0" : "at least 0"));
        }
        Set<Single> more = new HashSet<>(singles);
        more.add(new Single(kind, node));
        return new ParameterSet(kinds, more);
    }

    /** For each parameter of a network, in the order of {@code ParameterVector}, whether it is one of these. */
    boolean[] in(Shape shape) {
        for (Single single : singles) {
            if (single.node >= shape.width()) {
                throw new IllegalArgumentException("there is no " + single.kind.letter() + single.node
                        + " to train; the hidden nodes are 0 to " + (shape.width() - 1));
            }
        }
        boolean[] in = new boolean[shape.parameters()];
        for (int h = 0; h < shape.width(); h++) {
            in[shape.hiddenWeight(h)] = has(Parameter.HIDDEN_WEIGHT, h);
            in[shape.hiddenBias(h)] = has(Parameter.HIDDEN_BIAS, h);
            in[shape.outputWeight(h)] = has(Parameter.OUTPUT_WEIGHT, h);
        }
        in[shape.outputBias()] = has(Parameter.OUTPUT_BIAS, 0);
        return in;
    }

    /**
     * Returns whether a parameter is one of these.
     *
     * @param node its hidden node, from 0; 0 for {@link Parameter#OUTPUT_BIAS}
     */
    public boolean has(Parameter kind, int node) {
        return kinds.contains(kind) || singles.contains(new Single(kind, node));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterSet that && kinds.equals(that.kinds) && singles.equals(that.singles);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kinds, singles);
    }

    @Override
    public String toString() {
        return "ParameterSet" + kinds + singles;
    }
}
