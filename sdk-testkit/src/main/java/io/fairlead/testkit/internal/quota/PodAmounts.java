package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a pod asks for as a whole: containers together, or the largest step of its initialisation, and the overhead. */
final class PodAmounts {
    private PodAmounts() {}

    /** The amounts in {@code requests} or {@code limits}, as {@code component-helpers/resource} reckons them. */
    static Map<String, Amount> of(Map<String, Object> spec, String side) {
        Map<String, Amount> sum = new TreeMap<>();
        for (Map<String, Object> container : Json.objects(spec, "containers")) {
            add(sum, amounts(container, side));
        }
        Map<String, Amount> sidecars = new TreeMap<>();
        Map<String, Amount> most = new TreeMap<>();
        for (Map<String, Object> container : Json.objects(spec, "initContainers")) {
            Map<String, Amount> own = amounts(container, side);
            if ("Always".equals(container.get("restartPolicy"))) {
                add(sum, own);
                add(sidecars, own);
                own = sidecars;
            } else {
                add(own, sidecars);
            }
            own.forEach((resource, amount) -> most.merge(resource, amount, Amount::orMore));
        }
        most.forEach((resource, amount) -> sum.merge(resource, amount, Amount::orMore));
        Map<String, Amount> whole = amounts(spec, side);
        for (String resource : List.of("cpu", "memory")) {
            if (whole.containsKey(resource)) {
                sum.put(resource, whole.getOrDefault(resource, Amount.ZERO));
            }
        }
        Json.child(spec, "overhead").forEach((resource, amount) -> {
            boolean counts = side.equals("requests") || sum.containsKey(resource);
            if (counts) {
                sum.merge(resource, Amount.of(amount), Amount::plus);
            }
        });
        return sum;
    }

    /** The amounts that one container, or the pod's own entry, names. */
    static Map<String, Amount> amounts(Map<String, Object> container, String side) {
        Map<String, Amount> amounts = new TreeMap<>();
        Json.at(container, "resources", side).forEach((resource, amount) -> amounts.put(resource, Amount.of(amount)));
        return amounts;
    }

    private static void add(Map<String, Amount> sum, Map<String, Amount> more) {
        more.forEach((resource, amount) -> sum.merge(resource, amount, Amount::plus));
    }
}
