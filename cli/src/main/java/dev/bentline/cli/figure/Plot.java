package dev.bentline.cli.figure;

import dev.bentline.Activation;
import dev.bentline.BentLine;
import dev.bentline.DosageIndex;
import dev.bentline.Network;
import dev.bentline.Segment;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.Engines;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws observations, and a fitted network's effects over them, as PNG. The colours are told apart by the colour-blind
 * (Okabe and Ito 2008), and in grey by their brightness.
 */
public final class Plot {
    /** More observations than this are counted, cell by cell, instead of drawn. */
    public static final int MOST_POINTS = 5000;

    public static final int WIDTH = 1200;
    public static final int HEIGHT = 800;

    private static final int LEFT = 180;
    private static final int RIGHT = 60;
    private static final int TOP = 110;
    private static final int BOTTOM = 90;
    private static final int PANEL_WIDTH = WIDTH - LEFT - RIGHT;
    private static final int PANEL_HEIGHT = HEIGHT - TOP - BOTTOM;

    /** A divisor of the panel's width and height. */
    private static final int CELL = 4;

    /** Wider than the line, so that it shows a point beneath it. */
    private static final double POINT = 14;

    private static final double SMALL_POINT = 8;
    private static final int MANY_POINTS = 200;

    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xe2e2e2);
    private static final Color OBSERVED = new Color(0, 114, 178, 160);
    private static final Color FEW = new Color(0xcfe3f1);
    private static final Color MANY = new Color(0x08306b);
    private static final Color FITTED = new Color(0xd55e00);
    private static final BasicStroke LINE = new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke HALO = new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 22);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 26);

    static {
        System.setProperty("java.awt.headless", "true"); // no window system is asked for anything
    }

    private final DosageIndex index;

    /** Ascending; the curve's. */
    private final float[] dosages;

    /** What the engine computes for them. */
    private final float[] effects;

    private final Axis x;
    private final Axis y;
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D graphics = image.createGraphics();

    private Plot(DosageIndex index, Network network) {
        this.index = index;
        float first = index.dosage(0);
        float last = index.dosage(index.count() - 1);
        x = axis(first, last);
        dosages = first < last
                ? dosages(network, first, last)
                : dosages(
                        network,
                        x.ticks().getFirst().doubleValue(),
                        x.ticks().getLast().doubleValue());
        effects = new float[dosages.length];
        Engines.of(network).forward(dosages, effects);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < index.count(); i++) {
            lowest = Math.min(lowest, index.effect(i));
            highest = Math.max(highest, index.effect(i));
        }
        for (float effect : effects) {
            if (Float.isFinite(effect)) {
                lowest = Math.min(lowest, effect);
                highest = Math.max(highest, effect);
            }
        }
        y = axis(lowest, highest);
    }

    /**
     * The picture's file.
     *
     * @param index the observations
     * @param network what was fitted to them
     * @param dosage what the dosages are called
     * @param effect what the effects are called
     */
    public static byte[] of(DosageIndex index, Network network, String title, String dosage, String effect)
            throws IOException {
        Plot plot = new Plot(index, network);
        plot.draw(title, dosage, effect);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(plot.image, "png", stream);
        }
        return bytes.toByteArray();
    }

    /**
     * Looks whether text can be drawn, which needs more than Java.
     *
     * @throws CommandException if not
     */
    public static void checkFonts() {
        try {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                    .createGraphics()
                    .getFontMetrics(PLAIN)
                    .stringWidth("x");
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw CommandException.failure(
                    "--plot cannot draw text here; Java needs fontconfig and a font, such as DejaVu Sans", e);
        }
    }

    /** An axis with a single value in its middle. */
    private static Axis axis(double from, double to) {
        double margin = from < to ? 0 : from == 0 ? 0.5 : Math.abs(from) / 2;
        return Axis.covering(from - margin, to + margin);
    }

    /** One in every pixel column, and one at every bend. */
    private static float[] dosages(Network network, double from, double to) {
        double[] bends = network.hidden() == Activation.RELU
                ? BentLine.of(network).segments().stream()
                        .mapToDouble(Segment::from)
                        .filter(bend -> from < bend && bend < to)
                        .toArray()
                : new double[0];
        float[] dosages = new float[PANEL_WIDTH + 1 + bends.length];
        for (int i = 0; i <= PANEL_WIDTH; i++) {
            dosages[i] = (float) (from + (to - from) * i / PANEL_WIDTH);
        }
        for (int i = 0; i < bends.length; i++) {
            dosages[PANEL_WIDTH + 1 + i] = (float) bends[i];
        }
        Arrays.sort(dosages);
        return dosages;
    }

    private void draw(String title, String dosage, String effect) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        drawGrid();
        int most = isDense() ? drawDensity() : drawPoints();
        drawCurve();
        drawAxes(dosage, effect);
        graphics.setColor(INK);
        graphics.setFont(BOLD);
        graphics.drawString(title, LEFT, 42);
        drawLegend(most);
    }

    private boolean isDense() {
        return index.count() > MOST_POINTS;
    }

    private void drawGrid() {
        graphics.setColor(GRID);
        for (BigDecimal tick : y.ticks()) {
            double at = vertical(y.place(tick.doubleValue()));
            graphics.draw(new Line2D.Double(LEFT, at, LEFT + PANEL_WIDTH, at));
        }
    }

    /** Draws every observation; returns 1, the most a mark stands for. */
    private int drawPoints() {
        graphics.setColor(OBSERVED);
        for (int i = 0; i < index.count(); i++) {
            drawPoint(horizontal(x.place(index.dosage(i))), vertical(y.place(index.effect(i))));
        }
        return 1;
    }

    private void drawPoint(double across, double down) {
        double size = index.count() > MANY_POINTS ? SMALL_POINT : POINT;
        graphics.fill(new Ellipse2D.Double(across - size / 2, down - size / 2, size, size));
    }

    /** Shades each cell by the logarithm of how many observations are in it; returns the most that are in one. */
    private int drawDensity() {
        int columns = PANEL_WIDTH / CELL;
        int rows = PANEL_HEIGHT / CELL;
        int[] counts = new int[columns * rows];
        int most = 0;
        double left = x.ticks().getFirst().doubleValue();
        double right = x.ticks().getLast().doubleValue();
        double low = y.ticks().getFirst().doubleValue();
        double high = y.ticks().getLast().doubleValue();
        for (int i = 0; i < index.count(); i++) {
            int column = cell((index.dosage(i) - left) / (right - left), columns);
            int row = cell((index.effect(i) - low) / (high - low), rows);
            most = Math.max(most, ++counts[row * columns + column]);
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                graphics.setColor(shade(counts[i], most));
                graphics.fillRect(LEFT + i % columns * CELL, TOP + PANEL_HEIGHT - (i / columns + 1) * CELL, CELL, CELL);
            }
        }
        return most;
    }

    private static int cell(double place, int cells) {
        return Math.clamp((int) (place * cells), 0, cells - 1);
    }

    private static Color shade(int count, int most) {
        double place = most == 1 ? 0 : Math.log(count) / Math.log(most);
        return new Color(
                between(FEW.getRed(), MANY.getRed(), place),
                between(FEW.getGreen(), MANY.getGreen(), place),
                between(FEW.getBlue(), MANY.getBlue(), place));
    }

    private static int between(int from, int to, double place) {
        return (int) Math.round(from + (to - from) * place);
    }

    private void drawCurve() {
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < dosages.length; i++) {
            if (!Float.isFinite(effects[i])) {
                drawing = false;
                continue;
            }
            double across = horizontal(x.place(dosages[i]));
            double down = vertical(y.place(effects[i]));
            if (drawing) {
                path.lineTo(across, down);
            } else {
                path.moveTo(across, down);
            }
            drawing = true;
        }
        if (isDense()) {
            graphics.setColor(Color.WHITE);
            graphics.setStroke(HALO);
            graphics.draw(path);
        }
        graphics.setColor(FITTED);
        graphics.setStroke(LINE);
        graphics.draw(path);
    }

    private void drawAxes(String dosage, String effect) {
        int bottom = TOP + PANEL_HEIGHT;
        graphics.setColor(INK);
        graphics.setStroke(new BasicStroke(2));
        graphics.setFont(PLAIN);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.draw(new Line2D.Double(LEFT, bottom, LEFT + PANEL_WIDTH, bottom));
        graphics.draw(new Line2D.Double(LEFT, TOP, LEFT, bottom));
        for (BigDecimal tick : x.ticks()) {
            double at = horizontal(x.place(tick.doubleValue()));
            graphics.draw(new Line2D.Double(at, bottom, at, bottom + 8));
            drawCentred(Axis.label(tick), at, bottom + 34);
        }
        for (BigDecimal tick : y.ticks()) {
            String label = Axis.label(tick);
            float at = (float) vertical(y.place(tick.doubleValue()));
            graphics.drawString(label, LEFT - 12 - metrics.stringWidth(label), at + 8);
        }
        drawCentred(name(dosage), LEFT + PANEL_WIDTH / 2.0, HEIGHT - 22);
        graphics.rotate(-Math.PI / 2);
        drawCentred(name(effect), -(TOP + PANEL_HEIGHT / 2.0), 34);
        graphics.rotate(Math.PI / 2);
    }

    private void drawCentred(String text, double middle, double baseline) {
        double width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, (float) (middle - width / 2), (float) baseline);
    }

    private static String name(String column) {
        return Text.shortened(Text.oneLine(column));
    }

    private void drawLegend(int most) {
        graphics.setFont(PLAIN);
        FontMetrics metrics = graphics.getFontMetrics();
        int baseline = 84;
        int middle = baseline - 8;
        double at = LEFT;
        if (isDense()) {
            int steps = 60;
            for (int i = 0; i < steps; i++) {
                graphics.setColor(shade((int) Math.round(Math.pow(most, i / (steps - 1.0))), most));
                graphics.fill(new Rectangle2D.Double(at + i, middle - 8, 1, 16));
            }
            at += steps + 10;
        } else {
            graphics.setColor(OBSERVED);
            drawPoint(at + POINT / 2, middle);
            at += POINT + 10;
        }
        String observed = index.count()
                + (index.count() == 1 ? " observation" : " observations")
                + (isDense() ? ", 1 to " + most + " a cell" : "");
        graphics.setColor(INK);
        graphics.drawString(observed, (float) at, baseline);
        at += metrics.stringWidth(observed) + 40;
        graphics.setColor(FITTED);
        graphics.setStroke(LINE);
        graphics.draw(new Line2D.Double(at, middle, at + 50, middle));
        graphics.setColor(INK);
        graphics.drawString("fitted network", (float) at + 62, baseline);
    }

    private static double horizontal(double place) {
        return LEFT + place * PANEL_WIDTH;
    }

    private static double vertical(double place) {
        return TOP + PANEL_HEIGHT * (1 - place);
    }
}
