package io.fairlead.testkit.internal.lifecycle;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves what definitions define, and says so in their status. */
final class Definitions {
    private static final String TYPE = "apiextensions.k8s.io/customresourcedefinitions";
    private static final String MANAGER = "kube-apiserver";
    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final Store store;
    private final Catalog catalog;
    private final Writer writer;
    private final Deleter deleter;
    private final InstantSource clock;

    Definitions(Store store, Catalog catalog, Writer writer, Deleter deleter, InstantSource clock) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
        this.deleter = deleter;
        this.clock = clock;
    }

    void wrote(String type, Event event) {
        if (!type.equals(TYPE)) {
            cleanUp(type, event);
            return;
        }
        Map<String, Object> definition = event.after().object();
        String name = event.after().name();
        if (event.type() == Change.Type.DELETED) {
            catalog.undefine(name);
            return;
        }
        if (Json.child(definition, "metadata").get("deletionTimestamp") != null) {
            emptyOut(name, definition);
            return;
        }
        catalog.define(definition);
        establish(name);
    }

    private void establish(String name) {
        update(name, "status", next -> {
            Map<String, Object> status = Json.ensure(next, "status");
            Map<String, Object> spec = Json.child(next, "spec");
            List<Object> conditions = new ArrayList<>();
            conditions.add(condition(status, "NamesAccepted", "NoConflicts", "no conflicts found"));
            conditions.add(
                    condition(status, "Established", "InitialNamesAccepted", "the initial names have been accepted"));
            status.put("conditions", conditions);
            status.put("acceptedNames", Json.copyOf(Json.child(spec, "names")));
            List<Object> stored = new ArrayList<>(Json.items(status, "storedVersions"));
            for (Map<String, Object> version : Json.objects(spec, "versions")) {
                Object each = version.get("name");
                if (Boolean.TRUE.equals(version.get("storage")) && each != null && !stored.contains(each)) {
                    stored.add(each);
                }
            }
            status.put("storedVersions", stored);
        });
    }

    private Map<String, Object> condition(Map<String, Object> status, String type, String reason, String message) {
        for (Map<String, Object> present : Json.objects(status, "conditions")) {
            if (type.equals(present.get("type"))) {
                return present;
            }
        }
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", "True");
        condition.put(
                "lastTransitionTime",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        condition.put("reason", reason);
        condition.put("message", message);
        return condition;
    }

    @FunctionalInterface
    private interface Edit {
        void edit(Map<String, Object> definition);
    }

    private void update(String name, String subresource, Edit edit) {
        Kind kind = catalog.stored(TYPE).orElseThrow();
        try {
            writer.update(
                    kind,
                    "",
                    name,
                    subresource,
                    current -> {
                        Map<String, Object> next = Json.copyOf(current);
                        edit.edit(next);
                        writer.fieldManager(kind, subresource).update(current, next, MANAGER);
                        return next;
                    },
                    WriteOptions.internal(MANAGER));
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    /** Deletes the resources of a definition that is being deleted; it goes when they are gone. */
    private void emptyOut(String name, Map<String, Object> definition) {
        String key = Json.text(Json.child(definition, "spec"), "group") + "/"
                + Json.text(Json.at(definition, "spec", "names"), "plural");
        Optional<Kind> kind = catalog.stored(key);
        if (kind.isPresent()) {
            for (Stored stored : store.list(key, "").items()) {
                try {
                    deleter.delete(kind.get(), stored.namespace(), stored.name(), DeleteOptions.background());
                } catch (ApiError e) {
                    if (e.code() != 404) {
                        throw e;
                    }
                }
            }
        }
        if (store.list(key, "").items().isEmpty()) {
            finish(name);
        }
    }

    private void finish(String name) {
        update(name, "", next -> {
            Map<String, Object> metadata = Json.ensure(next, "metadata");
            List<Object> left = new ArrayList<>(Json.items(metadata, "finalizers"));
            left.remove(CLEANUP);
            if (left.isEmpty()) {
                metadata.remove("finalizers");
            } else {
                metadata.put("finalizers", left);
            }
        });
    }

    private void cleanUp(String type, Event event) {
        if (event.type() != Change.Type.DELETED || !type.contains(".")) {
            return;
        }
        int slash = type.indexOf('/');
        String name = type.substring(slash + 1) + "." + type.substring(0, slash);
        Optional<Stored> definition = store.get(TYPE, "", name);
        boolean waiting = definition.isPresent()
                && Json.child(definition.get().object(), "metadata").get("deletionTimestamp") != null;
        if (waiting && store.list(type, "").items().isEmpty()) {
            finish(name);
        }
    }
}
