package dev.bentline.spark;

import dev.bentline.Engine;

/** Question of a function of SQL to a network. */
public enum NetworkOperation {
    EFFECT("bentline", "effect") {
        @Override
        float of(Engine engine, float dosage) {
            return engine.effect(dosage);
        }

        @Override
        void map(Engine engine, float[] dosages, float[] values, int count) {
            engine.forward(dosages, 0, values, 0, count);
        }
    },
    SLOPE("bentline_derivative", "slope") {
        @Override
        float of(Engine engine, float dosage) {
            return engine.slope(dosage);
        }

        @Override
        void map(Engine engine, float[] dosages, float[] values, int count) {
            engine.derivative(dosages, 0, values, 0, count);
        }
    };

    private final String function;
    private final String method;

    NetworkOperation(String function, String method) {
        this.function = function;
        this.method = method;
    }

    /** Its name in SQL. */
    String function() {
        return function;
    }

    /** Its arguments and its value, for DESCRIBE FUNCTION. */
    String usage() {
        return function + "(network, dosage) - the " + method + " of a network at a dosage";
    }

    /** The method of {@link NetworkHandle} for one dosage. */
    String method() {
        return method;
    }

    /** The value of one dosage. */
    abstract float of(Engine engine, float dosage);

    /** Computes the values of the first dosages. */
    abstract void map(Engine engine, float[] dosages, float[] values, int count);
}
