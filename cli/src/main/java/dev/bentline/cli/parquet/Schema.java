package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a file, and which of them are wanted. */
final class Schema {
    private static final String DEFAULT_COLUMN = "dosage";

    private final String file;
    private final FileSchema schema;
    private final List<SchemaNode> fields;

    /**
     * @param file what the user calls it
     */
    Schema(String file, FileSchema schema) {
        this.file = file;
        this.schema = schema;
        this.fields = schema.getRootNode().children();
    }

    /** A column as it is read. */
    record Leaf(int index, ParquetColumn column) {}

    /**
     * The column with the dosages.
     *
     * @param name its name, or null for {@code dosage} or the only column there is
     */
    Leaf dosage(@Nullable String name) {
        Leaf dosage = leaf(find(name), "--column takes");
        if (!Dosages.areIn(dosage.column)) {
            throw CommandException.wrongInput(file + ", column " + dosage.column.name() + " is of type "
                    + dosage.column.typeName() + "; dosages are FLOAT, DOUBLE, INT32 or INT64");
        }
        return dosage;
    }

    /** All other columns. */
    List<Leaf> others(Leaf dosage) {
        List<Leaf> others = new ArrayList<>();
        for (SchemaNode field : fields) {
            Leaf leaf = leaf(field, "--keep takes");
            LogicalType logical = leaf.column.logical();
            if (logical != null && !LogicalTypes.isWritable(logical)) {
                throw CommandException.wrongInput(file + ", column " + leaf.column.name() + " is of type "
                        + leaf.column.typeName() + ", which --keep cannot keep");
            }
            if (leaf.index != dosage.index) {
                others.add(leaf);
            }
        }
        return others;
    }

    private SchemaNode find(@Nullable String name) {
        List<String> names = fields.stream().map(SchemaNode::name).toList();
        String wanted = name != null ? name : DEFAULT_COLUMN;
        int index = names.indexOf(wanted);
        if (index < 0 && name == null && names.size() == 1) {
            return fields.getFirst();
        }
        if (index < 0) {
            throw CommandException.wrongInput(file + ": there is no column " + Text.quoted(wanted)
                    + "; --column may be one of: " + Text.shortened(String.join(", ", names)));
        }
        if (Collections.frequency(names, wanted) > 1) {
            throw CommandException.wrongInput(
                    file + ": the column " + Text.quoted(wanted) + " is there twice; names must differ");
        }
        return fields.get(index);
    }

    private Leaf leaf(SchemaNode field, String taker) {
        if (!(field instanceof SchemaNode.PrimitiveNode primitive)
                || primitive.repetitionType() == RepetitionType.REPEATED) {
            throw CommandException.wrongInput(
                    file + ", column " + field.name() + " is nested or repeated; " + taker + " flat columns");
        }
        ColumnSchema column = schema.getColumn(primitive.columnIndex());
        Integer length = column.typeLength();
        boolean fixed = column.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        return new Leaf(
                primitive.columnIndex(),
                new ParquetColumn(
                        primitive.name(),
                        primitive.type(),
                        fixed && length != null ? length : 0,
                        primitive.repetitionType() == RepetitionType.OPTIONAL,
                        primitive.logicalType()));
    }
}
