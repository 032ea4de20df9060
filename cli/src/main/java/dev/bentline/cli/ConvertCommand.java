package dev.bentline.cli;

import dev.bentline.Model;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.file.Outputs;
import dev.bentline.onnx.Onnx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline convert}. */
final class ConvertCommand implements Callable<Integer> {
    private final BentlineCommand bentline;
    private final NetworkArgument argument = new NetworkArgument();
    private final Option<String> out =
            Option.requiredText("--out", "FILE", "The file to write: its ending, .onnx or .json, says what.");
    private final Flag force = Flag.of("--force", "Replace an existing file.");
    private final Flag json = Flag.of("--json", "Print one JSON object.");

    ConvertCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "convert",
                this,
                "Writes a network as an ONNX or a JSON file.",
                List.of(argument, out, force, json),
                "",
                "An ONNX file has one input, the dosage, one output, the effect, and between them sums and ReLU, or the"
                        + " softplus of one hidden layer; `notes` says what is not in the network as it was in the file.",
                "A JSON file reads back bit for bit, and so does an ONNX file that convert wrote.");
    }

    @Override
    public Integer call() throws IOException {
        String name = Objects.requireNonNull(out.value());
        boolean onnx = name.toLowerCase(Locale.ROOT).endsWith(".onnx");
        if (!onnx && !name.toLowerCase(Locale.ROOT).endsWith(".json")) {
            throw CommandException.wrongUsage("--out is " + name + "; it must end in .onnx or .json");
        }
        List<String> notes = new ArrayList<>();
        Model model = argument.model(notes::add);
        byte[] file = onnx ? onnx(model) : model.toJson().getBytes(StandardCharsets.UTF_8);
        try (Outputs outputs = new Outputs(argument.files())) {
            outputs.open(name, force.isGiven()).write(file);
            outputs.commit();
        }
        Report report = new Report()
                .add("network", argument.name())
                .add("out", name)
                .add("widths", Widths.of(model))
                .add("bytes", (long) file.length);
        print(report, notes);
        return ExitStatus.DONE;
    }

    private byte[] onnx(Model model) {
        try {
            return Onnx.write(model);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongInput(argument.name() + ": " + e.getMessage(), e);
        }
    }

    /** Prints notes line by line for people. */
    private void print(Report report, List<String> notes) throws IOException {
        PrintWriter writer = bentline.results().writer();
        if (json.isGiven()) {
            report.add("notes", notes).print(writer, true);
        } else {
            report.add("notes", (long) notes.size()).print(writer, false);
            notes.forEach(note -> writer.println("  " + note));
        }
    }
}
