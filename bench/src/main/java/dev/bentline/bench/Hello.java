package dev.bentline.bench;

/** The least a Java process can do. */
final class Hello {
    private Hello() {}

    /** Prints a line. */
    public static void main(String[] arguments) {
        System.out.println("Hello, world");
    }
}
