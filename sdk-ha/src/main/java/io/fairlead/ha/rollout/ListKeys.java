package io.fairlead.ha.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How the API tells the parts of a pod template apart: which lists have keys, and which objects are one unit. */
final class ListKeys {

    // As the type definitions of core/v1 mark them: listType=map with its listMapKey.
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("resourceClaims", List.of("name")),
            Map.entry("schedulingGates", List.of("name")),
            Map.entry("ports", List.of("containerPort", "protocol")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));

    // structType=atomic: written whole or not at all.
    private static final Set<String> UNITS = Set.of(
            "nodeSelector",
            "labelSelector",
            "namespaceSelector",
            "selector",
            "fieldRef",
            "resourceFieldRef",
            "configMapKeyRef",
            "secretKeyRef",
            "fileKeyRef",
            "secretRef",
            "nodePublishSecretRef",
            "dataSource",
            "requiredDuringSchedulingIgnoredDuringExecution");

    private ListKeys() {}

    /** The fields that tell the items of a list apart; empty for a list that is one unit. */
    static List<String> of(String list) {
        return KEYS.getOrDefault(list, List.of());
    }

    /** Whether an object at this field is written whole. */
    static boolean isUnit(String field) {
        return UNITS.contains(field);
    }

    /** The values by which an item is known, or nothing where it lacks one. */
    static Optional<List<Object>> identity(Object item, List<String> keys) {
        if (!(item instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (String key : keys) {
            Object value = map.get(key);
            if (value == null && key.equals("protocol")) {
                value = "TCP";
            }
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    /** The item of a list with this identity. */
    @SuppressWarnings("unchecked") // a JSON object has text keys
    static Optional<Map<String, Object>> find(List<?> items, List<String> keys, List<Object> identity) {
        return items.stream()
                .filter(Objects::nonNull)
                .filter(item -> identity(item, keys).filter(identity::equals).isPresent())
                .map(item -> (Map<String, Object>) item)
                .findFirst();
    }
}
