package dev.bentline.bench.compare;

/** A user's mistake: one line. */
public final class WrongInput extends Exception {
    private static final long serialVersionUID = 1;

    WrongInput(String message) {
        super(message);
    }
}
