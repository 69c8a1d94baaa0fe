package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects in another version of their API. */
public final class Conversion {
    private Conversion() {}

    /** The object in the version; itself when it is in that version already. */
    public static Map<String, Object> convert(Map<String, Object> object, String version) {
        if (version.equals(object.get("apiVersion"))) {
            return object;
        }
        Map<String, Object> converted = new LinkedHashMap<>(object);
        converted.put("apiVersion", version);
        if ("HorizontalPodAutoscaler".equals(object.get("kind"))) {
            if (version.equals("autoscaling/v1")) {
                toV1(converted);
            } else {
                toV2(converted);
            }
        }
        return converted;
    }

    private static void toV2(Map<String, Object> autoscaler) {
        Map<String, Object> spec = new LinkedHashMap<>(Json.child(autoscaler, "spec"));
        Object target = spec.remove("targetCPUUtilizationPercentage");
        if (target != null) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("type", "Utilization");
            wanted.put("averageUtilization", target);
            spec.put("metrics", new ArrayList<Object>(List.of(cpu("target", wanted))));
        }
        autoscaler.put("spec", spec);
        Map<String, Object> status = new LinkedHashMap<>(Json.child(autoscaler, "status"));
        Object current = status.remove("currentCPUUtilizationPercentage");
        Map<String, Object> is = new LinkedHashMap<>();
        if (current != null) {
            is.put("averageUtilization", current);
            status.put("currentMetrics", new ArrayList<Object>(List.of(cpu("current", is))));
        } else {
            Json.put(status, "currentMetrics", null);
        }
        status.putIfAbsent("currentReplicas", 0);
        autoscaler.put("status", status);
    }

    private static Map<String, Object> cpu(String key, Map<String, Object> value) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("name", "cpu");
        resource.put(key, value);
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("type", "Resource");
        metric.put("resource", resource);
        return metric;
    }

    private static void toV1(Map<String, Object> autoscaler) {
        Map<String, Object> spec = new LinkedHashMap<>(Json.child(autoscaler, "spec"));
        spec.remove("behavior");
        Object metrics = spec.remove("metrics");
        if (metrics instanceof List<?>) {
            for (Map<String, Object> metric : Json.objects(Map.of("metrics", metrics), "metrics")) {
                Map<String, Object> resource = Json.child(metric, "resource");
                Object target = Json.child(resource, "target").get("averageUtilization");
                if ("cpu".equals(resource.get("name")) && target != null) {
                    spec.put("targetCPUUtilizationPercentage", target);
                }
            }
        }
        autoscaler.put("spec", spec);
        Map<String, Object> status = new LinkedHashMap<>();
        Map<String, Object> from = Json.child(autoscaler, "status");
        for (String key : List.of("observedGeneration", "lastScaleTime", "currentReplicas", "desiredReplicas")) {
            if (from.get(key) != null) {
                Json.put(status, key, from.get(key));
            }
        }
        status.putIfAbsent("currentReplicas", 0);
        status.putIfAbsent("desiredReplicas", 0);
        for (Map<String, Object> metric : Json.objects(from, "currentMetrics")) {
            Map<String, Object> resource = Json.child(metric, "resource");
            Object current = Json.child(resource, "current").get("averageUtilization");
            if ("cpu".equals(resource.get("name")) && current != null) {
                status.put("currentCPUUtilizationPercentage", current);
            }
        }
        autoscaler.put("status", status);
    }
}
