package dev.bentline.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file's ModelProto, of which a reader needs these.
 *
 * @param ir version of the format; 0 if the file says none
 * @param opset version of the default domain's operators; 0 if the file says none
 * @param functions operators that the file defines itself
 */
record ModelMessage(
        long ir,
        long opset,
        List<String> functions,
        Map<String, String> metadata,
        @Nullable GraphMessage graph) {
    static ModelMessage read(byte[] file) {
        long ir = 0;
        long opset = 0;
        List<String> functions = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        GraphMessage graph = null;
        ProtobufReader model = new ProtobufReader(file, 0, file.length, "the model");
        while (model.next()) {
            switch (model.field()) {
                case 1 -> ir = model.varint();
                case 7 -> graph = GraphMessage.read(model.message("the graph"));
                case 8 -> opset = Math.max(opset, opset(model.message("an operator set")));
                case 14 -> entry(model.message("an entry of the metadata"), metadata);
                case 25 -> functions.add(text(model.message("a function"), 1));
                default -> model.skip();
            }
        }
        return new ModelMessage(ir, opset, functions, metadata, graph);
    }

    private static long opset(ProtobufReader set) {
        String domain = "";
        long version = 0;
        while (set.next()) {
            switch (set.field()) {
                case 1 -> domain = set.text();
                case 2 -> version = set.varint();
                default -> set.skip();
            }
        }
        return NodeMessage.isDefault(domain) ? version : 0;
    }

    /** Reads a StringStringEntryProto. */
    static void entry(ProtobufReader entry, Map<String, String> entries) {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
            }
        }
        entries.put(key, value);
    }

    private static String text(ProtobufReader message, int field) {
        String text = "";
        while (message.next()) {
            if (message.field() == field) {
                text = message.text();
            } else {
                message.skip();
            }
        }
        return text;
    }
}
