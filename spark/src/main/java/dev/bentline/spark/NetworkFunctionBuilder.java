package dev.bentline.spark;

import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.onnx.Onnx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/** Makes a {@link NetworkFunction} of the arguments of a call in SQL, which Spark has resolved. */
final class NetworkFunctionBuilder extends AbstractFunction1<Seq<Expression>, Expression> {
    private final NetworkOperation operation;

    NetworkFunctionBuilder(NetworkOperation operation) {
        this.operation = operation;
    }

    @Override
    public Expression apply(Seq<Expression> arguments) {
        if (arguments.size() != 2) {
            throw wrong("takes 2 arguments, a network and a dosage, and here are " + arguments.size());
        }
        NetworkHandle network = network(arguments.apply(0));
        Expression dosage = arguments.apply(1);
        if (!(dosage.dataType() instanceof FloatType)) {
            throw Analysis.notFloat(operation.function(), "dosage", dosage);
        }
        return new NetworkFunction(network, operation, dosage);
    }

    private NetworkHandle network(Expression argument) {
        if (argument instanceof Literal literal
                && literal.dataType() instanceof StringType
                && literal.value() instanceof UTF8String name) {
            return network(name.toString());
        }
        throw wrong("takes a network that is a string literal, and here is " + argument.sql()
                + "; it may be 'relu', 'softplus', JSON, or a JSON or ONNX file");
    }

    private NetworkHandle network(String text) {
        try {
            return switch (text.strip()) {
                case "" -> throw new IllegalArgumentException("it is empty");
                case "relu" -> new NetworkHandle(text, Network.relu());
                case "softplus" -> new NetworkHandle(text, Network.softplus());
                default ->
                    text.stripLeading().startsWith("{")
                            ? ofJson(Model.parse(text))
                            : new NetworkHandle(text, read(Path.of(text)));
            };
        } catch (IOException e) {
            throw wrong("cannot read the network '" + text + "': " + reason(e)
                    + "; it may be 'relu', 'softplus', JSON, or a JSON or ONNX file of the driver's machine");
        } catch (IllegalArgumentException e) {
            throw wrong("cannot read the network '" + text + "': " + e.getMessage());
        }
    }

    /** A network without a name of its own; a few digits tell it from others. */
    private static NetworkHandle ofJson(Model model) {
        return new NetworkHandle("JSON:%08x".formatted(model.toJson().hashCode()), model);
    }

    private static Model read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Onnx.isOnnx(bytes) ? Onnx.read(file) : Model.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The name of an exception of files says what is wrong, and its message which file. */
    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException missing -> "no such file";
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private RuntimeException wrong(String message) {
        return Analysis.error(operation.function() + ' ' + message);
    }
}
