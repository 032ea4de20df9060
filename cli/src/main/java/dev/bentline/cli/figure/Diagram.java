package dev.bentline.cli.figure;

import static dev.bentline.cli.console.Text.number;

import dev.bentline.Network;
import dev.bentline.plot.Canvas;
import dev.bentline.plot.Colour;
import dev.bentline.plot.Drawing;
import dev.bentline.plot.Lettering;
import dev.bentline.plot.Lettering.Anchor;
import dev.bentline.plot.Pen;

/** Draws a ReLU network of two hidden nodes with all its weights and biases. */
final class Diagram implements Drawing {
    private static final double RADIUS = 38;
    private static final double LEFT = 90;
    private static final double MIDDLE = 290;
    private static final double RIGHT = 480;
    private static final double ROW = 225;
    private static final double TOP = 145;
    private static final double BOTTOM = 305;

    private static final Pen CONNECTION = new Pen(Colour.GREY, 1.5);

    private final Network network;

    Diagram(Network network) {
        this.network = network;
    }

    @Override
    public void draw(Canvas canvas) {
        connect(canvas, LEFT, ROW, MIDDLE, TOP);
        connect(canvas, LEFT, ROW, MIDDLE, BOTTOM);
        connect(canvas, MIDDLE, TOP, RIGHT, ROW);
        connect(canvas, MIDDLE, BOTTOM, RIGHT, ROW);
        connect(canvas, RIGHT, ROW, RIGHT + 2 * RADIUS + 40, ROW);
        disc(canvas, LEFT, ROW, Colour.INK);
        canvas.text(LEFT, ROW + 4, "dosage", Lettering.NAME, Anchor.MIDDLE);
        node(canvas, MIDDLE, TOP, Colour.BLUE);
        node(canvas, MIDDLE, BOTTOM, Colour.ORANGE);
        node(canvas, RIGHT, ROW, Colour.GREEN);
        canvas.text(RIGHT + RADIUS + 44, ROW + 4, "effect", Lettering.NAME, Anchor.START);
        label(canvas, 190, 166, "× " + number(network.hiddenWeight(0)), Anchor.END);
        label(canvas, 190, 294, "× " + number(network.hiddenWeight(1)), Anchor.END);
        label(canvas, 390, 166, "× " + number(network.outputWeight(0)), Anchor.START);
        label(canvas, 390, 294, "× " + number(network.outputWeight(1)), Anchor.START);
        bias(canvas, MIDDLE, TOP, network.hiddenBias(0));
        bias(canvas, MIDDLE, BOTTOM, network.hiddenBias(1));
        bias(canvas, RIGHT, ROW, network.outputBias());
    }

    private static void connect(Canvas canvas, double fromX, double fromY, double toX, double toY) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        double x = (toX - fromX) / length;
        double y = (toY - fromY) / length;
        double tipX = toX - (RADIUS + 3) * x;
        double tipY = toY - (RADIUS + 3) * y;
        canvas.line(fromX + RADIUS * x, fromY + RADIUS * y, tipX, tipY, CONNECTION);
        canvas.line(tipX - 9 * x - 4 * y, tipY - 9 * y + 4 * x, tipX, tipY, CONNECTION);
        canvas.line(tipX - 9 * x + 4 * y, tipY - 9 * y - 4 * x, tipX, tipY, CONNECTION);
    }

    private static void disc(Canvas canvas, double x, double y, Colour colour) {
        canvas.circle(x, y, RADIUS, colour);
        canvas.circle(x, y, RADIUS - 3, Colour.WHITE);
    }

    /** A node with ReLU in it. */
    private static void node(Canvas canvas, double x, double y, Colour colour) {
        disc(canvas, x, y, colour);
        canvas.polyline(new double[] {x - 22, y + 8, x, y + 8, x + 18, y - 10}, 6, new Pen(colour, 3.5));
    }

    private static void bias(Canvas canvas, double x, double y, float bias) {
        label(canvas, x, y + RADIUS + 20, "+ " + number(bias), Anchor.MIDDLE);
    }

    private static void label(Canvas canvas, double x, double y, String text, Anchor anchor) {
        canvas.text(x, y, text, Lettering.NAME, anchor);
    }
}
