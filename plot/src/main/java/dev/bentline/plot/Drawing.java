package dev.bentline.plot;

/** Part of a picture. */
@FunctionalInterface
public interface Drawing {
    void draw(Canvas canvas);
}
