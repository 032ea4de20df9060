package dev.bentline.bench.contender;

import dev.bentline.EngineInfo;
import java.util.Locale;

/** Lists the kernels an engine can start on: {@code -Dbentline.kernel}. */
public enum Start {
    /** The engine's default. */
    AUTO("auto: scalar, then SIMD"),
    SCALAR("scalar for good"),
    SIMD("SIMD from the start");

    private static final String PROPERTY = "bentline.kernel";

    /** The start of what an engine says while it may still change to SIMD. */
    private static final String WAITING = "until ";

    private final String label;

    Start(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The flag of its JVM. */
    public String flag() {
        return "-D" + PROPERTY + "=" + word();
    }

    /** Returns its word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refuses an engine that started on something else, or cannot change to SIMD where it should. */
    public void require(EngineInfo info) {
        boolean simd = info.kernel().startsWith("simd");
        boolean genuine = switch (this) {
            case AUTO -> simd || info.reason().startsWith(WAITING);
            case SCALAR -> !simd;
            case SIMD -> simd;
        };
        String property = System.getProperty(PROPERTY, "auto");
        if (!genuine || !property.equals(word())) {
            throw new IllegalStateException(this + " wants " + flag() + ", but this JVM has " + property + ", kernel "
                    + info.kernel() + (info.reason().isEmpty() ? "" : " (" + info.reason() + ")")
                    + ": nothing to measure; pass " + flag());
        }
    }
}
