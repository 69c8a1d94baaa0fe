package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import java.util.Map;

/** Field selectors, as far as an object's own fields tell: {@code spec.nodeName=a,status.phase!=Failed}. */
final class FieldSelection {

    private FieldSelection() {}

    static boolean matches(String selector, Map<String, Object> object) {
        for (String term : selector.split(",")) {
            if (term.isBlank()) {
                continue;
            }
            boolean not = term.contains("!=");
            String[] sides = term.split(not ? "!=" : "==?", 2);
            String value = Trees.text(object, sides[0].trim().split("\\.")).orElse("");
            if (value.equals(sides.length > 1 ? sides[1].trim() : "") == not) {
                return false;
            }
        }
        return true;
    }
}
