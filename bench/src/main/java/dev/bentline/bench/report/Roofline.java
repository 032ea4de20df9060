package dev.bentline.bench.report;

import dev.bentline.plot.Box;
import dev.bentline.plot.Colour;
import dev.bentline.plot.LogAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Says how close the engine's kernels are to what the machine can do (Williams, Waterman and Patterson, Roofline, 2009): the
 * time of a dosage has to be at least what moving its bytes takes, and what its operations take at the peak of
 * multiply-adds.
 */
final class Roofline {
    private static final int WIDTH = 740;
    private static final int HEIGHT = 460;
    private static final Box BOX = new Box(84, 68, 440, HEIGHT - 68 - 56);
    private static final double MARK = 4.5;
    /** Pens of the sizes, from the smallest on; told apart by dashes where greys are not. */
    private static final List<Pen> ROOFS = List.of(
            new Pen(Colour.INK, 2),
            new Pen(Colour.INK, 2).dashed(Pen.Dash.LONG),
            new Pen(Colour.INK, 2).dashed(Pen.Dash.SHORT),
            new Pen(Colour.GREY, 2));

    /** By the number of elements. */
    private final NavigableMap<Long, Roof> roofs = new TreeMap<>();

    private final List<Kernel> kernels = new ArrayList<>();

    /** The fastest row of each ceiling, in ns per element. */
    private record Roof(Map<Ceiling, ResultRow> fastest) {
        static Roof of(ResultTable sheet) {
            Map<Ceiling, ResultRow> fastest = new EnumMap<>(Ceiling.class);
            for (Ceiling ceiling : Ceiling.values()) {
                sheet.lines().stream()
                        .filter(line -> line.isSettled() && line.label().startsWith(ceiling.label() + ","))
                        .min(Comparator.comparingDouble(ResultRow::median))
                        .ifPresent(line -> fastest.put(ceiling, line));
            }
            return new Roof(fastest);
        }

        boolean isWhole() {
            return fastest.size() == Ceiling.values().length;
        }

        double nanos(Ceiling ceiling) {
            return Objects.requireNonNull(fastest.get(ceiling)).median();
        }

        /** Operations per ns. */
        double peak() {
            return Ceiling.MULTIPLY_ADD.operations() / nanos(Ceiling.MULTIPLY_ADD);
        }

        /** Bytes per ns. */
        double bandwidth() {
            return Ceiling.COPY.bytes() / nanos(Ceiling.COPY);
        }
    }

    /** A kernel under its roof. */
    private record Kernel(ResultTable sheet, ResultRow line, KernelWork work, Roof roof) {
        /** Returns how much of its time the same work by hand takes. */
        String byHand() {
            return line.isOrdered() || !line.label().contains("dense")
                    ? ""
                    : Verdict.of(sheet)
                            .of(Family.INTRINSICS)
                            .map(hand -> Numbers.percent(hand.median() / line.median()))
                            .orElse("");
        }

        double memory() {
            return work.writes() > 0 ? roof.nanos(Ceiling.COPY) : work.reads() * roof.nanos(Ceiling.READ);
        }

        double arithmetic() {
            return work.operations() / roof.peak();
        }

        double bound() {
            return Math.max(memory(), arithmetic());
        }

        String boundBy() {
            if (arithmetic() > memory()) {
                return Ceiling.MULTIPLY_ADD.label();
            }
            return (work.writes() > 0 ? Ceiling.COPY : Ceiling.READ).label();
        }

        double intensity() {
            return work.operations() / work.bytes();
        }

        double rate() {
            return work.operations() / line.median();
        }

        List<String> row() {
            return List.of(
                    sheet.title() + ", " + line.label(),
                    Numbers.time(line.median()),
                    Numbers.grouped(work.bytes()),
                    Numbers.grouped(work.multiplications()),
                    boundBy(),
                    Numbers.time(bound()),
                    Numbers.percent(bound() / line.median()),
                    byHand());
        }
    }

    Roofline(BenchmarkReport report) {
        for (ResultTable sheet : report.sheets()) {
            Roof roof = Roof.of(sheet);
            if (roof.isWhole()) {
                roofs.put(sheet.dosages(), roof);
            }
        }
        for (ResultTable sheet : report.sheets()) {
            Roof roof = roofs.get(sheet.dosages());
            if (roof != null && ReportSections.WORK.contains(sheet.group())) {
                sheet.lines().stream()
                        .filter(line -> line.isSettled() && line.threads() == 1)
                        .forEach(line -> KernelWork.of(sheet, line)
                                .ifPresent(work -> kernels.add(new Kernel(sheet, line, work, roof))));
            }
        }
    }

    boolean isEmpty() {
        return kernels.isEmpty();
    }

    /** The ceilings as rates. */
    TextTable ceilings() {
        List<List<String>> rows = new ArrayList<>();
        roofs.forEach((size, roof) -> roof.fastest()
                .forEach((ceiling, line) -> rows.add(List.of(
                        ceiling.label() + ", " + Numbers.grouped(size) + " floats",
                        Numbers.time(line.median()),
                        ceiling.bytes() > 0
                                ? Numbers.rate(ceiling.bytes() / line.median(), "GB/s")
                                : Numbers.rate(ceiling.operations() / line.median(), "GFLOP/s"),
                        line.label().substring(ceiling.label().length() + 2)))));
        return new TextTable("Ceilings", List.of("ceiling", "ns/element", "rate", "fastest by"), rows, List.of());
    }

    TextTable kernels() {
        return new TextTable(
                "Kernels under their ceilings",
                List.of(
                        "kernel",
                        "ns/dosage",
                        "bytes",
                        "multiplications",
                        "bound by",
                        "at least",
                        "of the ceiling",
                        "of AVX-512 by hand"),
                kernels.stream().map(Kernel::row).toList(),
                List.of("bytes and multiplications: of one dosage, counted from the formulas; a multiply-add is one."
                        + " Additions, maxima and comparisons, which some processors do beside them, and looking up a"
                        + " segment come on top, so that 100 % cannot be reached where they are many."));
    }

    Picture picture() {
        LogAxis x = LogAxis.decades(
                kernels.stream().mapToDouble(Kernel::intensity).min().orElseThrow(),
                kernels.stream().mapToDouble(Kernel::intensity).max().orElseThrow());
        double peak = roofs.values().stream().mapToDouble(Roof::peak).max().orElseThrow();
        double slowest = Stream.concat(
                        kernels.stream().map(Kernel::rate),
                        roofs.values().stream().map(roof -> x.from() * roof.bandwidth()))
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
        PlotArea panel = new PlotArea(BOX, x, "operations per byte", LogAxis.decades(slowest, peak), "GFLOP/s");
        int at = 0;
        for (Map.Entry<Long, Roof> roof : roofs.entrySet()) {
            add(
                    roof.getValue(),
                    peak,
                    Numbers.grouped(roof.getKey()) + " floats",
                    ROOFS.get(at++ % ROOFS.size()),
                    x,
                    panel);
        }
        for (Kernel kernel : kernels) {
            switch (kernel.sheet.operation()) {
                case "gradient" -> panel.square(Colour.ORANGE, 2 * MARK, kernel.intensity(), kernel.rate());
                case "softplus forward" -> panel.dot(Colour.GREEN, MARK, kernel.intensity(), kernel.rate());
                default -> panel.ring(Colour.BLUE, MARK, kernel.intensity(), kernel.rate());
            }
        }
        return new Picture(
                WIDTH,
                HEIGHT,
                "Roofline",
                "Rings: forward; squares: gradient; dots: softplus. Roofs: copying arrays, then multiply-adds.",
                String.format(
                        Locale.ROOT,
                        "A chart on logarithmic axes of %d of the engine's kernels, operations per byte against operations per"
                                + " nanosecond, under the roofs of copies of several sizes and the peak of multiply-adds,"
                                + " %.0f GFLOP/s. The table has the numbers.",
                        kernels.size(),
                        peak),
                List.of(panel));
    }

    private static void add(Roof roof, double peak, String label, Pen pen, LogAxis x, PlotArea panel) {
        double ridge = Math.clamp(peak / roof.bandwidth(), x.from(), x.to());
        panel.line(
                pen,
                x.from(),
                Math.min(peak, x.from() * roof.bandwidth()),
                ridge,
                Math.min(peak, ridge * roof.bandwidth()));
        panel.line(
                pen,
                ridge,
                Math.min(peak, ridge * roof.bandwidth()),
                x.to(),
                Math.min(peak, x.to() * roof.bandwidth()));
        panel.label(pen, "copy, " + label, Math.min(peak, x.to() * roof.bandwidth()));
    }
}
