package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class WidthChartTest {
    private final Panels panels = new Panels(Map.of(
            Compiler.GCC,
            new Build(Compiler.GCC, Optional.of(Path.of("gcc.so")), "gcc 1", ""),
            Compiler.CLANG,
            Build.missing(Compiler.CLANG, "no clang on this machine")));

    @Test
    void everyCurveHasItsPointsAndItsLabel() throws Exception {
        Document svg = parse(WidthChart.of(measured(Group.WIDTH)).orElseThrow());
        List<Element> curves = elements(svg, "polyline");
        assertThat(curves)
                .hasSize(4)
                .allSatisfy(curve ->
                        assertThat(curve.getAttribute("points").split(" ", -1)).hasSize(7));
        assertThat(elements(svg, "text").stream().map(Element::getTextContent))
                .contains("C, gcc", "engine, dense", "bent line, shuffled", "bent line, on a grid")
                .contains("0.1", "1", "10", "100", "1,000", "ns per dosage, forward")
                .contains("2", "16", "16,384", "hidden nodes")
                .doesNotContain("C, clang");
        assertThat(elements(svg, "desc").getFirst().getTextContent())
                .contains(
                        "of 2 to 16,384 hidden nodes", "C, gcc 655 ns; engine, dense 574 ns; bent line, shuffled 1.90");
    }

    @Test
    void labelsDoNotOverlap() throws Exception {
        List<Double> baselines = elements(
                        parse(WidthChart.of(measured(Group.WIDTH)).orElseThrow()), "text")
                .stream()
                .filter(text -> Double.parseDouble("0" + text.getAttribute("x")) > 524)
                .map(text -> Double.valueOf(text.getAttribute("y")))
                .sorted()
                .toList();
        assertThat(baselines).hasSize(4);
        assertThat(IntStream.range(1, 4).mapToDouble(i -> baselines.get(i) - baselines.get(i - 1)))
                .allMatch(distance -> distance >= 18);
    }

    @Test
    void nothingOfTheGroupMakesNoPicture() {
        assertThat(WidthChart.of(measured(Group.COMPILE))).isEmpty();
        Map<Run, Measurement> failed = measured(Group.WIDTH);
        failed.replaceAll((run, found) -> new Measurement());
        assertThat(WidthChart.of(failed)).isEmpty();
    }

    private Map<Run, Measurement> measured(Group group) {
        Map<Run, Measurement> measurements = new LinkedHashMap<>();
        for (Panel panel : group.full(panels)) {
            for (Row row : panel.rows()) {
                if (row.obstacle().isEmpty()) {
                    Measurement measurement = new Measurement();
                    measurement.add(List.of(cost(row)));
                    measurements.put(new Run(panel, row), measurement);
                }
            }
        }
        return measurements;
    }

    private static double cost(Row row) {
        int width = Integer.parseInt(row.parameters().getOrDefault("width", "0"));
        boolean grid = "GRID".equals(row.parameters().get("order"));
        return row.implementation()
                .map(implementation -> switch (implementation) {
                    case GCC -> 0.13 + 0.04 * width;
                    case DENSE -> 0.14 + 0.035 * width;
                    default -> grid ? 0.14 + 1e-5 * width : width == 2 ? 0.3 : 1.2 + 4.3e-5 * width;
                })
                .orElse(1.0);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg, String name) {
        return IntStream.range(0, svg.getElementsByTagName(name).getLength())
                .mapToObj(i -> (Element) svg.getElementsByTagName(name).item(i))
                .toList();
    }
}
