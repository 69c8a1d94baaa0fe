package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values are put into words in cells. */
final class Text {
    static final String NONE = "<none>";
    static final String UNSET = "<unset>";
    static final String UNKNOWN = "<unknown>";

    private Text() {}

    static List<Object> row(@Nullable Object... cells) {
        List<Object> row = new ArrayList<>();
        Arrays.asList(cells).forEach(cell -> Json.add(row, cell));
        return row;
    }

    static String name(Map<String, Object> object) {
        return Json.text(Json.child(object, "metadata"), "name");
    }

    static String age(Map<String, Object> object, Instant now) {
        return since(Json.text(Json.child(object, "metadata"), "creationTimestamp"), now);
    }

    static String since(String timestamp, Instant now) {
        return timestamp.isEmpty() ? UNKNOWN : human(Duration.between(Instant.parse(timestamp), now));
    }

    /** A duration as people say it: two units at most, fewer the longer it is. */
    static String human(Duration duration) {
        long seconds = duration.toMillis() / 1000;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        long minutes = duration.toMinutes();
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = duration.toHours();
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        if (hours < 192) {
            return two(days, "d", hours % 24, "h");
        }
        if (days < 730) {
            return days + "d";
        }
        return days < 2920 ? two(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String two(long large, String unit, long small, String below) {
        return large + unit + (small == 0 ? "" : small + below);
    }

    static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    static String join(List<?> items, String separator) {
        return items.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    static String truth(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Boolean value ? value ? "True" : "False" : UNSET;
    }

    static String labels(Map<String, Object> labels) {
        return labels.isEmpty()
                ? NONE
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(","));
    }

    /** A label selector in a line, empty when it selects all. */
    static String selector(Map<String, Object> selector) {
        List<String[]> parts = new ArrayList<>();
        Json.child(selector, "matchLabels").forEach((key, value) -> parts.add(new String[] {key, key + "=" + value}));
        for (Map<String, Object> expression : Json.objects(selector, "matchExpressions")) {
            String key = Json.text(expression, "key");
            List<String> values = Json.items(expression, "values").stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            String operator = Json.text(expression, "operator");
            parts.add(new String[] {
                key,
                switch (operator) {
                    case "Exists" -> key;
                    case "DoesNotExist" -> "!" + key;
                    default -> key + " " + operator.toLowerCase(Locale.ROOT) + " (" + String.join(",", values) + ")";
                }
            });
        }
        return parts.stream()
                .sorted((left, right) -> left[0].compareTo(right[0]))
                .map(part -> part[1])
                .collect(Collectors.joining(","));
    }

    static String selectorOrNone(Map<String, Object> selector) {
        return orElse(selector(selector), NONE);
    }

    /** One word of each container, such as its name or image, with commas between. */
    static String containers(Map<String, Object> podSpec, String word) {
        return Json.objects(podSpec, "containers").stream()
                .map(container -> Json.text(container, word))
                .collect(Collectors.joining(","));
    }

    /** Three items at most, and how many more there are. */
    static String some(List<String> items) {
        if (items.size() > 3) {
            return String.join(",", items.subList(0, 3)) + " + " + (items.size() - 3) + " more...";
        }
        return orElse(String.join(",", items), UNSET);
    }

    /** The status of a condition, empty when there is none of the type. */
    static String condition(Map<String, Object> status, String type) {
        return Json.objects(status, "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .map(condition -> Json.text(condition, "status"))
                .findFirst()
                .orElse("");
    }
}
