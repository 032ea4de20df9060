package dev.bentline.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses, once per process, which kernels run: {@code -Dbentline.kernel=auto|scalar|simd}. */
public final class KernelSelector {
    private static final String PROPERTY = "bentline.kernel";
    private static final Pattern STOPS_BEFORE_C2 = Pattern.compile("-XX:TieredStopAtLevel=[0-3]\\b");
    private static final Pattern NO_VECTORS = Pattern.compile("-XX:-EnableVectorSupport\\b");
    private static final String NO_C2 = "C2 does not compile here; run without -Xint and TieredStopAtLevel";
    private static final String SIMD = "dev.bentline.kernel.simd.SimdKernelFactory";

    /**
     * Choice of kernels.
     *
     * @param kernels makes the kernels
     * @param reason why it is not SIMD, or empty
     */
    public record Choice(KernelFactory kernels, String reason) {}

    private static volatile @Nullable Choice choice;

    /** The SIMD kernels, loaded when they are first needed: that takes 150 ms. */
    private static final class Simd implements Supplier<KernelFactory> {
        private volatile @Nullable KernelFactory kernels;

        @Override
        public KernelFactory get() {
            KernelFactory loaded = kernels;
            if (loaded == null) {
                loaded = simd();
                kernels = loaded;
            }
            return loaded;
        }
    }

    private KernelSelector() {}

    /**
     * The kernels of this process.
     *
     * @throws IllegalStateException if the property asks for what cannot run here, or for what there is not
     */
    public static Choice choice() {
        Choice made = choice;
        return made != null ? made : chosenOnce();
    }

    private static synchronized Choice chosenOnce() {
        Choice made = choice;
        if (made == null) {
            made = choose(System.getProperty(PROPERTY, "auto"));
            choice = made;
        }
        return made;
    }

    private static Choice choose(String mode) {
        return switch (mode) {
            case "scalar" -> new Choice(scalar -> scalar, "-D" + PROPERTY + "=scalar");
            case "simd" -> {
                String obstacle = obstacle();
                if (!obstacle.isEmpty()) {
                    throw cannotRun(obstacle, null);
                }
                try {
                    yield new Choice(new Simd().get(), "");
                } catch (IllegalStateException e) {
                    throw cannotRun(String.valueOf(e.getMessage()), e);
                }
            }
            case "auto" -> {
                String obstacle = obstacle();
                if (obstacle.isEmpty()) {
                    yield new Choice(tiered(new Simd()), "");
                }
                System.getLogger("dev.bentline")
                        .log(System.Logger.Level.WARNING, "Bentline runs its scalar kernel: " + obstacle);
                yield new Choice(scalar -> scalar, obstacle);
            }
            default ->
                throw new IllegalStateException(
                        "-D" + PROPERTY + "=" + mode + " is unknown; it takes auto, scalar or simd");
        };
    }

    private static KernelFactory tiered(Supplier<KernelFactory> family) {
        return scalar -> new TieredKernel(scalar, family);
    }

    /** Returns what is seen at once to keep SIMD from running here, in words a user can act on, or empty. */
    private static String obstacle() {
        String module = VectorModule.obstacle();
        if (!module.isEmpty()) {
            return module;
        }
        // HotSpot's own words: "interpreted mode" under -Xint, "emulated-client" where only C1 compiles.
        String mode = System.getProperty("java.vm.info", "");
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return NO_C2;
        }
        if (!FusedMultiplyAdd.inHardware()) {
            return "this processor has no fused multiply-add";
        }
        return "";
    }

    private static IllegalStateException cannotRun(String obstacle, @Nullable Throwable cause) {
        return new IllegalStateException("-D" + PROPERTY + "=simd cannot run: " + obstacle, cause);
    }

    /** Returns what only the command line tells, or empty; reading it takes 10 ms. Levels 0 to 3 stop before C2. */
    private static String commandLineObstacle() {
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        Map<String, String> environment = System.getenv();
        String all = String.join(" ", arguments)
                + ' '
                + environment.get("JAVA_TOOL_OPTIONS")
                + ' '
                + environment.get("JDK_JAVA_OPTIONS");
        if (STOPS_BEFORE_C2.matcher(all).find()) {
            return NO_C2;
        }
        return NO_VECTORS.matcher(all).find() ? "C2 compiles no vectors; run without -XX:-EnableVectorSupport" : "";
    }

    private static KernelFactory simd() {
        String obstacle = commandLineObstacle();
        if (!obstacle.isEmpty()) {
            throw new IllegalStateException(obstacle);
        }
        try {
            VectorModule.load();
            return Class.forName(SIMD)
                    .asSubclass(KernelFactory.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(reason(e.getCause()), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the SIMD kernels do not load: " + e, e);
        }
    }

    /** Returns what the factory said of this machine, or what went wrong otherwise. */
    private static String reason(@Nullable Throwable thrown) {
        return thrown instanceof IllegalStateException
                ? String.valueOf(thrown.getMessage())
                : "the SIMD kernels do not load: " + thrown;
    }
}
