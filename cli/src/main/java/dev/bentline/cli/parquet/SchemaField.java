package dev.bentline.cli.parquet;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file's tree of columns, flat or a leaf of structs, lists or maps.
 *
 * @param index its place among the columns of a row group
 * @param name its own, behind those of the groups around it, with dots between them
 * @param level how many of it and the groups around it are optional or repeated: the definition level of its values
 * @param repeated whether it or a group around it is repeated, so that a row may have any number of values
 * @param isFlat whether there is no group around it
 */
record SchemaField(
        int index,
        String name,
        PhysicalType type,
        int length,
        int level,
        boolean repeated,
        boolean isFlat,
        @Nullable LogicalType logical) {
    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;

    /** Writers' trees have some ten levels and a few thousand characters; a corrupt one may claim millions. */
    private static final int DEEPEST = 100;

    private static final int MOST_CHARACTERS = 1 << 24;

    /** Returns the columns of a tree, its root first and every node before its children. */
    static List<SchemaField> all(List<Metadata.Node> nodes) throws MalformedException {
        if (nodes.isEmpty()) {
            throw new MalformedException("it has no columns");
        }
        Tree tree = new Tree(nodes.iterator());
        tree.addChildren(tree.nodes.next(), new Group("", 0, 0, false));
        if (tree.nodes.hasNext()) {
            throw corrupt();
        }
        return tree.fields;
    }

    private static MalformedException corrupt() {
        return new MalformedException("its tree of columns is corrupt");
    }

    /** The groups around a node, in one. */
    private record Group(String prefix, int depth, int level, boolean repeated) {}

    private static final class Tree {
        private final Iterator<Metadata.Node> nodes;
        private final List<SchemaField> fields = new ArrayList<>();
        private long characters;

        private Tree(Iterator<Metadata.Node> nodes) {
            this.nodes = nodes;
        }

        private void addChildren(Metadata.Node parent, Group group) throws MalformedException {
            for (int child = 0; child < parent.children(); child++) {
                if (!nodes.hasNext() || group.depth > DEEPEST) {
                    throw corrupt();
                }
                add(nodes.next(), group);
            }
        }

        private void add(Metadata.Node node, Group group) throws MalformedException {
            characters += group.prefix.length() + node.name().length();
            if (characters > MOST_CHARACTERS) {
                throw corrupt();
            }
            String name = group.prefix + node.name();
            int level = group.level + (node.repetition() == REQUIRED ? 0 : 1);
            boolean repeated = group.repeated || node.repetition() == REPEATED;
            PhysicalType type = node.type();
            if (type == null) {
                addChildren(node, new Group(name + ".", group.depth + 1, level, repeated));
            } else {
                fields.add(new SchemaField(
                        fields.size(), name, type, node.length(), level, repeated, group.depth == 0, node.logical()));
            }
        }
    }
}
