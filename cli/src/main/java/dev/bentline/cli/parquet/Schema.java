package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.WantedColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The columns of a file, and which of them are wanted. */
final class Schema {
    private static final int OPTIONAL = 1;
    private static final int REPEATED = 2;
    private static final int INT96_BYTES = 12;

    private final String file;
    private final List<Metadata.Node> fields = new ArrayList<>();

    /** For each field the place of its column among all that are no groups. */
    private final List<Integer> columns = new ArrayList<>();

    /**
     * @param file what the user calls it
     * @param nodes the tree, its root first
     */
    Schema(String file, List<Metadata.Node> nodes) throws MalformedException {
        this.file = file;
        if (nodes.isEmpty()) {
            throw new MalformedException("it has no columns");
        }
        int column = 0;
        long nested = 0;
        for (Metadata.Node node : nodes.subList(1, nodes.size())) {
            if (nested == 0) {
                fields.add(node);
                columns.add(column);
            } else {
                nested--;
            }
            if (node.type() == null) {
                nested += Math.max(0, node.children());
            } else {
                column++;
            }
        }
        if (nested != 0 || fields.size() != nodes.getFirst().children()) {
            throw new MalformedException("its tree of columns is corrupt");
        }
    }

    /** A column as it is read. */
    record Leaf(int index, ParquetColumn column) {}

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

    /** Returns all columns but some. */
    List<Leaf> others(List<Leaf> some) {
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

    private int indexOf(WantedColumn wanted) {
        List<String> names = fields.stream().map(Metadata.Node::name).toList();
        int index = names.indexOf(wanted.name());
        if (index < 0 && wanted.orTheOnlyOne() && names.size() == 1) {
            return 0;
        }
        if (index < 0) {
            throw CommandException.wrongInput(file + ": there is no column " + Text.quoted(wanted.name()) + "; "
                    + wanted.option() + " may be one of: " + Text.shortened(String.join(", ", names)));
        }
        if (Collections.frequency(names, wanted.name()) > 1) {
            throw CommandException.wrongInput(
                    file + ": the column " + Text.quoted(wanted.name()) + " is there twice; names must differ");
        }
        return index;
    }

    private Leaf leaf(int field, String taker) {
        Metadata.Node node = fields.get(field);
        PhysicalType type = node.type();
        if (type == null || node.repetition() == REPEATED) {
            throw CommandException.wrongInput(
                    file + ", column " + node.name() + " is nested or repeated; " + taker + " flat columns");
        }
        int length = switch (type) {
            case FIXED_LEN_BYTE_ARRAY -> node.length();
            case INT96 -> INT96_BYTES;
            default -> 0;
        };
        if (type == PhysicalType.FIXED_LEN_BYTE_ARRAY && length < 1) {
            throw CommandException.wrongInput(
                    file + ", column " + node.name() + " has values of " + length + " bytes; there should be some");
        }
        boolean optional = node.repetition() == OPTIONAL;
        return new Leaf(columns.get(field), new ParquetColumn(node.name(), type, length, optional, node.logical()));
    }
}
