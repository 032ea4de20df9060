package dev.bentline.bench.contender;

/** The least a Java process can do. */
public final class Hello {
    private Hello() {}

    /** Prints a line. */
    public static void main(String[] arguments) {
        System.out.println("Hello, world");
    }
}
