package dev.bentline.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Record of what C2 did with the methods of one package, read from the file that {@code -XX:+LogCompilation} writes. */
public final class CompilationLog {
    /** Reason of a task whose method was compiled by the time C2 took it up. */
    private static final String STALE = "stale task";

    /**
     * Compilation by C2.
     *
     * @param method compiled method, as "package.Class.method"
     * @param onStack whether it is entered from the middle of a loop
     * @param nodes nodes made by the end of parsing, which is what the budget for inlining counts
     * @param methods the package's methods in it: itself, and those that are inlined
     * @param failures why C2 gave up or began anew
     */
    public record Compilation(String method, boolean onStack, int nodes, Set<String> methods, List<String> failures) {}

    private final String prefix;
    private final List<Compilation> compilations = new ArrayList<>();

    // the task that is being read, and nothing of any that does not count
    private String task = "";
    private final Map<String, String> classes = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    private Set<String> parsed = Set.of();
    private List<String> failures = List.of();
    private int nodes;
    private boolean late;

    private CompilationLog(String packageName) {
        this.prefix = packageName + '.';
    }

    public static List<Compilation> read(Path file, String packageName) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(lines.lines(), packageName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Compilation> read(Stream<String> lines, String packageName) {
        CompilationLog log = new CompilationLog(packageName);
        lines.map(String::strip).forEach(log::add);
        return log.compilations;
    }

    private void add(String line) {
        if (line.startsWith("<task ")) {
            begin(line);
        } else if (task.isEmpty()) {
            return;
        } else if (line.startsWith("<klass ")) {
            classes.put(attribute(line, "id"), attribute(line, "name"));
        } else if (line.startsWith("<method ")) {
            methods.put(attribute(line, "id"), classes.get(attribute(line, "holder")) + '.' + attribute(line, "name"));
        } else if (line.startsWith("<parse ")) {
            String method = methods.get(attribute(line, "method"));
            if (method != null && method.startsWith(prefix)) {
                parsed.add(method);
            }
        } else if (line.startsWith("<late_inline ")) {
            late = true;
        } else if (line.startsWith("<parse_done ") && !late) {
            nodes = Math.max(nodes, Integer.parseInt(attribute(line, "nodes")));
        } else if (line.startsWith("<failure ")) {
            failures.add(attribute(line, "reason"));
        } else if (line.equals("</task>")) {
            end();
        }
    }

    private void begin(String line) {
        // tasks of C1 name their level
        boolean counts = attribute(line, "level").isEmpty() && method(line).startsWith(prefix);
        task = counts ? line : "";
        classes.clear();
        methods.clear();
        parsed = new LinkedHashSet<>();
        failures = new ArrayList<>();
        nodes = 0;
        late = false;
    }

    private void end() {
        if (!failures.equals(List.of(STALE))) {
            boolean onStack = attribute(task, "compile_kind").equals("osr");
            compilations.add(new Compilation(method(task), onStack, nodes, parsed, failures));
        }
        task = "";
    }

    /** Returns the method of an element, given as "class name signature". */
    private static String method(String element) {
        String[] words = attribute(element, "method").split(" ", 3);
        return words.length < 2 ? "" : words[0] + '.' + words[1];
    }

    private static String attribute(String element, String name) {
        String key = " " + name + "='";
        int at = element.indexOf(key);
        return at < 0 ? "" : element.substring(at + key.length(), element.indexOf('\'', at + key.length()));
    }
}
