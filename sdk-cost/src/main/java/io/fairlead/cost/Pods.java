package io.fairlead.cost;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Pods that an object makes and keeps running.
 *
 * @param spec the {@code spec} of each
 * @param count how many; a mean may have a fraction
 */
public record Pods(Map<String, Object> spec, BigDecimal count) {

    /** So many pods. */
    public static Pods of(Map<String, Object> spec, long count) {
        return new Pods(spec, BigDecimal.valueOf(count));
    }
}
