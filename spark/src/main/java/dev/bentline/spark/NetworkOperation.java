package dev.bentline.spark;

import dev.bentline.Engine;

/** Question of a function of SQL to a network. */
public enum NetworkOperation {
    EFFECT("bentline", "effect") {
        @Override
        void map(Engine engine, float[] dosages, float[] values, int count) {
            engine.forward(dosages, 0, values, 0, count);
        }
    },
    SLOPE("bentline_derivative", "slope") {
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

    /** The method of {@link NetworkHandle} for one dosage. */
    String method() {
        return method;
    }

    /** Computes the values of the first dosages. */
    abstract void map(Engine engine, float[] dosages, float[] values, int count);
}
