package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which objects a quota is about. */
final class Scopes {
    private Scopes() {}

    /** Whether the quota's scopes choose the object; without scopes it is about all. */
    static boolean choose(Map<String, Object> quotaSpec, String type, Map<String, Object> object) {
        List<Map<String, Object>> scopes = new ArrayList<>();
        for (Object scope : Json.items(quotaSpec, "scopes")) {
            scopes.add(new LinkedHashMap<>(Map.of("scopeName", scope, "operator", "Exists")));
        }
        scopes.addAll(Json.objects(Json.child(quotaSpec, "scopeSelector"), "matchExpressions"));
        return scopes.stream().allMatch(scope -> type.equals("/pods") && chooses(scope, Json.child(object, "spec")));
    }

    private static boolean chooses(Map<String, Object> scope, Map<String, Object> pod) {
        return switch (Json.text(scope, "scopeName")) {
            case "Terminating" -> pod.get("activeDeadlineSeconds") != null;
            case "NotTerminating" -> pod.get("activeDeadlineSeconds") == null;
            case "BestEffort" -> bestEffort(pod);
            case "NotBestEffort" -> !bestEffort(pod);
            case "PriorityClass" -> priority(scope, Json.text(pod, "priorityClassName"));
            case "CrossNamespacePodAffinity" -> crossesNamespaces(Json.child(pod, "affinity"));
            default -> false;
        };
    }

    private static boolean bestEffort(Map<String, Object> pod) {
        List<Map<String, Object>> all = new ArrayList<>(Json.objects(pod, "containers"));
        all.addAll(Json.objects(pod, "initContainers"));
        all.add(pod);
        return all.stream()
                .allMatch(each -> List.of("requests", "limits").stream()
                        .noneMatch(side -> PodAmounts.amounts(each, side).entrySet().stream()
                                .anyMatch(asked -> List.of("cpu", "memory").contains(asked.getKey())
                                        && !asked.getValue().nothing())));
    }

    private static boolean priority(Map<String, Object> scope, String name) {
        List<Object> values = Json.items(scope, "values");
        return switch (Json.text(scope, "operator")) {
            case "Exists" -> !name.isEmpty();
            case "DoesNotExist" -> name.isEmpty();
            case "In" -> !name.isEmpty() && values.contains(name);
            case "NotIn" -> name.isEmpty() || !values.contains(name);
            default -> false;
        };
    }

    private static boolean crossesNamespaces(Map<String, Object> affinity) {
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            Map<String, Object> each = Json.child(affinity, kind);
            List<Map<String, Object>> terms =
                    new ArrayList<>(Json.objects(each, "requiredDuringSchedulingIgnoredDuringExecution"));
            Json.objects(each, "preferredDuringSchedulingIgnoredDuringExecution")
                    .forEach(weighted -> terms.add(Json.child(weighted, "podAffinityTerm")));
            if (terms.stream()
                    .anyMatch(term ->
                            !Json.items(term, "namespaces").isEmpty() || term.get("namespaceSelector") != null)) {
                return true;
            }
        }
        return false;
    }
}
