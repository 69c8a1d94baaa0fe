package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Decoder;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.store.ApiError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps {@code metadata.managedFields} true: through every write, and through server-side apply. */
public final class FieldManager {
    private static final int MOST_UPDATERS = 10;
    private static final FieldSet NEVER_OWNED = FieldSet.of(List.of(
            FieldSet.fields("apiVersion"),
            FieldSet.fields("kind"),
            FieldSet.fields("metadata"),
            FieldSet.fields("metadata", "name"),
            FieldSet.fields("metadata", "namespace"),
            FieldSet.fields("metadata", "creationTimestamp"),
            FieldSet.fields("metadata", "selfLink"),
            FieldSet.fields("metadata", "uid"),
            FieldSet.fields("metadata", "clusterName"),
            FieldSet.fields("metadata", "generation"),
            FieldSet.fields("metadata", "managedFields"),
            FieldSet.fields("metadata", "resourceVersion")));

    private final Updater updater;
    private final String apiVersion;
    private final String kind;
    private final Type type;
    private final String subresource;
    private final InstantSource clock;

    /** The manager of one kind's objects, written through the main resource (empty) or a subresource. */
    public FieldManager(
            Versions versions,
            String apiVersion,
            String kind,
            Type type,
            FieldSet reset,
            String subresource,
            InstantSource clock) {
        this.updater = new Updater(versions, apiVersion, type, reset);
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.type = type;
        this.subresource = subresource;
        this.clock = clock;
    }

    /** The object of nothing: what a new object is compared with. */
    public Map<String, Object> nothing() {
        if (type.go()) {
            return new Decoder().object(new LinkedHashMap<>(Map.of("apiVersion", apiVersion, "kind", kind)), type);
        }
        Map<String, Object> empty = new LinkedHashMap<>();
        empty.put("apiVersion", apiVersion);
        empty.put("kind", kind);
        return empty;
    }

    /**
     * Notes who changed what between two states, in the second one's {@code managedFields}.
     *
     * @param live the state before, {@link #nothing()} for a new object
     * @param next the state after; its managed fields, where given, are taken as they stand
     */
    public void update(Map<String, Object> live, Map<String, Object> next, String manager) {
        Managers managers = given(live, next);
        Map<String, Object> metadata = Json.ensure(next, "metadata");
        metadata.remove("managedFields");
        boolean creating = Json.text(Json.child(live, "metadata"), "uid").isEmpty();
        if (managers.entries().isEmpty() && !creating) {
            return;
        }
        note(live, next, managers, manager);
        cap(managers);
        store(metadata, managers);
    }

    private Managers given(Map<String, Object> live, Map<String, Object> next) {
        Managers ofLive = read(live).orElseGet(Managers::new);
        if (!subresource.isEmpty()) {
            return ofLive;
        }
        if (Json.child(next, "metadata").get("managedFields") instanceof List<?> list) {
            boolean stripped = list.isEmpty()
                    || list.size() == 1 && list.get(0) instanceof Map<?, ?> only && blank(Json.map(only));
            if (stripped) {
                return new Managers();
            }
        }
        return read(next).filter(managers -> !managers.entries().isEmpty()).orElse(ofLive);
    }

    private static boolean blank(Map<String, Object> entry) {
        return entry.values().stream().allMatch(value -> value == null || "".equals(value));
    }

    private static Optional<Managers> read(Map<String, Object> object) {
        return Managers.read(Json.items(Json.child(object, "metadata"), "managedFields"));
    }

    private void note(Map<String, Object> live, Map<String, Object> next, Managers managers, String manager) {
        var self = new Managers.Id("current-operation", false, apiVersion, subresource);
        updater.update(withoutManagers(live), next, managers, self);
        Managers.Entry changed = managers.entries().get(self);
        managers.entries().remove(self);
        if (changed == null) {
            return;
        }
        FieldSet owned = changed.fields().difference(NEVER_OWNED);
        if (owned.isEmpty()) {
            return;
        }
        var id = new Managers.Id(manager, false, apiVersion, subresource);
        Managers.Entry previous = managers.entries().get(id);
        FieldSet all = previous == null ? owned : previous.fields().union(owned);
        managers.entries().put(id, new Managers.Entry(apiVersion, null, all).at(now()));
    }

    private Instant now() {
        return clock.instant();
    }

    /**
     * Applies a configuration to the live object.
     *
     * @param live the live object, {@link #nothing()} when there is none
     * @return the merged object with its managed fields, not yet defaulted
     * @throws ApiError 409 with one cause a path that others own, 400 or 500 when the configuration is unsound
     */
    public Map<String, Object> apply(
            Map<String, Object> live, Map<String, Object> applied, String manager, boolean force) {
        if (!apiVersion.equals(applied.get("apiVersion")) || !kind.equals(applied.get("kind"))) {
            throw ApiError.badRequest("invalid object type: " + gvk(applied));
        }
        Managers managers = read(live).orElseThrow(() -> unsound("failed to decode managed fields"));
        Map<String, Object> bare = withoutManagers(live);
        if (managers.entries().isEmpty()) {
            Map<String, Object> before = Json.copyOf(bare);
            note(nothing(), before, managers, "before-first-apply");
        }
        if (Json.child(applied, "metadata").get("managedFields") != null) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        List<String> errors = Checking.check(applied, type);
        if (!errors.isEmpty()) {
            throw unsound("failed to create typed patch object (" + named(applied) + "): " + Checking.join(errors));
        }
        var id = new Managers.Id(manager, true, "", subresource);
        Updater.Merged merged = merge(bare, applied, managers, id, force);
        Map<String, Object> object = merged.changed() ? Json.copyOf(merged.object()) : Json.copyOf(bare);
        Managers.Entry entry = managers.entries().get(id);
        if (entry != null) {
            FieldSet owned = entry.fields().difference(NEVER_OWNED);
            if (owned.isEmpty()) {
                managers.entries().remove(id);
            } else {
                managers.entries().put(id, merged.changed() ? entry.with(owned).at(now()) : entry.with(owned));
            }
        }
        store(Json.ensure(object, "metadata"), managers);
        return object;
    }

    private Updater.Merged merge(
            Map<String, Object> live, Map<String, Object> applied, Managers managers, Managers.Id id, boolean force) {
        Managers before = managers.copy();
        try {
            return updater.apply(live, applied, managers, id, force);
        } catch (ApplyConflict conflict) {
            List<ApplyConflict.Cause> causes = conflict.causes();
            if (id.manager().equals("kubectl")) {
                causes = new LastApplied(type, apiVersion).withoutAllowed(live, causes);
                if (causes.isEmpty()) {
                    managers.entries().clear();
                    managers.entries().putAll(before.entries());
                    return updater.apply(live, applied, managers, id, true);
                }
            }
            throw conflict(causes);
        }
    }

    private static ApiError unsound(String message) {
        return new ApiError(500, "", message, null);
    }

    private static String gvk(Map<String, Object> object) {
        String version = Json.text(object, "apiVersion");
        return (version.contains("/") ? "" : "/") + version + ", Kind=" + Json.text(object, "kind");
    }

    private static String named(Map<String, Object> object) {
        Map<String, Object> metadata = Json.child(object, "metadata");
        return Json.text(metadata, "namespace") + "/" + Json.text(metadata, "name") + "; " + gvk(object);
    }

    private static ApiError conflict(List<ApplyConflict.Cause> causes) {
        List<Map<String, Object>> told = new ArrayList<>();
        Map<Managers.Id, List<String>> byManager = new LinkedHashMap<>();
        for (ApplyConflict.Cause cause : causes) {
            String path = FieldSet.print(cause.path());
            told.add(ApiError.cause(
                    "FieldManagerConflict", "conflict with " + cause.manager().printed(), path));
            byManager.computeIfAbsent(cause.manager(), m -> new ArrayList<>()).add(path);
        }
        String message;
        if (causes.size() == 1) {
            message = "Apply failed with 1 conflict: conflict with "
                    + causes.get(0).manager().printed() + ": "
                    + FieldSet.print(causes.get(0).path());
        } else {
            List<String> lines = new ArrayList<>();
            byManager.forEach((manager, paths) -> {
                lines.add("conflicts with " + manager.printed() + ":");
                paths.forEach(path -> lines.add("- " + path));
            });
            message = "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("causes", told);
        return new ApiError(409, "Conflict", message, details);
    }

    private static Map<String, Object> withoutManagers(Map<String, Object> object) {
        Map<String, Object> copy = new LinkedHashMap<>(object);
        Map<String, Object> metadata = new LinkedHashMap<>(Json.child(object, "metadata"));
        metadata.remove("managedFields");
        copy.put("metadata", metadata);
        return copy;
    }

    private static void store(Map<String, Object> metadata, Managers managers) {
        if (managers.entries().isEmpty()) {
            metadata.remove("managedFields");
        } else {
            metadata.put("managedFields", managers.write());
        }
    }

    /** Joins the oldest updaters into one entry a version, until no more than ten are left. */
    private static void cap(Managers managers) {
        List<Managers.Id> updaters = new ArrayList<>();
        for (Managers.Id id : managers.entries().keySet()) {
            if (!id.apply()) {
                updaters.add(id);
            }
        }
        if (updaters.size() <= MOST_UPDATERS) {
            return;
        }
        updaters.sort(
                Comparator.comparing((Managers.Id id) -> time(managers, id)).thenComparing(Managers.Id::sortKey));
        Map<String, Managers.Id> firstOf = new HashMap<>();
        int count = updaters.size();
        for (Managers.Id id : updaters) {
            if (count <= MOST_UPDATERS) {
                return;
            }
            Managers.Entry entry = managers.entries().get(id);
            if (entry == null) {
                continue;
            }
            var bucket = new Managers.Id("ancient-changes", false, entry.version(), "");
            Managers.Id first = firstOf.get(entry.version());
            if (first == null) {
                firstOf.put(entry.version(), id);
                continue;
            }
            Managers.Entry gathered = managers.entries().containsKey(bucket)
                    ? managers.entries().get(bucket)
                    : managers.entries().remove(first);
            FieldSet fields = gathered == null ? entry.fields() : entry.fields().union(gathered.fields());
            managers.entries().remove(id);
            managers.entries().put(bucket, new Managers.Entry(entry.version(), entry.time(), fields));
            count--;
        }
    }

    private static String time(Managers managers, Managers.Id id) {
        Managers.Entry entry = managers.entries().get(id);
        return entry == null || entry.time() == null ? "" : entry.time();
    }
}
