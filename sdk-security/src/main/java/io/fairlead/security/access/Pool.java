package io.fairlead.security.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps one copy of what many rules share while an index is built. */
final class Pool {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<List<String>, Terms> terms = new HashMap<>();

    String text(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    Terms terms(List<String> words) {
        return terms.computeIfAbsent(
                words, all -> Terms.of(all.stream().map(this::text).toList()));
    }
}
