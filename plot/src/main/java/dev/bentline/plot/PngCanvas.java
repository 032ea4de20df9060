package dev.bentline.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws with Java2D, without a window system. */
final class PngCanvas implements Canvas {
    static {
        System.setProperty("java.awt.headless", "true"); // no window system is asked for anything
    }

    private final BufferedImage image;
    private final Graphics2D graphics;

    PngCanvas(int width, int height, int scale) {
        image = new BufferedImage(scale * width, scale * height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
        rectangle(new Box(0, 0, width, height), Colour.WHITE);
    }

    /** See {@link Picture#checkFonts}. */
    static void checkFonts() {
        try {
            new PngCanvas(1, 1, 1).text(0, 0, "x", Lettering.TEXT, Lettering.Anchor.MIDDLE);
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IllegalStateException(
                    "cannot draw text here; Java needs fontconfig and a font, such as DejaVu Sans", e);
        }
    }

    @Override
    public void rectangle(Box box, Colour colour) {
        use(colour);
        graphics.fill(new Rectangle2D.Double(box.left(), box.top(), box.width(), box.height()));
    }

    @Override
    public void circle(double x, double y, double radius, Colour colour) {
        use(colour);
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Pen pen) {
        use(pen);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void polyline(double[] points, int count, Pen pen) {
        use(pen);
        graphics.draw(path(points, count));
    }

    @Override
    public void polygon(double[] corners, Colour colour) {
        use(colour);
        graphics.fill(path(corners, corners.length));
    }

    private static Path2D path(double[] points, int count) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < count; i += 2) {
            if (i == 0) {
                path.moveTo(points[i], points[i + 1]);
            } else {
                path.lineTo(points[i], points[i + 1]);
            }
        }
        return path;
    }

    @Override
    public void text(double x, double y, String text, Lettering lettering, Lettering.Anchor anchor) {
        use(lettering.colour());
        graphics.setFont(new Font(Font.SANS_SERIF, lettering.bold() ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont((float) lettering.size()));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double left = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        graphics.drawString(text, (float) left, (float) y);
    }

    @Override
    public void textUpwards(double x, double y, String text, Lettering lettering) {
        graphics.rotate(-Math.PI / 2);
        text(-y, x, text, lettering, Lettering.Anchor.MIDDLE);
        graphics.rotate(Math.PI / 2);
    }

    private void use(Colour colour) {
        graphics.setColor(new Color(((int) Math.round(255 * colour.opacity()) << 24) | colour.rgb(), true));
    }

    private void use(Pen pen) {
        use(pen.colour());
        float[] dash = pen.dash() == Pen.Dash.NONE ? null : new float[] {pen.dash().length, pen.dash().gap};
        graphics.setStroke(
                new BasicStroke((float) pen.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dash, 0));
    }

    byte[] finish() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        }
        graphics.dispose();
        return bytes.toByteArray();
    }
}
