package dev.bentline.bench.contender;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells what came of compiling the peers.
 *
 * @param library the shared library, or empty
 * @param word the compiler's version; without a library, why there is none
 * @param vectorMaths which vector functions the softplus loop calls
 */
public record Build(Compiler compiler, Optional<Path> library, String word, String vectorMaths) {
    public static Build missing(Compiler compiler, String why) {
        return new Build(compiler, Optional.empty(), why, "");
    }
}
