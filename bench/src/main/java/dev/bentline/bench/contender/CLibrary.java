package dev.bentline.bench.contender;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The functions of one compiled library. A record in a static final field, so that HotSpot sees constant handles and
 * compiles the calls into their callers; critical, so that arrays are passed in place.
 */
@SuppressWarnings("restricted") // calling C is the point
public record CLibrary(MethodHandle forward, MethodHandle derivative, MethodHandle gradient, MethodHandle softplus) {

    private static final FunctionDescriptor MAP =
            FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_FLOAT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final FunctionDescriptor SUM = FunctionDescriptor.ofVoid(
            JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_FLOAT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);

    private static final FunctionDescriptor SOFTPLUS =
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_FLOAT, ADDRESS, ADDRESS, JAVA_LONG);

    /** Stands for the softplus there is not by hand. */
    private static final MethodHandle NONE = MethodHandles.empty(SOFTPLUS.toMethodType());

    /** Loads the library the compiler's property names. */
    static CLibrary of(Compiler compiler) {
        SymbolLookup symbols = symbols(compiler);
        return new CLibrary(
                handle(symbols, "forward", MAP),
                handle(symbols, "derivative", MAP),
                handle(symbols, "gradient", SUM),
                symbols.find("softplus").isPresent() ? handle(symbols, "softplus", SOFTPLUS) : NONE);
    }

    /** Finds one more function of a library. */
    public static MethodHandle handle(Compiler compiler, String name, FunctionDescriptor descriptor) {
        return handle(symbols(compiler), name, descriptor);
    }

    /**
     * Compiles the library into a temporary folder where no property names it.
     *
     * @throws IllegalStateException if that cannot be, with the reason
     */
    public static void provide(Compiler compiler) {
        if (System.getProperty(compiler.property()) != null) {
            return;
        }
        try {
            Path folder =
                    Files.createTempDirectory("bentline-" + compiler.name().toLowerCase(Locale.ROOT));
            Build build = compiler.compile(folder);
            Path library = build.library()
                    .orElseThrow(
                            () -> new IllegalStateException(compiler.label() + " cannot run here: " + build.word()));
            System.setProperty(compiler.property(), library.toString());
            // Last in, first out: the folder goes after what is in it. A loaded library may be deleted.
            folder.toFile().deleteOnExit();
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SymbolLookup symbols(Compiler compiler) {
        provide(compiler);
        return SymbolLookup.libraryLookup(Path.of(System.getProperty(compiler.property())), Arena.global());
    }

    private static MethodHandle handle(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(name), descriptor, Linker.Option.critical(true));
    }
}
