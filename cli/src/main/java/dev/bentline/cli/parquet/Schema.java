package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.WantedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of a file, the leaves of its structs among them as {@code a.b}, and which of them are wanted. */
final class Schema {
    private static final int INT96_BYTES = 12;

    private final String file;
    private final List<SchemaField> fields;

    /**
     * Takes the columns from a tree.
     *
     * @param file what the user calls it
     * @param nodes the tree, its root first
     */
    Schema(String file, List<Metadata.Node> nodes) throws MalformedException {
        this.file = file;
        this.fields = SchemaField.all(nodes);
    }

    /**
     * A column as it is read.
     *
     * @param index its place among the columns of a row group
     * @param level the definition level where there is a value: how many of the column and the structs around it are optional
     */
    record Leaf(int index, ParquetColumn column, int level) {}

    /** Finds a column of numbers. */
    Leaf find(WantedColumn wanted) {
        Leaf leaf = leaf(indexOf(wanted), wanted.option() + " takes");
        if (!FloatConversion.isKnown(leaf.column)) {
            throw CommandException.wrongInput(
                    file + ", column " + leaf.column.name() + " is of type " + leaf.column.typeName() + "; "
                            + wanted.option() + " takes FLOAT, DOUBLE, INT32, INT64, DECIMAL or FLOAT16");
        }
        return leaf;
    }

    /** Finds columns to carry along; those that are named, to be read as text. */
    List<Leaf> kept(Keeping keeping, List<Leaf> wanted) {
        List<WantedColumn> named = keeping.named();
        return named == null
                ? others(wanted)
                : named.stream().map(this::findText).toList();
    }

    private Leaf findText(WantedColumn wanted) {
        Leaf leaf = leaf(indexOf(wanted), wanted.option() + " takes");
        if (!leaf.column.hasText()) {
            throw CommandException.wrongInput(file + ", column " + leaf.column.name() + " is of type "
                    + leaf.column.typeName() + "; " + wanted.option() + " takes text, numbers, dates and times");
        }
        return leaf;
    }

    /** Returns all columns but some. */
    private List<Leaf> others(List<Leaf> some) {
        List<Leaf> others = new ArrayList<>();
        for (int field = 0; field < fields.size(); field++) {
            Leaf leaf = leaf(field, "--keep takes");
            LogicalType logical = leaf.column.logical();
            if (logical != null && !logical.isWritable()) {
                throw CommandException.wrongInput(file + ", column " + leaf.column.name() + " is of type "
                        + leaf.column.typeName() + ", which --keep cannot keep");
            }
            if (!some.contains(leaf)) {
                others.add(leaf);
            }
        }
        return others;
    }

    /** Finds a name; a column's own goes before one that is made of a struct's. */
    private int indexOf(WantedColumn wanted) {
        if (wanted.orTheOnlyOne() && fields.size() == 1) {
            return 0;
        }
        List<SchemaField> named = fields.stream()
                .filter(field -> field.name().equals(wanted.name()))
                .toList();
        List<SchemaField> found = named.stream().anyMatch(SchemaField::isFlat)
                ? named.stream().filter(SchemaField::isFlat).toList()
                : named;
        if (found.isEmpty()) {
            throw unknown(wanted);
        }
        if (found.size() > 1) {
            throw CommandException.wrongInput(
                    file + ": the column " + Text.quoted(wanted.name()) + " is there twice; names must differ");
        }
        return found.getFirst().index();
    }

    private CommandException unknown(WantedColumn wanted) {
        String within = wanted.name() + ".";
        List<SchemaField> inside =
                fields.stream().filter(field -> field.name().startsWith(within)).toList();
        if (inside.isEmpty()) {
            return CommandException.wrongInput(file + ": there is no column " + Text.quoted(wanted.name()) + "; "
                    + wanted.option() + " may be one of: " + names(fields));
        }
        if (inside.stream().allMatch(SchemaField::repeated)) {
            return repeated(wanted.name(), wanted.option() + " takes");
        }
        return CommandException.wrongInput(file + ", column " + wanted.name() + " is a struct; " + wanted.option()
                + " may be one of: " + names(inside));
    }

    /** The names of fields that have one value a row. */
    private static String names(List<SchemaField> fields) {
        return Text.shortened(fields.stream()
                .filter(field -> !field.repeated())
                .map(SchemaField::name)
                .collect(Collectors.joining(", ")));
    }

    private CommandException repeated(String name, String taker) {
        return CommandException.wrongInput(
                file + ", column " + name + " is in a list or a map; " + taker + " columns with one value a row");
    }

    private Leaf leaf(int index, String taker) {
        SchemaField field = fields.get(index);
        if (field.repeated()) {
            throw repeated(field.name(), taker);
        }
        int length = switch (field.type()) {
            case FIXED_LEN_BYTE_ARRAY -> field.length();
            case INT96 -> INT96_BYTES;
            default -> 0;
        };
        if (field.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY && length < 1) {
            throw CommandException.wrongInput(
                    file + ", column " + field.name() + " has values of " + length + " bytes; there should be some");
        }
        boolean optional = field.level() > 0;
        ParquetColumn column = new ParquetColumn(field.name(), field.type(), length, optional, field.logical());
        return new Leaf(index, column, field.level());
    }
}
