package io.fairlead.resource;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code status.conditions}, read from whatever the object really holds: what is missing or of a wrong type is empty.
 *
 * @param type such as {@code Ready}
 * @param status {@code True}, {@code False}, {@code Unknown}, or whatever stands there
 * @param reason one word, may be empty
 * @param message a sentence for people, may be empty
 * @param observedGeneration the generation that the condition tells of, or -1 where it does not say
 */
public record StatusCondition(String type, String status, String reason, String message, long observedGeneration) {

    /** The condition that this item of a list is. */
    public static StatusCondition of(Map<?, ?> item) {
        return new StatusCondition(
                text(item.get("type")),
                text(item.get("status")),
                text(item.get("reason")),
                text(item.get("message")),
                item.get("observedGeneration") instanceof Number number ? number.longValue() : -1);
    }

    private static String text(@Nullable Object value) {
        // Some controllers write booleans; they mean the words.
        return value instanceof String text ? text : value instanceof Boolean flag ? (flag ? "True" : "False") : "";
    }

    /** Whether it holds. */
    public boolean isTrue() {
        return status.equalsIgnoreCase("True");
    }

    /** Whether it does not hold. */
    public boolean isFalse() {
        return status.equalsIgnoreCase("False");
    }

    /** Whether it tells of an older generation than this. */
    public boolean isOlderThan(long generation) {
        return observedGeneration >= 0 && observedGeneration < generation;
    }

    /** Reason and message as far as they are there: {@code Reason: message}. */
    public String words() {
        String quoted = Evidence.quote(message);
        return reason.isEmpty() ? quoted : quoted.isEmpty() ? reason : reason + ": " + quoted;
    }

    /** The way to its status in an object. */
    public FieldPath path() {
        return FieldPath.of("status", "conditions").item(Map.of("type", type)).field("status");
    }
}
