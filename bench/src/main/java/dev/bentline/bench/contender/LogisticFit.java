package dev.bentline.bench.contender;

/**
 * Tells what R fitted: c + (d - c) / (1 + exp(b (place - e))).
 *
 * @param curve the number of the curve, from 0
 * @param squares the sum of squared residuals, as R tells it
 */
public record LogisticFit(int curve, double b, double c, double d, double e, double squares) {
    private static final double ROUNDING = 1e-6;

    /** Reads a line that R printed: the six numbers. */
    static LogisticFit parse(String line) {
        String[] words = line.strip().split(" +", -1);
        if (words.length != 6) {
            throw new IllegalStateException("R printed '" + line + "' instead of a curve's number and five others");
        }
        try {
            return new LogisticFit(
                    Integer.parseInt(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]),
                    Double.parseDouble(words[4]),
                    Double.parseDouble(words[5]));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("R printed '" + line + "', which is not numbers", e);
        }
    }

    /** Refuses parameters that do not leave the residuals told, or more of them than the parameters behind the data do. */
    public void check(NoisySigmoid data) {
        double own = squares(data, b, c, d, e);
        double most = squares(data, data.steepness(), 0, NoisySigmoid.CONTROL, data.half());
        if (!(Math.abs(own - squares) <= ROUNDING * own && own <= most)) {
            throw new IllegalStateException(
                    "R's residuals' squares are " + own + ", of what made the data " + most + ", but R told " + this);
        }
    }

    private static double squares(NoisySigmoid data, double b, double c, double d, double e) {
        double squares = 0;
        for (int i = 0; i < data.places().length; i++) {
            double residual = c + (d - c) / (1 + Math.exp(b * (data.places()[i] - e))) - data.effects()[i];
            squares += residual * residual;
        }
        return squares;
    }
}
