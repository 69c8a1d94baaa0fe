package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A workload's label selector as the API's query parameter writes it. */
final class Selectors {

    private Selectors() {}

    /** {@code app=web,tier in (a,b)}; empty, which selects all, for a selector that cannot be written so. */
    static String text(Map<String, Object> workload) {
        Map<String, Object> selector = Trees.map(workload, "spec", "selector");
        boolean plain = !selector.containsKey("matchLabels") && !selector.containsKey("matchExpressions");
        List<String> terms = new ArrayList<>();
        new TreeMap<>(plain ? selector : Trees.map(selector, "matchLabels"))
                .forEach((key, value) -> terms.add(key + "=" + value));
        for (Map<String, Object> expression : Trees.maps(selector, "matchExpressions")) {
            String key = String.valueOf(expression.get("key"));
            String values = Trees.list(expression, "values").stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(",", " (", ")"));
            switch (String.valueOf(expression.get("operator"))) {
                case "In" -> terms.add(key + " in" + values);
                case "NotIn" -> terms.add(key + " notin" + values);
                case "Exists" -> terms.add(key);
                case "DoesNotExist" -> terms.add("!" + key);
                default -> {
                    return "";
                }
            }
        }
        return String.join(",", terms);
    }
}
