package dev.bentline.spark;

import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Model;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network on its way to executors: its JSON, and a name for people. All handles of a network share one engine in each JVM,
 * made when it is first asked for.
 */
public final class NetworkHandle implements Serializable {
    private static final long serialVersionUID = 1;

    /** Engines of the networks that were used last, by their JSON: a session of months may see very many. */
    private static final Map<String, Engine> ENGINES = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Engine> eldest) {
            return size() > MOST_ENGINES;
        }
    };

    private static final int MOST_ENGINES = 256;

    /** Nodes whose effects cost less than to look at a row, as those of a bent line do. */
    private static final int CHEAP_WIDTH = 32;

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
            made = shared(json);
            engine = made;
        }
        return made;
    }

    private static Engine shared(String json) {
        synchronized (ENGINES) {
            return ENGINES.computeIfAbsent(json, text -> Engine.of(Model.parse(text)));
        }
    }

    /** Returns whether its effects cost little, however many nodes it has. */
    boolean isCheap() {
        Engine engine = engine();
        return engine.formulation() == Formulation.BENT_LINE || engine.network().width() <= CHEAP_WIDTH;
    }

    /** The effect of a dosage; called by code that Spark generates. */
    public float effect(float dosage) {
        return engine().effect(dosage);
    }

    /** The slope at a dosage; called by code that Spark generates. */
    public float slope(float dosage) {
        return engine().slope(dosage);
    }

    /** Handles are equal if their networks and names are. */
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
