package dev.bentline.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX file's NodeProto.
 *
 * @param number of the node in its graph, from 0
 * @param inputs names of tensors; an empty one stands for an input that is left out
 */
record NodeMessage(
        int number,
        String name,
        String operator,
        String domain,
        List<String> inputs,
        List<String> outputs,
        List<AttributeMessage> attributes) {
    static NodeMessage read(ProtobufReader node, int number) {
        String name = "";
        String operator = "";
        String domain = "";
        List<String> inputs = new ArrayList<>(3);
        List<String> outputs = new ArrayList<>(1);
        List<AttributeMessage> attributes = new ArrayList<>(2);
        while (node.next()) {
            switch (node.field()) {
                case 1 -> inputs.add(node.text());
                case 2 -> outputs.add(node.text());
                case 3 -> name = node.text();
                case 4 -> operator = node.text();
                case 5 -> attributes.add(AttributeMessage.read(node.message("an attribute")));
                case 7 -> domain = node.text();
                default -> node.skip();
            }
        }
        return new NodeMessage(number, name, operator, domain, inputs, outputs, attributes);
    }

    static boolean isDefault(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** The node in a message: its name, or its number from 0. */
    String title() {
        return "node " + (name.isEmpty() ? Integer.toString(number) : Quoted.name(name));
    }
}
