package io.fairlead.internal.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for texts that only the run can know: DNS-safe words, so that they pass the server's validation, printed as what they
 * stand for.
 */
final class Tokens {

    private static final String PREFIX = "known-after-run-";

    private final Map<String, String> meanings = new LinkedHashMap<>();

    /** A token for a value; the same value has the same token. */
    String of(String what) {
        for (Map.Entry<String, String> known : meanings.entrySet()) {
            if (known.getValue().equals(what)) {
                return known.getKey();
            }
        }
        String token = PREFIX + (meanings.size() + 1);
        meanings.put(token, what);
        return token;
    }

    /** What the first token in a tree or text stands for. */
    Optional<String> in(@Nullable Object tree) {
        if (meanings.isEmpty() || tree == null) {
            return Optional.empty();
        }
        if (tree instanceof String text) {
            return text.contains(PREFIX)
                    ? meanings.entrySet().stream()
                            .filter(known -> occurs(text, known.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                    : Optional.empty();
        }
        if (tree instanceof Map<?, ?> map) {
            return map.values().stream().map(this::in).flatMap(Optional::stream).findFirst();
        }
        if (tree instanceof Iterable<?> list) {
            for (Object item : list) {
                Optional<String> found = in(item);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The text as it is printed: what the token stands for, or a longer text with that in angle brackets. */
    String shown(String text) {
        String alone = meanings.get(text);
        if (alone != null) {
            return alone;
        }
        String shown = text;
        if (text.contains(PREFIX)) {
            for (Map.Entry<String, String> known : meanings.entrySet()) {
                shown = shown.replaceAll(
                        known.getKey() + "(?![0-9])",
                        java.util.regex.Matcher.quoteReplacement("<" + known.getValue() + ">"));
            }
        }
        return shown;
    }

    private static boolean occurs(String text, String token) {
        int at = text.indexOf(token);
        int end = at + token.length();
        return at >= 0 && (end == text.length() || !Character.isDigit(text.charAt(end)));
    }
}
