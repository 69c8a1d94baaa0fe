package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step gave back, as far as a record can keep it: plain values only, in which nothing is lost.
 *
 * @param kept whether it is kept
 * @param value the value; null also where the step gave none
 */
record Given(boolean kept, @Nullable Object value) {

    /** Not known, or of a kind that is not kept. */
    static Given unknown() {
        return new Given(false, null);
    }

    /** Of anything that is no text, which may be secret without anybody having said so. */
    static Given ofAct(@Nullable Object value) {
        return value instanceof String ? unknown() : of(value);
    }

    static Given of(@Nullable Object value) {
        boolean plain = value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Instant;
        return plain ? new Given(true, value) : unknown();
    }

    /** Adds it to what is told of the step. */
    void write(Map<String, Object> tree) {
        if (!kept) {
            return;
        }
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("type", value == null ? "none" : value.getClass().getSimpleName());
        if (value != null) {
            given.put("value", value.toString());
        }
        tree.put("gave", given);
    }

    static Given read(Map<String, Object> tree) {
        Map<String, Object> given = Trees.map(tree, "gave");
        String text = LedgerTree.text(given, "value");
        return switch (LedgerTree.text(given, "type")) {
            case "none" -> new Given(true, null);
            case "String" -> new Given(true, text);
            case "Boolean" -> new Given(true, Boolean.valueOf(text));
            case "Integer" -> new Given(true, Integer.valueOf(text));
            case "Long" -> new Given(true, Long.valueOf(text));
            case "Double" -> new Given(true, Double.valueOf(text));
            case "Instant" -> new Given(true, Instant.parse(text));
            default -> unknown();
        };
    }
}
