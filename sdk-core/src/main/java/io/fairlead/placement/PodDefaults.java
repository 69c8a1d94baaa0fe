package io.fairlead.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Completes the requests of a pod template as the API server completes those of the pods that are made from it; a template itself is stored
 * without.
 *
 * <p>Source (1.37): {@code SetDefaults_Pod} of {@code pkg/apis/core/v1/defaults.go}: a container's request that is not said is its limit;
 * {@code PodMutateLimitFunc} of the LimitRanger plugin: then the default of the namespace's limit ranges; {@code defaultPodRequests}: at
 * pod level, the sum of the containers where they say one, else the pod's limit.
 */
public final class PodDefaults {

    private PodDefaults() {}

    /**
     * The pod's {@code spec} with its requests completed; the given one stays as it is.
     *
     * @param spec the spec of a template, or of a pod that is not made yet
     * @param limitRanges the LimitRanges of its namespace, in the order of their names
     */
    public static Map<String, Object> completed(Map<String, Object> spec, List<Map<String, Object>> limitRanges) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (var range : limitRanges) {
            var own = new LinkedHashMap<String, Object>();
            for (var limit : Tree.maps(range, "spec", "limits")) {
                if ("Container".equals(Tree.text(limit, "type"))) {
                    own.putAll(Tree.map(limit, "defaultRequest"));
                }
            }
            own.forEach(defaults::putIfAbsent);
        }
        Map<String, Object> completed = new LinkedHashMap<>(spec);
        for (String field : List.of("containers", "initContainers")) {
            if (spec.containsKey(field)) {
                List<Map<String, Object>> containers = new ArrayList<>();
                Tree.maps(spec, field).forEach(container -> containers.add(completed(container, defaults)));
                completed.put(field, containers);
            }
        }
        podLevel(completed);
        return completed;
    }

    private static Map<String, Object> completed(Map<String, Object> container, Map<String, Object> defaults) {
        var requests = new LinkedHashMap<>(Tree.map(container, "resources", "requests"));
        Tree.map(container, "resources", "limits").forEach(requests::putIfAbsent);
        defaults.forEach(requests::putIfAbsent);
        return withRequests(container, requests);
    }

    private static void podLevel(Map<String, Object> spec) {
        Map<String, Object> limits = Tree.map(spec, "resources", "limits");
        if (limits.isEmpty()) {
            return;
        }
        var plain = new LinkedHashMap<>(spec);
        plain.remove("resources");
        plain.remove("overhead");
        ResourceAmounts containers = EffectiveRequests.ofSpec(plain);
        var requests = new LinkedHashMap<>(Tree.map(spec, "resources", "requests"));
        // Where the containers say a request, the pod's is their sum, which is what an absent one stands for.
        limits.forEach((name, limit) -> {
            if (!containers.has(name)) {
                requests.putIfAbsent(name, limit);
            }
        });
        spec.putAll(withRequests(spec, requests));
    }

    private static Map<String, Object> withRequests(Map<String, Object> of, Map<String, Object> requests) {
        var resources = new LinkedHashMap<>(Tree.map(of, "resources"));
        resources.put("requests", requests);
        var with = new LinkedHashMap<>(of);
        with.put("resources", resources);
        return with;
    }
}
