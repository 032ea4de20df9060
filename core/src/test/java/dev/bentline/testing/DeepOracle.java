package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DeepNetwork;
import dev.bentline.Layer;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;

/**
 * A deep network of real numbers at one dosage: its effect, its derivative by the chain rule, and what the bounds in the
 * Javadoc of the engine are made of. It shares no code with a compiler.
 *
 * @param effect y
 * @param derivative dy/dx
 * @param size M[L], the summed magnitude of the effect
 * @param steepness S, that of the derivative
 * @param certain whether no node's input is within e M[l] of 0
 */
public record DeepOracle(
        BigDecimal effect, BigDecimal derivative, BigDecimal size, BigDecimal steepness, boolean certain) {

    /** The share e of the summed magnitude. */
    public static BigDecimal share(DeepNetwork network) {
        long roundings = 100;
        for (Layer layer : network.layers()) {
            roundings += layer.inputs() + 34;
        }
        return ExactOracle.power(-53).multiply(BigDecimal.valueOf(roundings));
    }

    public static DeepOracle at(DeepNetwork network, BigDecimal x) {
        BigDecimal share = share(network);
        BigDecimal[] values = {x};
        BigDecimal[] slopes = {BigDecimal.ONE};
        BigDecimal[] sizes = {x.abs()};
        BigDecimal[] steepnesses = {BigDecimal.ONE};
        boolean certain = true;
        for (Layer layer : network.layers()) {
            BigDecimal[] p = product(layer, values, false, true);
            BigDecimal[] m = product(layer, sizes, true, true);
            BigDecimal[] s = product(layer, slopes, false, false);
            steepnesses = product(layer, steepnesses, true, false);
            for (int j = 0; layer.activation() == Activation.RELU && j < p.length; j++) {
                certain &= p[j].abs().compareTo(share.multiply(m[j])) > 0 || m[j].signum() == 0;
                boolean active = p[j].signum() > 0 || (p[j].signum() == 0 && network.bend() == Bend.ONE);
                p[j] = p[j].max(BigDecimal.ZERO);
                s[j] = active ? s[j] : BigDecimal.ZERO;
            }
            values = p;
            sizes = m;
            slopes = s;
        }
        return new DeepOracle(values[0], slopes[0], sizes[0], steepnesses[0], certain);
    }

    private static BigDecimal[] product(Layer layer, BigDecimal[] in, boolean absolute, boolean biases) {
        BigDecimal[] out = new BigDecimal[layer.nodes()];
        for (int j = 0; j < out.length; j++) {
            BigDecimal bias = biases ? new BigDecimal(layer.bias(j)) : BigDecimal.ZERO;
            BigDecimal sum = absolute ? bias.abs() : bias;
            for (int i = 0; i < in.length; i++) {
                BigDecimal weight = new BigDecimal(layer.weight(j, i));
                sum = sum.add((absolute ? weight.abs() : weight).multiply(in[i]));
            }
            out[j] = sum;
        }
        return out;
    }

    /** Finite dosages to try a network at: around its bends and far from them. */
    public static List<Float> dosages(List<Double> bends, long seed, int more) {
        TreeSet<Float> dosages = new TreeSet<>(List.of(0f, 1f, -1f, 1e-30f, 1e9f, -1e9f));
        for (double bend : bends) {
            float x = (float) bend;
            if (Math.abs(x) < 1e30f) {
                for (int i = 0; i < 3; i++) {
                    x = Math.nextDown(x);
                }
                for (int i = 0; i < 7; i++) {
                    dosages.add(x + 0f);
                    x = Math.nextUp(x);
                }
            }
        }
        for (float x : TestDosages.finite(seed, more)) {
            dosages.add(x + 0f);
        }
        return List.copyOf(dosages);
    }
}
