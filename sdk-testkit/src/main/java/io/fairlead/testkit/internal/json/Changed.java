package io.fairlead.testkit.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields in which two states of an object differ, in words, apart from what every write changes. */
public final class Changed {
    private static final Set<String> EVERY_WRITE = Set.of(".metadata.resourceVersion", ".metadata.managedFields");

    private Changed() {}

    /** One text a field, in the order of their paths: {@code .spec.replicas 2 -> 3}. */
    public static List<String> fields(Map<String, Object> before, Map<String, Object> after) {
        List<String> told = new ArrayList<>();
        compare("", before, after, told);
        return told;
    }

    private static void compare(String path, @Nullable Object before, @Nullable Object after, List<String> told) {
        if (EVERY_WRITE.contains(path) || Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
            var keys = new TreeSet<String>(Json.map(left).keySet());
            keys.addAll(Json.map(right).keySet());
            keys.forEach(key -> compare(path + step(key), left.get(key), right.get(key), told));
        } else if (before instanceof List<?> left && after instanceof List<?> right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(path + "[" + i + "]", left.get(i), right.get(i), told);
            }
        } else {
            told.add(path + " " + text(before) + " -> " + text(after));
        }
    }

    private static String step(String key) {
        return key.matches("[A-Za-z0-9_-]+") ? "." + key : "[" + Json.print(key) + "]";
    }

    private static String text(@Nullable Object value) {
        return value == null ? "(none)" : Json.print(value);
    }
}
