package dev.bentline.cli.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a table as JSON lines: an object for each row. */
public final class JsonLinesTable implements TableSink {
    private static final SerializedString LINE_BREAK = new SerializedString("\n");

    private final List<TableColumn> columns;
    private final JsonGenerator json;
    private boolean isEmpty = true;

    /** Begins a table on a stream, which it does not close. */
    public JsonLinesTable(OutputStream out, List<TableColumn> columns) throws IOException {
        this.columns = columns;
        this.json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setRootValueSeparator(LINE_BREAK);
    }

    @Override
    public void add(List<@Nullable Object> row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            write(columns.get(i), TableColumn.finite(row.get(i)));
        }
        json.writeEndObject();
        isEmpty = false;
    }

    private void write(TableColumn column, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case String text when column.type() == TableColumn.Type.JSON -> json.writeRawValue(text);
            case String text -> json.writeString(text);
            default -> throw new IllegalArgumentException(column + " of " + value);
        }
    }

    @Override
    public void finish() throws IOException {
        if (!isEmpty) {
            json.writeRaw('\n');
        }
        json.close();
    }
}
