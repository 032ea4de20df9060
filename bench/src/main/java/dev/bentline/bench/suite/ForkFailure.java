package dev.bentline.bench.suite;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a fork found nothing, in one line. */
public final class ForkFailure {
    /** The first line of a stack trace, with what the exception says. */
    private static final Pattern THROWN = Pattern.compile(
            "^(?:Caused by: |Exception in thread .*? )?([\\w.$]+(?:Exception|Error)\\b.*)$", Pattern.MULTILINE);

    /** A JVM that ended by itself, as JMH tells it. */
    private static final Pattern ENDED = Pattern.compile("<forked VM failed with exit code (\\d+)>");

    private static final int LONGEST = 200;

    private ForkFailure() {}

    /** Finds it in what JMH and the fork printed. */
    static String in(String output) {
        Matcher thrown = THROWN.matcher(output);
        if (thrown.find()) {
            return shortened(thrown.group(1).replaceFirst("^(?:\\w+\\.)+", ""));
        }
        Matcher ended = ENDED.matcher(output);
        return ended.find()
                ? "its JVM ended with exit status " + ended.group(1)
                : "no result; " + InterleavedRunner.LOG + " may say why";
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
