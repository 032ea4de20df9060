package dev.bentline.cli.figure;

import static dev.bentline.cli.console.Text.number;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.Network;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.engine.HiddenNode;
import dev.bentline.cli.engine.Walk;
import dev.bentline.plot.Box;
import dev.bentline.plot.Colour;
import dev.bentline.plot.Lettering.Anchor;
import dev.bentline.plot.LinearAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.List;
import java.util.Random;

/** The story of the worked example: how two bent lines become a green pointy thing. */
final class WorkedExample {
    private static final Box WIDE = Picture.panel(0);

    /** The axes of the data, to which the story comes back. */
    private static final LinearAxis DOSAGE = LinearAxis.covering(0, 1);

    private static final LinearAxis EFFECT = LinearAxis.covering(0, 1.2);

    private static final Pen BLUE = new Pen(Colour.BLUE, 3.5);
    private static final Pen ORANGE = new Pen(Colour.ORANGE, 3.5);
    private static final Pen GREEN = new Pen(Colour.GREEN, 4.5);
    private static final Pen FUNCTION = new Pen(Colour.GREY, 3);

    private final Network network = Network.relu();
    private final Network relu =
            Network.of(Activation.RELU, new float[] {1}, new float[] {0}, new float[] {1}, 0, Activation.IDENTITY);

    /** The arithmetic at dosage 0. */
    private final Walk walk = Walk.of(network, 0);

    private final String w0 = number(network.hiddenWeight(0));
    private final String b0 = number(network.hiddenBias(0));
    private final String v0 = number(network.outputWeight(0));
    private final String w1 = number(network.hiddenWeight(1));
    private final String v1 = number(network.outputWeight(1));
    private final String c = number(network.outputBias());

    Gallery gallery() {
        return new Gallery(
                "The green pointy thing",
                "A neural network bends lines, slices, flips and stretches them, and adds them together until they have"
                        + " the shape of the data: here a drug that does nothing at low and at high dosages, and works"
                        + " at medium ones. Every line is drawn from what the engine computes.",
                List.of(
                        softplus(),
                        reluBonus(),
                        xAxis(),
                        yAxis(),
                        blueDot(),
                        bentBlueLine(),
                        newBentBlueLine(),
                        bottomGoOff(),
                        straightOrangeLine(),
                        finalStraightOrangeLine(),
                        greenWedge(),
                        corXAxis(),
                        corGreenDot(),
                        greenPointyThing(),
                        newShape(),
                        deriPro()));
    }

    private static Samples overDosages(Network network) {
        return Samples.effects(network, 0, 1);
    }

    /** The panel of the story's pictures. */
    private static PlotArea data(String value) {
        return new PlotArea(WIDE, DOSAGE, "dosage", EFFECT, value);
    }

    /** The panel of one curve, shown in whole. */
    private static PlotArea whole(Samples curve, Pen pen, String value) {
        PlotArea panel = new PlotArea(WIDE, DOSAGE, "dosage", axis(curve), value);
        curve.draw(panel, pen);
        return panel;
    }

    private static LinearAxis axis(Samples... curves) {
        Range range = Samples.range(curves);
        return LinearAxis.covering(range.from(), range.to());
    }

    private Figure softplus() {
        Samples curve = overDosages(Network.softplus());
        String middle = Text.rounded(Samples.effect(Network.softplus(), 0.5f));
        String peak = Text.rounded(curve.y(curve.highest())) + " at dosage " + Text.rounded(curve.x(curve.highest()));
        return Figure.of(
                "softplus",
                "The green squiggle of the softplus network",
                "two hidden nodes with softplus, ln(1 + e^x)",
                "A smooth green curve over the dosages 0 to 1: " + Text.rounded(curve.y(0))
                        + " at dosage 0, up to its peak of " + peak + ", " + middle + " at dosage 0.5, "
                        + Text.rounded(curve.end()) + " at dosage 1.",
                "The story begins with a network whose two hidden nodes bend their lines softly, by softplus. Added"
                        + " together they are a green squiggle that fits three observations: next to no effect at"
                        + " dosage 0 and at dosage 1, and " + middle + " at dosage 0.5. On the way it goes higher than"
                        + " any of them, up to " + peak + ".",
                whole(curve, GREEN, "effect"));
    }

    private Figure reluBonus() {
        return Figure.of(
                "relu_bonus",
                "The same with ReLU",
                "ReLU is max(0, x): nothing below 0, the value itself above",
                "A diagram of the network: the dosage goes times " + w0 + " plus " + b0 + " into the blue top node and"
                        + " times " + w1 + " plus " + number(network.hiddenBias(1)) + " into the orange bottom node;"
                        + " both are ReLU. Their values, times " + v0 + " and times " + v1 + ", and " + c
                        + " go into a green ReLU, out of which comes the effect.",
                "Now both hidden nodes are ReLU, and so is the output. ReLU bends a line once, sharply. The numbers on"
                        + " the connections are weights, by which values are multiplied; those at the nodes are"
                        + " biases, which are added.",
                new Diagram(network));
    }

    /** The panel of ReLU itself. */
    private PlotArea activation(double from, double to) {
        Samples curve = Samples.effects(relu, from, to);
        PlotArea panel = new PlotArea(
                WIDE,
                LinearAxis.covering(from, to),
                "x-axis coordinate",
                LinearAxis.covering(from / 4, to),
                "y-axis coordinate");
        curve.draw(panel, FUNCTION);
        return panel;
    }

    private Figure xAxis() {
        float x = walk.nodes().getFirst().x();
        PlotArea panel = activation(-1, 1);
        double bottom = LinearAxis.covering(-0.25, 1).from();
        String sum = w0 + " × 0 + " + b0 + " = " + number(x);
        return Figure.of(
                "x_axis",
                "The top node at dosage 0: its x-axis coordinate",
                "weight times dosage, plus bias",
                "ReLU as a grey bent line; on the x-axis a blue dot at " + number(x) + ", which is " + sum + ".",
                "The lowest dosage is 0. The top node multiplies it by its weight and adds its bias: " + sum
                        + ". That is where to look on the x-axis of ReLU.",
                panel.dot(Colour.BLUE, x, bottom).note(x, bottom, 14, -12, sum, Anchor.START));
    }

    private Figure yAxis() {
        Walk.Node node = walk.nodes().getFirst();
        double bottom = LinearAxis.covering(-0.25, 1).from();
        Pen pointer = new Pen(Colour.BLUE, 2).dashed(Pen.Dash.SHORT);
        String max = "max(0, " + number(node.x()) + ") = " + number(node.y());
        return Figure.of(
                "y_axis",
                "The top node at dosage 0: its y-axis coordinate",
                "what ReLU makes of it",
                "ReLU as a grey bent line; a dotted line goes from " + number(node.x())
                        + " on the x-axis up to a blue dot on ReLU and from there to " + number(node.y())
                        + " on the y-axis.",
                "Straight up from there is ReLU, and its height is the y-axis coordinate: " + max
                        + ". What is below 0 is sliced off.",
                activation(-1, 1)
                        .line(pointer, node.x(), bottom, node.x(), node.y())
                        .line(pointer, node.x(), node.y(), -1, node.y())
                        .dot(Colour.BLUE, node.x(), node.y())
                        .note(node.x(), node.y(), 14, -12, max, Anchor.START));
    }

    private Figure blueDot() {
        float y = walk.nodes().getFirst().y();
        return Figure.of(
                "blue_dot",
                "The blue dot",
                "what the top node makes of dosage 0",
                "Over the dosages 0 to 1 a single blue dot: at dosage 0 the value is " + number(y) + ".",
                "Back to the dosages: the top node has made " + number(y) + " of dosage 0. That is one blue dot.",
                data("value of the top node")
                        .dot(Colour.BLUE, 0, y)
                        .note(0, y, 14, -12, "(0, " + number(y) + ")", Anchor.START));
    }

    private Figure bentBlueLine() {
        Samples curve = overDosages(HiddenNode.alone(network, 0, 1));
        PlotArea panel = data("value of the top node");
        curve.draw(panel, BLUE);
        return Figure.of(
                "bent_blue_line",
                "The bent blue line",
                "max(0, " + w0 + " × dosage + " + b0 + ")",
                "A blue line over the dosages 0 to 1 that is 0 up to dosage 0.5, bends, and rises to "
                        + number(curve.end()) + ".",
                "The same for all dosages from 0 to 1 is a bent blue line: flat as long as ReLU slices it off, rising"
                        + " from there.",
                panel.dot(Colour.BLUE, 0, curve.y(0)));
    }

    private Figure newBentBlueLine() {
        Samples curve = overDosages(HiddenNode.alone(network, 0, network.outputWeight(0)));
        return Figure.of(
                "new_bent_blue_line",
                "The new bent blue line",
                "the bent blue line × " + v0,
                "A blue line over the dosages 0 to 1 that is 0 up to dosage 0.5, bends, and falls to "
                        + number(curve.end()) + ".",
                "Times " + v0 + " the line is flipped, because the weight is negative, and stretched.",
                whole(curve, BLUE, "top node × " + v0));
    }

    private Figure bottomGoOff() {
        Samples curve = overDosages(HiddenNode.alone(network, 1, 1));
        PlotArea panel = data("value of the bottom node");
        curve.draw(panel, ORANGE);
        double leaves = EFFECT.to() / network.hiddenWeight(1);
        return Figure.of(
                "bottom_go_off",
                "The bottom node goes off the screen",
                "max(0, " + w1 + " × dosage)",
                "A straight orange line that rises from 0 at dosage 0 so steeply that it leaves the picture at its top"
                        + " before dosage 0.1.",
                "The bottom node's line is so steep that it goes off the screen: at dosage 1 it would be at "
                        + number(curve.end()) + ".",
                panel.note(
                        leaves,
                        EFFECT.to(),
                        16,
                        22,
                        "on its way to " + number(curve.end()) + " at dosage 1",
                        Anchor.START));
    }

    private Figure straightOrangeLine() {
        Samples curve = overDosages(HiddenNode.alone(network, 1, 1));
        return Figure.of(
                "straight_orange_line",
                "The straight orange line",
                "max(0, " + w1 + " × dosage)",
                "A straight orange line from 0 at dosage 0 to " + number(curve.end()) + " at dosage 1.",
                "With a larger y-axis it is seen in whole: it bends at dosage 0, and what is left is straight.",
                whole(curve, ORANGE, "value of the bottom node"));
    }

    private Figure finalStraightOrangeLine() {
        Samples curve = overDosages(HiddenNode.alone(network, 1, network.outputWeight(1)));
        return Figure.of(
                "final_straight_orange_line",
                "The final straight orange line",
                "the straight orange line × " + v1,
                "A straight orange line from 0 at dosage 0 to " + number(curve.end()) + " at dosage 1.",
                "Times " + v1 + " it is steeper still: the weight stretches it, up to " + number(curve.end())
                        + " at dosage 1.",
                whole(curve, ORANGE, "bottom node × " + v1));
    }

    private Network wedge(float bias) {
        return Network.of(
                network.hidden(),
                network.hiddenWeights(),
                network.hiddenBiases(),
                network.outputWeights(),
                bias,
                Activation.IDENTITY);
    }

    private Figure greenWedge() {
        Samples blue = overDosages(HiddenNode.alone(network, 0, network.outputWeight(0)));
        Samples orange = overDosages(HiddenNode.alone(network, 1, network.outputWeight(1)));
        Samples sum = overDosages(wedge(0));
        Samples wedge = overDosages(wedge(network.outputBias()));
        Pen before = new Pen(Colour.GREEN, 2.5).dashed(Pen.Dash.LONG);
        PlotArea panel = new PlotArea(Picture.panel(130), DOSAGE, "dosage", axis(blue, orange, sum, wedge), "value");
        blue.draw(panel, BLUE);
        orange.draw(panel, ORANGE);
        sum.draw(panel, before);
        wedge.draw(panel, GREEN);
        panel.label(BLUE, "blue × " + v0, blue.end())
                .label(ORANGE, "orange × " + v1, orange.end())
                .label(before, "their sum", sum.end())
                .label(GREEN, "sum + " + c, wedge.end());
        float middle = Samples.effect(wedge(network.outputBias()), 0.5f);
        return Figure.of(
                "green_wedge",
                "The green wedge",
                "the blue and the orange line added together, and the final bias",
                "The falling blue line, the rising orange line, their sum as a dashed green wedge with its tip at"
                        + " dosage 0.5, and the same wedge " + c.replace("-", "") + " lower as a thick green line, with"
                        + " its tip at " + Text.rounded(middle) + ".",
                "Added together, the blue and the orange line are a green wedge. The final bias, " + c
                        + ", moves it down until only its tip, at " + Text.rounded(middle) + ", is above 0.",
                panel);
    }

    private Figure corXAxis() {
        float x = walk.nodes().getLast().sum();
        PlotArea panel = activation(-20, 20);
        double bottom = LinearAxis.covering(-5, 20).from();
        String sum = v0 + " × 0 + " + v1 + " × 0 + " + c + " = " + number(x);
        return Figure.of(
                "cor_x_axis",
                "The output at dosage 0: its x-axis coordinate",
                "the green wedge at dosage 0",
                "ReLU as a grey bent line; on the x-axis a green dot at " + number(x) + ", which is " + sum + ".",
                "The wedge goes through one more ReLU. At dosage 0 the wedge is at " + number(x)
                        + ", and that is the x-axis coordinate to look at.",
                panel.dot(Colour.GREEN, x, bottom).note(x, bottom, 14, -12, sum, Anchor.START));
    }

    private Figure corGreenDot() {
        String max = "max(0, " + c + ") = " + number(walk.effect());
        return Figure.of(
                "cor_green_dot",
                "The green dot",
                "what the output makes of dosage 0",
                "Over the dosages 0 to 1 a single green dot: at dosage 0 the effect is " + number(walk.effect()) + ".",
                "The y-axis coordinate there is " + max + ": at dosage 0 the drug has no effect. That is one green"
                        + " dot.",
                data("effect").dot(Colour.GREEN, 0, walk.effect()).note(0, walk.effect(), 14, -12, max, Anchor.START));
    }

    private Figure greenPointyThing() {
        Samples curve = overDosages(network);
        int highest = curve.highest();
        PlotArea panel = data("effect");
        curve.draw(panel, GREEN);
        return Figure.of(
                "green_pointy_thing",
                "The green pointy thing",
                "max(0, the green wedge)",
                "A line chart of the effect for dosages from 0, low, to 1, high. The effect is " + number(curve.y(0))
                        + " at dosage 0, " + number(curve.end()) + " at dosage 1, and largest at dosage "
                        + number(curve.x(highest)) + ", where it is " + number(curve.y(highest)) + ".",
                "For all dosages the last ReLU slices off what is below 0, and what is left of the wedge is the green"
                        + " pointy thing: low and high dosages do nothing, the medium dosage works.",
                panel);
    }

    /** Two humps that no one asked the worked example for. */
    private static Figure newShape() {
        int count = 100;
        float[] dosages = new float[count];
        float[] effects = new float[count];
        Random noise = new Random(1);
        for (int i = 0; i < count; i++) {
            double x = i / (count - 1.0);
            double humps =
                    0.9 * Math.exp(-Math.pow((x - 0.25) / 0.1, 2)) + 0.55 * Math.exp(-Math.pow((x - 0.72) / 0.13, 2));
            dosages[i] = (float) x;
            effects[i] = (float) (humps + 0.04 * noise.nextGaussian());
        }
        Fit fit = GradientDescent.random(8, 1, 32).fit(DosageIndex.of(dosages, effects));
        PlotArea panel = new PlotArea(WIDE, DOSAGE, "dosage", LinearAxis.covering(-0.2, 1), "effect");
        for (int i = 0; i < count; i++) {
            float x = dosages[i];
            float y = effects[i];
            panel.with(canvas -> canvas.circle(panel.x(x), panel.y(y), 3.5, Colour.BLUE.withOpacity(0.63)));
        }
        overDosages(fit.network()).draw(panel, GREEN);
        return Figure.of(
                "new_shape",
                "A new shape",
                "eight hidden nodes fitted to " + count + " observations by gradient descent",
                count + " observations as blue dots, which form a high hump around dosage 0.25 and a lower one around"
                        + " 0.72, and a bent green line that follows both.",
                "Nothing of this is special to one shape. More hidden nodes are more bends, and gradient descent finds"
                        + " the weights and biases that make the bent line fit other data.",
                panel);
    }

    private Figure deriPro() {
        Samples slopes = Samples.derivatives(relu, -1, 1);
        double width = (WIDE.width() - 90) / 2;
        PlotArea zero = derivative(slopes, new Box(WIDE.left(), WIDE.top() + 22, width, WIDE.height() - 22), Bend.ZERO);
        PlotArea one =
                derivative(slopes, new Box(WIDE.right() - width, WIDE.top() + 22, width, WIDE.height() - 22), Bend.ONE);
        return Figure.of(
                "deri_pro",
                "The derivative of ReLU",
                "at the bend, 0, it is not defined; it is set to 0, or to 1",
                "Two charts of the derivative of ReLU: 0 left of the bend, 1 right of it. At the bend the first has a"
                        + " filled dot at 0 and a hollow one at 1, the second the other way round.",
                "Gradient descent needs derivatives. ReLU's is 0 on the left and 1 on the right, but at the bend itself"
                        + " there is none. It is simply set to 0, as always here unless a network or --bend says"
                        + " otherwise, or to 1.",
                zero,
                one);
    }

    private PlotArea derivative(Samples slopes, Box box, Bend bend) {
        float[] atBend = {0};
        EngineFactory.of(relu.withBend(bend)).derivative(atBend, atBend);
        PlotArea panel =
                new PlotArea(box, LinearAxis.covering(-1, 1), "x", LinearAxis.covering(-0.2, 1.2), "derivative");
        slopes.draw(panel, BLUE);
        return panel.ring(Colour.BLUE, 0, 1 - atBend[0])
                .dot(Colour.BLUE, 0, atBend[0])
                .note(0, 1.2, 0, -12, "set to " + number(atBend[0]), Anchor.MIDDLE);
    }
}
