package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who owns which fields of one object: {@code metadata.managedFields} in a form to compute with. */
public final class Managers {
    private final Map<Id, Entry> entries = new LinkedHashMap<>();

    /**
     * What tells two entries apart. An applier is one whatever version it applies; an updater is one a version.
     *
     * @param manager the manager's name
     * @param apply whether it applies
     * @param version the API version of an updater, empty for an applier
     * @param subresource the subresource it writes, empty for the object itself
     */
    public record Id(String manager, boolean apply, String version, String subresource) {
        String printed() {
            String name =
                    Json.print(manager) + (subresource.isEmpty() ? "" : " with subresource " + Json.print(subresource));
            return apply ? name : name + " using " + version;
        }

        /** The order in which conflicts are told: that of the identifiers as JSON. */
        String sortKey() {
            return "{\"manager\":" + Json.print(manager) + ",\"operation\":" + (apply ? "\"Apply\"" : "\"Update\"")
                    + version + subresource;
        }
    }

    /**
     * What one manager owns.
     *
     * @param version the API version the paths are in
     * @param time when it last changed something, null when not told
     * @param fields the paths
     */
    public record Entry(String version, @Nullable String time, FieldSet fields) {
        Entry with(FieldSet other) {
            return new Entry(version, time, other);
        }

        Entry at(Instant now) {
            return new Entry(version, now.truncatedTo(ChronoUnit.SECONDS).toString(), fields);
        }
    }

    /** No manager at all. */
    public Managers() {}

    /** The same managers, to be changed apart from these. */
    public Managers copy() {
        var copy = new Managers();
        copy.entries.putAll(entries);
        return copy;
    }

    Map<Id, Entry> entries() {
        return entries;
    }

    /** Reads the list as stored; empty when it cannot be read. */
    public static Optional<Managers> read(List<Object> list) {
        var managers = new Managers();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?>)) {
                return Optional.empty();
            }
            Map<String, Object> entry = Json.map(item);
            String operation = Json.text(entry, "operation");
            String version = Json.text(entry, "apiVersion");
            boolean apply = operation.equals("Apply");
            if (!apply && !operation.equals("Update")
                    || version.isEmpty()
                    || !Json.text(entry, "fieldsType").equals("FieldsV1")) {
                return Optional.empty();
            }
            try {
                managers.entries.put(
                        new Id(
                                Json.text(entry, "manager"),
                                apply,
                                apply ? "" : version,
                                Json.text(entry, "subresource")),
                        new Entry(
                                version,
                                entry.get("time") instanceof String time ? time : null,
                                FieldSet.fromFieldsV1(Json.child(entry, "fieldsV1"))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(managers);
    }

    /** The list as it is stored: appliers first, then by time and name. */
    public List<Object> write() {
        List<Map.Entry<Id, Entry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.<Map.Entry<Id, Entry>, Boolean>comparing(
                        e -> !e.getKey().apply())
                .thenComparing(e -> Optional.ofNullable(e.getValue().time()).orElse(""))
                .thenComparing(e -> e.getKey().manager())
                .thenComparing(e -> e.getValue().version())
                .thenComparing(e -> e.getKey().subresource()));
        List<Object> list = new ArrayList<>();
        for (Map.Entry<Id, Entry> each : sorted) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("manager", each.getKey().manager());
            entry.put("operation", each.getKey().apply() ? "Apply" : "Update");
            entry.put("apiVersion", each.getValue().version());
            String time = each.getValue().time();
            if (time != null) {
                entry.put("time", time);
            }
            entry.put("fieldsType", "FieldsV1");
            entry.put("fieldsV1", each.getValue().fields().toFieldsV1());
            if (!each.getKey().subresource().isEmpty()) {
                entry.put("subresource", each.getKey().subresource());
            }
            list.add(entry);
        }
        return list;
    }
}
