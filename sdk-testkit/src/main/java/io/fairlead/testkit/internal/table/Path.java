package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A simple JSON path, as definitions name columns by it: {@code .status.conditions[?(@.type=="Ready")].status}. */
final class Path {
    private static final Pattern STEP = Pattern.compile("\\.((?:\\\\.|[^.\\[\\]\\\\])+)"
            + "|\\['([^']*)'\\]|\\[(-?\\d+|\\*)\\]|\\[\\?\\(@\\.([^=\\s]+)\\s*==\\s*[\"']([^\"']*)[\"']\\)\\]");

    private Path() {}

    /** The first value that a path leads to. */
    static Optional<Object> first(Map<String, Object> object, String path) {
        List<Object> found = List.of(object);
        Matcher step = STEP.matcher(path.startsWith(".") || path.startsWith("[") ? path : "." + path);
        int at = 0;
        while (step.find() && step.start() == at) {
            at = step.end();
            found = follow(found, step);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    private static List<Object> follow(List<Object> from, Matcher step) {
        List<Object> found = new ArrayList<>();
        String field = step.group(1) != null ? step.group(1).replaceAll("\\\\(.)", "$1") : step.group(2);
        for (Object each : from) {
            if (field != null) {
                if (each instanceof Map<?, ?> map) {
                    add(found, map.get(field));
                }
            } else if (each instanceof List<?> list) {
                elements(found, list, step);
            }
        }
        return found;
    }

    private static void elements(List<Object> found, List<?> list, Matcher step) {
        String index = step.group(3);
        if (index == null) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map
                        && step.group(5)
                                .equals(String.valueOf(first(Json.map(map), "." + step.group(4))
                                        .orElse("")))) {
                    found.add(map);
                }
            }
        } else if (index.equals("*")) {
            list.forEach(item -> add(found, item));
        } else {
            int at = Integer.parseInt(index) < 0 ? list.size() + Integer.parseInt(index) : Integer.parseInt(index);
            if (at >= 0 && at < list.size()) {
                add(found, list.get(at));
            }
        }
    }

    private static void add(List<Object> found, @Nullable Object value) {
        if (value != null) {
            found.add(value);
        }
    }
}
