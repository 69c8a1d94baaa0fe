package io.fairlead.security.access;

import java.util.List;

/** Lists in messages: the first few, and how many more. */
final class Lists {

    private static final int WORDS = 8;
    private static final int LINES = 20;

    private Lists() {}

    static String few(List<String> words) {
        return words.size() <= WORDS
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, WORDS)) + " and " + (words.size() - WORDS) + " more";
    }

    /** Each on a line of its own, as many as a reader takes in. */
    static void lines(StringBuilder text, List<?> items) {
        items.stream().limit(LINES).forEach(item -> text.append("\n  ").append(item));
        if (items.size() > LINES) {
            text.append("\n  and ").append(items.size() - LINES).append(" more");
        }
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
