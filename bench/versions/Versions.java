import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Compares two core jars in one JVM, on the same arrays, in turns, at many depths of the stack.
 *
 * <p>Forks do not tell such versions apart: what of a loop's vectors C2 keeps on the stack lies across cache lines or not by
 * the address of the frame, so that the same loop takes from once to twice its time by what calls it, and in every fork
 * the same (findings/c2-spilled-vectors-cross-cache-lines.sh). Here both versions run at the same depths, and their medians
 * over all of them are compared. What is compiled second may be some percent slower: run it in both orders.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -Dbentline.kernel=simd -Xmx1g -XX:CompileCommand=quiet \
 *   -XX:CompileCommand=exclude,Versions::atDepth bench/versions/Versions.java OLD.jar NEW.jar CASE...
 * </pre>
 *
 * A case is OPERATION,FORMULATION,NETWORK,WIDTH,SIZE: one of forward, derivative, gradient, segments (a forward off-heap);
 * dense or bent_line; relu or softplus. Widths other than 2 have random nodes. Dosages are in no order.
 */
class Versions {
    private static final int DEPTHS = 64;
    private static final int ROUNDS = 5;
    private static final long WARM_UP = 2_000_000_000;
    private static final double PASS = 3e6;

    static volatile Object result;

    interface Call {
        Object run() throws Throwable;
    }

    record Data(float[] dosages, float[] observed, float[] effects, MemorySegment in, MemorySegment out) {
        static Data of(int size) {
            SplittableRandom random = new SplittableRandom(1);
            float[] dosages = new float[size];
            float[] observed = new float[size];
            for (int i = 0; i < size; i++) {
                dosages[i] = (random.nextInt() >>> 8) * 0x1p-24f;
                observed[i] = (random.nextInt() >>> 8) * 0x1p-24f;
            }
            MemorySegment in = Arena.global().allocate(4L * size, 64);
            MemorySegment.copy(dosages, 0, in, ValueLayout.JAVA_FLOAT, 0, size);
            return new Data(dosages, observed, new float[size], in, Arena.global().allocate(4L * size, 64));
        }
    }

    /** Holds one core jar. Its classes are its own, so that what is compiled for one version says nothing of the other. */
    record Version(ClassLoader classes) {
        static Version of(String jar) throws Exception {
            URL[] path = {Path.of(jar).toUri().toURL()};
            return new Version(new URLClassLoader(path, ClassLoader.getPlatformClassLoader()));
        }

        Class<?> type(String name) throws Exception {
            return classes.loadClass("dev.bentline." + name);
        }

        Object constant(String type, String name) throws Exception {
            return type(type).getField(name.toUpperCase(Locale.ROOT)).get(null);
        }

        Object network(String activation, int width) throws Exception {
            if (width == 2) {
                return type("Network").getMethod(activation).invoke(null);
            }
            SplittableRandom random = new SplittableRandom(7);
            float[] weights = new float[width];
            float[] biases = new float[width];
            float[] out = new float[width];
            for (int h = 0; h < width; h++) {
                weights[h] = (float) random.nextDouble(-4, 4);
                biases[h] = -weights[h] * (float) random.nextDouble();
                out[h] = (float) random.nextDouble(-1, 1);
            }
            Class<?> kind = type("Activation");
            Method of = type("Network")
                    .getMethod("of", kind, float[].class, float[].class, float[].class, float.class, kind);
            Object identity = constant("Activation", "identity");
            return of.invoke(null, constant("Activation", activation), weights, biases, out, 0.1f, identity);
        }

        Call call(String[] words, Data data) throws Exception {
            Object network = network(words[2], Integer.parseInt(words[3]));
            Object engine = type("Engine")
                    .getMethod("of", type("Network"), type("Formulation"))
                    .invoke(null, network, constant("Formulation", words[1]));
            boolean segments = words[0].equals("segments");
            Class<?> argument = segments ? MemorySegment.class : float[].class;
            Method method = type("Engine").getMethod(segments ? "forward" : words[0], argument, argument);
            MethodHandle handle = MethodHandles.publicLookup()
                    .unreflect(method)
                    .bindTo(engine)
                    .asType(MethodType.methodType(Object.class, argument, argument));
            return switch (words[0]) {
                case "segments" -> () -> (Object) handle.invokeExact(data.in, data.out);
                case "gradient" -> () -> (Object) handle.invokeExact(data.dosages, data.observed);
                default -> () -> (Object) handle.invokeExact(data.dosages, data.effects);
            };
        }
    }

    /** Interpreted, see the options of the command, so that every depth is one more frame. */
    static double atDepth(int depth, Call call, int times) throws Throwable {
        return depth > 0 ? atDepth(depth - 1, call, times) : time(call, times);
    }

    static double time(Call call, int times) throws Throwable {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            result = call.run();
        }
        return (System.nanoTime() - start) / (double) times;
    }

    public static void main(String[] args) throws Throwable {
        List<Version> versions = List.of(Version.of(args[0]), Version.of(args[1]));
        for (String name : Arrays.copyOfRange(args, 2, args.length)) {
            String[] words = name.split(",");
            Data data = Data.of(Integer.parseInt(words[4]));
            Call[] calls = {versions.get(0).call(words, data), versions.get(1).call(words, data)};
            for (Call call : calls) {
                for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP; ) {
                    atDepth(1, call, 1);
                }
            }
            int times = (int) Math.max(1, PASS / atDepth(1, calls[0], 3));
            double[][] least = new double[2][DEPTHS];
            for (double[] row : least) {
                Arrays.fill(row, Double.MAX_VALUE);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int depth = 0; depth < DEPTHS; depth++) {
                    for (int side = 0; side < 2; side++) {
                        int version = side ^ round & 1;
                        least[version][depth] =
                                Math.min(least[version][depth], atDepth(depth, calls[version], times));
                    }
                }
            }
            for (double[] row : least) {
                Arrays.sort(row);
            }
            double old = median(least[0]);
            double now = median(least[1]);
            System.out.printf(
                    Locale.ROOT,
                    "%-36s old %9.2f us (%.2f to %.2f), new %9.2f (%.2f to %.2f): %.3f of the mean, %.3f of the median%n",
                    name, old / 1e3, least[0][0] / 1e3, least[0][DEPTHS - 1] / 1e3,
                    now / 1e3, least[1][0] / 1e3, least[1][DEPTHS - 1] / 1e3,
                    Arrays.stream(least[1]).sum() / Arrays.stream(least[0]).sum(), now / old);
        }
    }

    private static double median(double[] sorted) {
        return (sorted[DEPTHS / 2 - 1] + sorted[DEPTHS / 2]) / 2;
    }
}
