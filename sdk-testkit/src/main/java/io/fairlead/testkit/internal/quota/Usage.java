package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one object counts for, under the names that quotas use. */
final class Usage {
    /** Resources of the core group that quotas also know without {@code count/}. */
    private static final List<String> PLAIN =
            List.of("configmaps", "replicationcontrollers", "resourcequotas", "secrets");

    private Usage() {}

    /** What an object of a stored type counts for. */
    static Map<String, Amount> of(String type, Map<String, Object> object) {
        String group = type.substring(0, type.indexOf('/'));
        String plural = type.substring(type.indexOf('/') + 1);
        Map<String, Amount> usage = new TreeMap<>();
        usage.put("count/" + plural + (group.isEmpty() ? "" : "." + group), Amount.ONE);
        switch (type) {
            case "/pods" -> pod(object, usage);
            case "/services" -> service(object, usage);
            case "/persistentvolumeclaims" -> claim(object, usage);
            default -> {
                if (group.isEmpty() && PLAIN.contains(plural)) {
                    usage.put(plural, Amount.ONE);
                }
            }
        }
        return usage;
    }

    /** A pod that has ended counts as an object only. */
    private static void pod(Map<String, Object> pod, Map<String, Amount> usage) {
        if (List.of("Failed", "Succeeded").contains(Json.text(Json.child(pod, "status"), "phase"))) {
            return;
        }
        usage.put("pods", Amount.ONE);
        Map<String, Object> spec = Json.child(pod, "spec");
        asked(PodAmounts.of(spec, "requests"), PodAmounts.of(spec, "limits"), usage);
    }

    /** What requests and limits count for, of a pod or of a container. */
    static void asked(Map<String, Amount> requests, Map<String, Amount> limits, Map<String, Amount> usage) {
        requests.forEach((resource, amount) -> {
            boolean native_ = List.of("cpu", "memory", "ephemeral-storage").contains(resource);
            if (native_ || resource.startsWith("hugepages-")) {
                usage.put(resource, amount);
            }
            if (native_ || resource.startsWith("hugepages-") || resource.contains("/")) {
                usage.put("requests." + resource, amount);
            }
        });
        for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
            Amount limit = limits.get(resource);
            if (limit != null) {
                usage.put("limits." + resource, limit);
            }
        }
    }

    private static void service(Map<String, Object> service, Map<String, Amount> usage) {
        Map<String, Object> spec = Json.child(service, "spec");
        List<Map<String, Object>> ports = Json.objects(spec, "ports");
        usage.put("services", Amount.ONE);
        usage.put("services.loadbalancers", Amount.ZERO);
        usage.put("services.nodeports", Amount.ZERO);
        switch (Json.text(spec, "type")) {
            case "NodePort" -> usage.put("services.nodeports", Amount.of(ports.size()));
            case "LoadBalancer" -> {
                boolean all = !Boolean.FALSE.equals(spec.get("allocateLoadBalancerNodePorts"));
                long chosen = ports.stream()
                        .filter(port -> all || Json.number(port, "nodePort", 0) != 0)
                        .count();
                usage.put("services.nodeports", Amount.of(chosen));
                usage.put("services.loadbalancers", Amount.ONE);
            }
            default -> {}
        }
    }

    private static void claim(Map<String, Object> claim, Map<String, Amount> usage) {
        Map<String, Object> spec = Json.child(claim, "spec");
        Object storage = Json.at(spec, "resources", "requests").get("storage");
        String storageClass = Json.text(spec, "storageClassName");
        for (String prefix :
                storageClass.isEmpty() ? List.of("") : List.of("", storageClass + ".storageclass.storage.k8s.io/")) {
            usage.put(prefix + "persistentvolumeclaims", Amount.ONE);
            if (storage != null) {
                usage.put(prefix + "requests.storage", Amount.of(storage));
            }
        }
    }
}
