package dev.bentline.kernel;

/**
 * The module of the Vector API. It incubates, so the JVM loads it at its start only where the command line names it, and
 * then prints a warning and starts 50 ms later. A class path that is given the package {@value #LOADER}, as {@code
 * --add-exports} or a jar's manifest does, can load it afterwards, the way the JVM itself loads the module of an agent that
 * is attached to it.
 */
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final String LOADER = "jdk.internal.module";

    private VectorModule() {}

    /** Returns what keeps it from being used, in words a user can act on, or empty. */
    static String obstacle() {
        return isInBootLayer() || isLoadable()
                ? ""
                : "the module " + NAME + " is not loaded; add --add-modules " + NAME + " to the java command";
    }

    /** Loads it, if it is not loaded yet. */
    static void load() throws ReflectiveOperationException {
        if (!isInBootLayer()) {
            Class.forName(LOADER + ".Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
        }
    }

    private static boolean isInBootLayer() {
        return ModuleLayer.boot().findModule(NAME).isPresent();
    }

    /** A module with a name would not read what is loaded afterwards. */
    private static boolean isLoadable() {
        Module own = VectorModule.class.getModule();
        return !own.isNamed() && Object.class.getModule().isExported(LOADER, own);
    }
}
