package dev.bentline.cli.engine;

import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;

/**
 * Tells, without evaluating them, that all dosages of an interval have one effect, to the bit. Every step of the dense
 * formulation is one correctly rounded operation, which is monotone in each operand; so the steps taken on the ends of
 * intervals enclose every value between them, and where the two ends of the last interval are the same float, that is the
 * effect.
 */
public final class ConstantEffect {
    private ConstantEffect() {}

    /** Tells whether the engine's arithmetic can be followed so. */
    public static boolean isKnownTo(Engine engine) {
        return engine.formulation() == Formulation.DENSE && engine.network().hidden() == Activation.RELU;
    }

    /** The effect of every dosage between two; NaN where it varies or cannot be told. */
    public static float between(float from, float to, Network network) {
        float first = network.dosageScale().position(from);
        float last = network.dosageScale().position(to);
        float low = network.outputBias();
        float high = low;
        for (int h = 0; h < network.width(); h++) {
            float p = Math.fma(network.hiddenWeight(h), first, network.hiddenBias(h));
            float q = Math.fma(network.hiddenWeight(h), last, network.hiddenBias(h));
            float least = Math.max(0f, Math.min(p, q));
            float most = Math.max(0f, Math.max(p, q));
            float v = network.outputWeight(h);
            low = Math.fma(v, v < 0 ? most : least, low);
            high = Math.fma(v, v < 0 ? least : most, high);
        }
        if (network.output() == Activation.RELU) {
            low = Math.max(0f, low);
            high = Math.max(0f, high);
        } else if (low == 0) {
            return Float.NaN; // zeros of both signs may be among them
        }
        return low == high ? low : Float.NaN;
    }
}
