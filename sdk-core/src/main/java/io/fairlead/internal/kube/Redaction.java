package io.fairlead.internal.kube;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes values out of the server's texts: all of them where a Secret is concerned, else those that may well be secret or are long. */
final class Redaction {

    private static final String HIDDEN = "(value not shown)";
    private static final int LONGEST_VALUE = 80;
    private static final int LONGEST_MESSAGE = 600;

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    /** Go's print of a value inside a typed-patch error. */
    private static final Pattern GO_VALUE = Pattern.compile("(?s), got &?value\\..*$");

    private static final Pattern VALUE = Pattern.compile("(?s)^([A-Z][a-z]+ value|Too long|Too many): (.*): ([^:]*)$");
    private static final Pattern DELICATE =
            Pattern.compile("(^|\\.)(data|stringData|annotations|command|args|env\\[\\d+\\]\\.value)\\b");

    private Redaction() {}

    /** A whole message. */
    static String message(String message, boolean secret) {
        String line = message.strip().replaceAll("\\s*\\n\\s*", "; ");
        String safe = secret ? QUOTED.matcher(line).replaceAll(Matcher.quoteReplacement(HIDDEN)) : line;
        String shorter = safe.length() > LONGEST_MESSAGE ? safe.substring(0, LONGEST_MESSAGE) + " ..." : safe;
        return shorter.endsWith(".") ? shorter.substring(0, shorter.length() - 1) : shorter;
    }

    /** The server's reason against one field. */
    static String fault(String field, String reason, boolean secret) {
        String line = GO_VALUE.matcher(reason.strip()).replaceAll("").replaceAll("\\s*\\n\\s*", " ");
        Matcher value = VALUE.matcher(line);
        if (secret) {
            // Only the kind of fault is certain to hold no value.
            int colon = line.indexOf(": ");
            return colon < 0
                    ? QUOTED.matcher(line).replaceAll(Matcher.quoteReplacement(HIDDEN))
                    : line.substring(0, colon) + " " + HIDDEN;
        }
        if (value.matches() && (DELICATE.matcher(field).find() || value.group(2).length() > LONGEST_VALUE)) {
            return value.group(1) + " " + HIDDEN + ": " + value.group(3);
        }
        return message(line, false);
    }
}
