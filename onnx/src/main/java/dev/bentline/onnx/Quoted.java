package dev.bentline.onnx;

/** Names of a file as messages show them: on one line, and not too long. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String name(String name) {
        return '"' + text(name) + '"';
    }

    /** Without quotes. */
    static String text(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(text::appendCodePoint);
        return text.append(name.codePointCount(0, name.length()) > LONGEST ? "..." : "")
                .toString();
    }
}
