package dev.bentline.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.bentline.Activation;
import dev.bentline.DeepNetwork;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.onnx.Onnx;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the ONNX files that Bentline writes in ONNX Runtime, and those that others wrote in both. */
class OnnxFilesTest {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private static final Path EXPORTED = Path.of("../../onnx/src/test/resources/dev/bentline/onnx/exported");

    /** Ulps of a float, of the summed magnitude, that two ways to add the same terms may differ by. */
    private static final double MOST = 4 * 0x1p-23;

    @TempDir
    Path folder;

    // ---- written by Bentline

    @Test
    void onnxRuntimeComputesWhatIsWritten() throws OrtException {
        for (Model model : models().values()) {
            float[] x = dosages();
            check("ONNX Runtime", model, x, run(Onnx.write(model), x));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime-node", "onnxruntime-web"})
    void soDoItsJavaScripts(String library) throws IOException, InterruptedException {
        assumeTrue(status("npm", "--version") == 0, "npm is not there");
        float[] x = dosages();
        StringBuilder names = new StringBuilder();
        for (Map.Entry<String, Model> entry : models().entrySet()) {
            Files.write(folder.resolve(entry.getKey() + ".onnx"), Onnx.write(entry.getValue()));
            names.append(names.isEmpty() ? "" : ", ")
                    .append('"')
                    .append(entry.getKey())
                    .append('"');
        }
        Files.writeString(folder.resolve("run.mjs"), """
                import * as ort from '%s';
                import fs from 'node:fs';
                const x = Float32Array.from(%s);
                for (const name of [%s]) {
                  const session = await ort.InferenceSession.create(new Uint8Array(fs.readFileSync(name + '.onnx')));
                  const result = await session.run({dosage: new ort.Tensor('float32', x, [x.length, 1])});
                  fs.writeFileSync(name + '.txt', result.effect.data.join('\\n'));
                }
                process.exit(0);
                """.formatted(library, Arrays.toString(x), names));
        assertThat(status("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", library + "@1.30.0"))
                .as("npm install %s", library)
                .isZero();
        assertThat(status("node", "run.mjs")).isZero();
        for (Map.Entry<String, Model> entry : models().entrySet()) {
            List<String> lines = Files.readAllLines(folder.resolve(entry.getKey() + ".txt"));
            float[] effects = new float[lines.size()];
            for (int i = 0; i < effects.length; i++) {
                effects[i] = Float.parseFloat(lines.get(i));
            }
            check(library, entry.getValue(), x, effects);
        }
    }

    private int status(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        try {
            Process process = builder.start();
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            if (process.exitValue() != 0) {
                System.err.println(Files.readString(folder.resolve("log")));
            }
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        }
    }

    private static Map<String, Model> models() {
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("relu", Network.relu());
        models.put("softplus", Network.softplus());
        models.put("shallow", random(1, 40, 1));
        models.put("deep", random(1, 16, 16, 16, 1));
        models.put("wide", random(1, 256, 256, 1));
        return models;
    }

    private static Model random(int... widths) {
        Random random = new Random(Arrays.hashCode(widths));
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            float[][] weights = new float[widths[l]][widths[l - 1]];
            float[] biases = new float[widths[l]];
            for (int j = 0; j < biases.length; j++) {
                for (int i = 0; i < weights[j].length; i++) {
                    weights[j][i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / weights[j].length));
                }
                biases[j] = (float) random.nextGaussian();
            }
            layers.add(new Layer(weights, biases, l + 1 == widths.length ? Activation.IDENTITY : Activation.RELU));
        }
        return Model.of(layers);
    }

    private static float[] dosages() {
        Random random = new Random(7);
        float[] x = new float[500];
        for (int i = 0; i < x.length; i++) {
            x[i] = i == 0 ? 0 : random.nextFloat(-3, 3);
        }
        return x;
    }

    private static float[] run(byte[] file, float[] x) throws OrtException {
        try (OrtSession session = ENVIRONMENT.createSession(file)) {
            return run(session, x);
        }
    }

    private static float[] run(OrtSession session, float[] x) throws OrtException {
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor dosage = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x), new long[] {x.length, 1});
                OrtSession.Result result = session.run(Map.of(input, dosage))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    private static void check(String library, Model model, float[] x, float[] effects) {
        for (int i = 0; i < x.length; i++) {
            double[] exact = exact(model, x[i]);
            assertThat(Math.abs(effects[i] - exact[0]))
                    .as(
                            "%s at %s of %s nodes",
                            library, x[i], model.layers().getFirst().nodes())
                    .isLessThanOrEqualTo(MOST * exact[1]);
        }
    }

    /** The effect in double, and the sum of the absolute values it is made of. */
    private static double[] exact(Model model, double x) {
        double[] values = {x};
        double[] sizes = {Math.abs(x)};
        for (Layer layer : model.layers()) {
            double[] next = new double[layer.nodes()];
            double[] nextSizes = new double[layer.nodes()];
            for (int j = 0; j < next.length; j++) {
                double sum = layer.bias(j);
                double size = Math.abs(sum);
                for (int i = 0; i < values.length; i++) {
                    sum += layer.weight(j, i) * values[i];
                    size += Math.abs(layer.weight(j, i)) * sizes[i];
                }
                next[j] = switch (layer.activation()) {
                    case RELU -> Math.max(0, sum);
                    case SOFTPLUS -> Math.max(0, sum) + Math.log1p(Math.exp(-Math.abs(sum)));
                    case IDENTITY -> sum;
                };
                nextSizes[j] = size + (layer.activation() == Activation.SOFTPLUS ? 1 : 0);
            }
            values = next;
            sizes = nextSizes;
        }
        return new double[] {values[0], sizes[0]};
    }

    // ---- written by others

    /**
     * Compares with the effects in double that came with the files. Narrow networks are computed in the dense formulation unless
     * the bent line is asked for; its errors are those of floats added one by one, as ONNX Runtime's are: 0.7 to 1.6 times as
     * large.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "worked_example.dynamo",
                "deep_16_16.dynamo",
                "deep_256_256.dynamo",
                "leaky_8.dynamo",
                "relu6_8.torchscript",
                "scaled_8.dynamo",
                "dropout_8.dynamo"
            })
    void theBentLinesErrorIsAtMostThatOfOnnxRuntime(String name) throws IOException, OrtException {
        List<String> lines = Files.readAllLines(EXPORTED.resolve("expected.csv"));
        int column = List.of(lines.getFirst().split(",", -1)).indexOf(name.substring(0, name.indexOf('.')));
        float[] x = new float[lines.size() - 1];
        double[] expected = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            String[] fields = lines.get(i + 1).split(",", -1);
            x[i] = Float.parseFloat(fields[0]);
            expected[i] = Double.parseDouble(fields[column]);
        }
        Path file = EXPORTED.resolve(name + ".onnx");
        float[] ours = new float[x.length];
        Engine engine = switch (Onnx.read(file)) {
            case Network network -> Engine.of(network, Formulation.BENT_LINE);
            case DeepNetwork deep -> Engine.of(deep);
        };
        engine.forward(x, ours);
        try (OrtSession session = ENVIRONMENT.createSession(file.toString())) {
            assertThat(largest(ours, expected)).isLessThanOrEqualTo(largest(run(session, x), expected));
        }
    }

    private static double largest(float[] effects, double[] expected) {
        double largest = 0;
        for (int i = 0; i < effects.length; i++) {
            largest = Math.max(largest, Math.abs(effects[i] - expected[i]));
        }
        return largest;
    }
}
