package dev.bentline.picture;

/** Part of a picture. */
@FunctionalInterface
public interface Drawing {
    void draw(Canvas canvas);
}
