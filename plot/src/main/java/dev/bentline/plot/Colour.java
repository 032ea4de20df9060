package dev.bentline.plot;

/**
 * A colour. Those of data are told apart by the colour-blind (Okabe and Ito 2008), and blue, orange and green in grey by
 * their brightness.
 *
 * @param rgb red, green and blue, 8 bits each
 * @param opacity from 0, invisible, to 1
 */
public record Colour(int rgb, double opacity) {
    public static final Colour WHITE = new Colour(0xffffff);
    public static final Colour INK = new Colour(0x222222);
    public static final Colour GREY = new Colour(0x767676);
    public static final Colour PALE = new Colour(0xe2e2e2);
    public static final Colour BLUE = new Colour(0x0072b2);
    public static final Colour ORANGE = new Colour(0xe69f00);
    public static final Colour GREEN = new Colour(0x009e73);
    public static final Colour VERMILION = new Colour(0xd55e00);
    public static final Colour PURPLE = new Colour(0xcc79a7);

    public Colour(int rgb) {
        this(rgb, 1);
    }

    public Colour withOpacity(double opacity) {
        return new Colour(rgb, opacity);
    }
}
