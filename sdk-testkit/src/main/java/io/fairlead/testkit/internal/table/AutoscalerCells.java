package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An autoscaler's line: what it measures against what it aims at. */
final class AutoscalerCells {
    static final Printer PRINTER = new Printer(
            Column.of("Name", "Reference", "Targets", "MinPods", "MaxPods", "Replicas", "Age"), AutoscalerCells::row);

    private AutoscalerCells() {}

    private static List<Object> row(Map<String, Object> autoscaler, Instant now) {
        Map<String, Object> spec = Json.child(autoscaler, "spec");
        Map<String, Object> status = Json.child(autoscaler, "status");
        Map<String, Object> target = Json.child(spec, "scaleTargetRef");
        return Text.row(
                Text.name(autoscaler),
                Json.text(target, "kind") + "/" + Json.text(target, "name"),
                metrics(Json.objects(spec, "metrics"), Json.objects(status, "currentMetrics")),
                spec.get("minReplicas") instanceof Number least ? least.toString() : Text.UNSET,
                Json.number(spec, "maxReplicas", 0),
                Json.number(status, "currentReplicas", 0),
                Text.age(autoscaler, now));
    }

    private static String metrics(List<Map<String, Object>> specs, List<Map<String, Object>> statuses) {
        if (specs.isEmpty()) {
            return Text.NONE;
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            String type = Json.text(specs.get(i), "type");
            String key = type.isEmpty() ? "" : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
            Map<String, Object> current = i < statuses.size() ? Json.at(statuses.get(i), key, "current") : Map.of();
            all.add(metric(type, Json.child(specs.get(i), key), current));
        }
        String shown = String.join(", ", all.subList(0, Math.min(2, all.size())));
        return all.size() > 2 ? shown + " + " + (all.size() - 2) + " more..." : shown;
    }

    private static String metric(String type, Map<String, Object> source, Map<String, Object> current) {
        Map<String, Object> target = Json.child(source, "target");
        boolean average = target.containsKey("averageValue");
        String measured = amount(current, average ? "averageValue" : "value");
        return switch (type) {
            case "Resource", "ContainerResource" ->
                Json.text(source, "name") + ": "
                        + (average
                                ? measured + "/" + Json.text(target, "averageValue")
                                : percent(current, Text.UNKNOWN) + "/" + percent(target, "<auto>"));
            case "Pods" -> amount(current, "averageValue") + "/" + Json.text(target, "averageValue");
            case "External", "Object" ->
                average
                        ? measured + "/" + Json.text(target, "averageValue") + " (avg)"
                        : measured + "/" + Json.text(target, "value");
            default -> "<unknown type>";
        };
    }

    private static String amount(Map<String, Object> current, String key) {
        return Text.orElse(Json.text(current, key), Text.UNKNOWN);
    }

    private static String percent(Map<String, Object> values, String otherwise) {
        return values.get("averageUtilization") instanceof Number number ? number + "%" : otherwise;
    }
}
