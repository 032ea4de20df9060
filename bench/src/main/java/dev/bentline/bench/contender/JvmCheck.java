package dev.bentline.bench.contender;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.bentline.Engine;
import dev.bentline.EngineInfo;
import dev.bentline.Formulation;
import dev.bentline.Network;
import java.lang.management.ManagementFactory;

/** Refuses to measure something else than a name says: a slow stand-in produces numbers, too. */
public final class JvmCheck {
    private static final String SUPER_WORD = "UseSuperWord";

    private JvmCheck() {}

    /** Returns the JVM's own word on its vectorisation of loops. */
    public static String superWord() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(SUPER_WORD)
                .getValue();
    }

    static void requireSuperWord(Implementation implementation) {
        boolean wanted = !implementation.flags().contains(ForkFlags.NO_SUPER_WORD);
        require(
                implementation,
                SUPER_WORD,
                superWord(),
                Boolean.toString(wanted),
                wanted ? "-XX:+UseSuperWord" : ForkFlags.NO_SUPER_WORD);
    }

    static void require(Implementation implementation, Network network) {
        requireSuperWord(implementation);
        switch (implementation) {
            case SCALAR, SCALAR_NO_SUPER_WORD -> requireKernel(implementation, network, Formulation.DENSE, "scalar");
            case BENT_LINE_SCALAR -> requireKernel(implementation, network, Formulation.BENT_LINE, "scalar");
            case SIMD, OFF_HEAP, POLLUTED -> requireKernel(implementation, network, Formulation.DENSE, "simd");
            case BENT_LINE -> requireKernel(implementation, network, Formulation.BENT_LINE, "simd");
            case TWO_THREADS -> {
                requireKernel(implementation, network, Formulation.DENSE, "simd");
                int threads = Engine.of(network, Formulation.DENSE)
                        .withThreads(2)
                        .info()
                        .threads();
                require(implementation, "threads", Integer.toString(threads), "2", "-XX:ActiveProcessorCount=2");
            }
            default -> {
                // nothing else goes by its name
            }
        }
    }

    private static void requireKernel(
            Implementation implementation, Network network, Formulation formulation, String family) {
        requireKernel(implementation, Engine.of(network, formulation).info(), family);
    }

    static void requireKernel(Implementation implementation, EngineInfo info, String family) {
        String flag = family.equals("simd") ? ForkFlags.VECTOR_MODULE + " " + ForkFlags.SIMD : ForkFlags.SCALAR;
        require(implementation, "kernel", info.kernel().split(" ", 2)[0], family, flag);
    }

    private static void require(Implementation implementation, String what, String actual, String wanted, String flag) {
        if (!actual.equals(wanted)) {
            throw new IllegalStateException(implementation + " wants " + what + " " + wanted + ", but this JVM has "
                    + actual + ": nothing to measure; pass " + flag);
        }
    }
}
