package dev.bentline;

/** The kinds of numbers a network has. */
public enum Parameter {
    /** w, one for every hidden node. */
    HIDDEN_WEIGHT("w"),
    /** b, one for every hidden node. */
    HIDDEN_BIAS("b"),
    /** v, one for every hidden node. */
    OUTPUT_WEIGHT("v"),
    /** c, one for the network. */
    OUTPUT_BIAS("c");

    private final String letter;

    Parameter(String letter) {
        this.letter = letter;
    }

    /** The letter that stands for it in formulas: w, b, v or c. */
    public String letter() {
        return letter;
    }
}
