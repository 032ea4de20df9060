package dev.bentline.cli;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.csv.CsvTable;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.parquet.ParquetTable;
import dev.bentline.cli.source.Observations;
import dev.bentline.cli.table.TableColumn;
import dev.bentline.cli.table.TableSink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A table of observations and what a fit leaves of each. */
final class Residuals {
    private static final List<TableColumn> COLUMNS = Stream.of(
                    "dosage", "effect", "fitted", "residual", "standardizedResidual")
            .map(name -> new TableColumn(name, TableColumn.Type.NUMBER))
            .toList();

    private static final int BLOCK = 16384;

    private final Observations observations;
    private final Network network;
    private final double standardError;

    /**
     * @param network the fitted network
     * @param standardError the residual standard error, by which a standardized residual is divided; where it is 0 or NaN
     *     there is none
     */
    Residuals(Observations observations, Network network, double standardError) {
        this.observations = observations;
        this.network = network;
        this.standardError = standardError;
    }

    /**
     * Writes a row for each observation, in their order.
     *
     * @param out a file whose name's ending tells the format, or any other stream, which gets CSV
     */
    void write(OutputStream out, String name) throws IOException {
        TableSink table = out instanceof Output file && Format.ofEnding(name) == Format.PARQUET
                ? new ParquetTable(file, COLUMNS, "bentline version " + Version.TEXT)
                : new CsvTable(out, Format.isGzip(name), COLUMNS);
        Engine engine = EngineFactory.of(network);
        for (int from = 0; from < observations.count(); from += BLOCK) {
            int to = Math.min(from + BLOCK, observations.count());
            float[] fitted = new float[to - from];
            engine.forward(Arrays.copyOfRange(observations.dosages(), from, to), fitted);
            for (int i = from; i < to; i++) {
                table.add(row(i, fitted[i - from]));
            }
        }
        table.finish();
    }

    private List<Object> row(int i, float fitted) {
        float effect = observations.effects()[i];
        double residual = (double) effect - fitted;
        float[] weights = observations.weights();
        double root =
                weights == null ? 1 : Math.sqrt(weights[i]); // the standard error is of an observation of weight 1
        return List.of(
                number(observations.dosages()[i]),
                number(effect),
                number(fitted),
                number((float) residual),
                standardError > 0 ? number((float) (residual * root / standardError)) : Double.NaN);
    }

    /** The double of a float's decimals, which has no others. */
    private static Double number(float value) {
        return Double.valueOf(Float.toString(value));
    }
}
