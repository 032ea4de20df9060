package dev.bentline.cli.figure;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An SVG read back: where its curves go by the labels of its axes, which is all that a viewer has. */
record Svg(Document document) {
    /** A label of an axis, and the pixel it stands for. */
    private record Tick(double pixel, double value) {}

    record Curve(String colour, List<Double> x, List<Double> y) {}

    static Svg parse(String text) throws IOException {
        try {
            return new Svg(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text))));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(e);
        }
    }

    Stream<Element> elements(String name) {
        return IntStream.range(0, document.getElementsByTagName(name).getLength())
                .mapToObj(i -> (Element) document.getElementsByTagName(name).item(i));
    }

    /** The curves of a picture with one panel. */
    List<Curve> curves() {
        List<Tick> across = ticks("middle", "x", 0);
        List<Tick> up = ticks("end", "y", -4.5);
        List<Curve> curves = new ArrayList<>();
        elements("polyline").forEach(line -> {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (String point : line.getAttribute("points").split(" ", -1)) {
                String[] pixels = point.split(",", -1);
                x.add(value(across, Double.parseDouble(pixels[0])));
                y.add(value(up, Double.parseDouble(pixels[1])));
            }
            curves.add(new Curve(line.getAttribute("stroke"), x, y));
        });
        return curves;
    }

    private List<Tick> ticks(String anchor, String attribute, double shift) {
        return elements("text")
                .filter(text -> text.getAttribute("text-anchor").equals(anchor))
                .filter(text -> text.getTextContent().matches("-?[0-9.]+"))
                .map(text -> new Tick(
                        Double.parseDouble(text.getAttribute(attribute)) + shift,
                        Double.parseDouble(text.getTextContent())))
                .toList();
    }

    private static double value(List<Tick> ticks, double pixel) {
        Tick first = ticks.getFirst();
        Tick last = ticks.getLast();
        return first.value + (pixel - first.pixel) / (last.pixel - first.pixel) * (last.value - first.value);
    }
}
