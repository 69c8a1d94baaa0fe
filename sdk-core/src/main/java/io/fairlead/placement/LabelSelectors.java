package io.fairlead.placement;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches labels against the selector shapes of the API: {@code matchLabels} with {@code matchExpressions}, and the node
 * selector requirements with {@code Gt} and {@code Lt}.
 *
 * <p>Source: {@code LabelSelectorAsSelector} and {@code labels.Requirement.Matches} of apimachinery. An absent selector
 * matches nothing, an empty one everything; {@code NotIn} also matches objects without the key.
 */
public final class LabelSelectors {
    private LabelSelectors() {}

    /** Whether a {@code LabelSelector} tree matches; {@code null} matches nothing. */
    public static boolean matches(@Nullable Map<String, Object> selector, Map<String, Object> labels) {
        if (selector == null) {
            return false;
        }
        for (var wanted : Tree.map(selector, "matchLabels").entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (var requirement : Tree.maps(selector, "matchExpressions")) {
            if (!meets(requirement, labels)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a plain map selector (of a Service, a node selector) is contained in the labels; an empty one is. */
    public static boolean contains(Map<String, Object> selector, Map<String, Object> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    /** Whether one requirement ({@code key}, {@code operator}, {@code values}) is met. */
    static boolean meets(Map<String, Object> requirement, Map<String, Object> labels) {
        Object value = labels.get(Tree.text(requirement, "key"));
        Set<String> values = Set.copyOf(Tree.strings(requirement, "values"));
        return switch (Tree.text(requirement, "operator")) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compares(value, values, 1);
            case "Lt" -> compares(value, values, -1);
            default -> false;
        };
    }

    private static boolean compares(@Nullable Object value, Set<String> bounds, int sign) {
        if (value == null || bounds.size() != 1) {
            return false;
        }
        try {
            long bound = Long.parseLong(bounds.iterator().next());
            return Integer.signum(Long.compare(Long.parseLong(value.toString()), bound)) == sign;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
