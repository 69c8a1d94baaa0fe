package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import io.fairlead.testkit.internal.store.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the tables that {@code kubectl get} prints. */
public final class Tables {
    private static final Map<String, Printer> PRINTERS = new HashMap<>();
    private static final Printer PLAIN = new Printer(
            Column.of("Name", "Created At:date"),
            (o, now) -> Text.row(Text.name(o), Json.text(Json.child(o, "metadata"), "creationTimestamp")));
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    static {
        PRINTERS.put("Pod", PodCells.PRINTER);
        PRINTERS.put("HorizontalPodAutoscaler", AutoscalerCells.PRINTER);
        PRINTERS.putAll(WorkloadCells.printers());
        PRINTERS.putAll(NetworkCells.printers());
        PRINTERS.putAll(StorageCells.printers());
        PRINTERS.putAll(ClusterCells.printers());
    }

    private Tables() {}

    /**
     * The table of some objects.
     *
     * @param kind the kind that was asked for
     * @param objects the objects, in the kind's version
     * @param metadata the list's metadata
     * @param now the time that ages count to
     * @param form what each row carries of its object, and whether the columns are named
     */
    public static Map<String, Object> table(
            Kind kind, List<Map<String, Object>> objects, Map<String, Object> metadata, Instant now, TableForm form) {
        Printer printer = printer(kind, objects);
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("kind", "Table");
        table.put("apiVersion", "meta.k8s.io/v1");
        table.put("metadata", metadata);
        List<Object> columns = new ArrayList<>();
        if (form.headers()) {
            printer.columns().forEach(column -> columns.add(column.tree()));
        }
        table.put("columnDefinitions", columns);
        Optional<String> byDefault = defaultClass(objects);
        List<Object> rows = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            List<Object> cells = printer.cells().of(convert(object), now);
            if (byDefault.isPresent() && byDefault.get().equals(cells.get(0))) {
                cells.set(0, cells.get(0) + " (default)");
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("cells", cells);
            completed(object).ifPresent(condition -> row.put("conditions", List.of(condition)));
            Json.put(row, "object", form.include(object));
            rows.add(row);
        }
        table.put("rows", rows);
        return table;
    }

    private static Printer printer(Kind kind, List<Map<String, Object>> objects) {
        if (kind.definition() != null) {
            return CustomCells.printer(kind.definition(), kind.resource().version());
        }
        // A subresource answers with another kind than its resource.
        String shown = objects.size() == 1
                ? Json.text(objects.get(0), "kind")
                : kind.resource().kind();
        return PRINTERS.getOrDefault(shown, PLAIN);
    }

    private static Map<String, Object> convert(Map<String, Object> object) {
        return "HorizontalPodAutoscaler".equals(object.get("kind"))
                ? Conversion.convert(object, "autoscaling/v2")
                : object;
    }

    private static Optional<String> defaultClass(List<Map<String, Object>> objects) {
        return objects.stream()
                .filter(object ->
                        "StorageClass".equals(object.get("kind")) && NetworkCells.isDefault(object, DEFAULT_CLASS))
                .max((left, right) -> {
                    int byAge = created(left).compareTo(created(right));
                    return byAge != 0 ? byAge : Text.name(right).compareTo(Text.name(left));
                })
                .map(Text::name);
    }

    private static String created(Map<String, Object> object) {
        return Json.text(Json.child(object, "metadata"), "creationTimestamp");
    }

    private static Optional<Map<String, Object>> completed(Map<String, Object> object) {
        String phase = Json.text(Json.child(object, "status"), "phase");
        if (!"Pod".equals(object.get("kind")) || !List.of("Succeeded", "Failed").contains(phase)) {
            return Optional.empty();
        }
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", "Completed");
        condition.put("status", "True");
        condition.put("reason", phase);
        condition.put("message", phase.equals("Failed") ? "The pod failed." : "The pod has completed successfully.");
        return Optional.of(condition);
    }
}
