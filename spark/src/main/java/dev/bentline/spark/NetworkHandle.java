package dev.bentline.spark;

import dev.bentline.Engine;
import dev.bentline.Model;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A network on its way to executors: its JSON, and a name for people. All handles of a network share one engine in each JVM,
 * made when it is first asked for.
 */
public final class NetworkHandle implements Serializable {
    private static final long serialVersionUID = 1;

    private static final ConcurrentHashMap<String, Engine> ENGINES = new ConcurrentHashMap<>();

    private final String name;
    private final String json;
    private transient volatile @Nullable Engine engine;

    NetworkHandle(String name, Model model) {
        this.name = name;
        this.json = model.toJson();
    }

    /** The engine of this JVM, on the calling thread. */
    Engine engine() {
        Engine made = engine;
        if (made == null) {
            made = ENGINES.computeIfAbsent(json, text -> Engine.of(Model.parse(text)));
            engine = made;
        }
        return made;
    }

    /** The effect of a dosage; called by code that Spark generates. */
    public float effect(float dosage) {
        return engine().effect(dosage);
    }

    /** The slope at a dosage; called by code that Spark generates. */
    public float slope(float dosage) {
        return engine().slope(dosage);
    }

    /** Handles are equal if their networks are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NetworkHandle that && json.equals(that.json) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, json);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
