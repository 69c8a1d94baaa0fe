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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Deletes what has no owner left, and holds back an owner until its dependents are gone or let go. */
final class Collector {
    private static final String MANAGER = "kube-controller-manager";
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final Store store;
    private final Catalog catalog;
    private final Writer writer;
    private final Deleter deleter;
    private final Map<String, Ref> alive = new HashMap<>();
    private final Map<String, Set<Ref>> dependents = new HashMap<>();

    private record Ref(String type, String namespace, String name) {}

    Collector(Store store, Catalog catalog, Writer writer, Deleter deleter) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
        this.deleter = deleter;
    }

    void wrote(String type, Event event) {
        var ref = new Ref(type, event.after().namespace(), event.after().name());
        Map<String, Object> object = event.after().object();
        String uid = uid(object);
        Stored before = event.before();
        if (before != null) {
            owners(before.object()).forEach(owner -> forget(owner, ref));
        }
        if (event.type() == Change.Type.DELETED) {
            alive.remove(uid);
            List.copyOf(dependents.getOrDefault(uid, Set.of())).forEach(this::reconsider);
            owners(object).forEach(this::release);
            return;
        }
        alive.put(uid, ref);
        List<String> owners = owners(object);
        owners.forEach(owner ->
                dependents.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(ref));
        if (!owners.isEmpty() && owners.stream().anyMatch(owner -> !alive.containsKey(owner))) {
            reconsider(ref);
        }
        if (metadata(object).get("deletionTimestamp") != null) {
            waiting(ref, object);
            owners.forEach(this::release);
        }
    }

    private void forget(String owner, Ref ref) {
        Set<Ref> all = dependents.get(owner);
        if (all != null) {
            all.remove(ref);
            if (all.isEmpty()) {
                dependents.remove(owner);
            }
        }
    }

    private static Map<String, Object> metadata(Map<String, Object> object) {
        return Json.child(object, "metadata");
    }

    private static String uid(Map<String, Object> object) {
        return Json.text(metadata(object), "uid");
    }

    private static List<String> owners(Map<String, Object> object) {
        List<String> owners = new ArrayList<>();
        Json.objects(metadata(object), "ownerReferences").forEach(owner -> owners.add(Json.text(owner, "uid")));
        return owners;
    }

    private Optional<Stored> find(Ref ref) {
        return store.get(ref.type(), ref.namespace(), ref.name());
    }

    /** Deletes an object whose owners are all gone; takes out the references to those that are. */
    private void reconsider(Ref ref) {
        Optional<Stored> found = find(ref);
        if (found.isEmpty() || metadata(found.get().object()).get("deletionTimestamp") != null) {
            return;
        }
        List<String> owners = owners(found.get().object());
        List<String> gone =
                owners.stream().filter(owner -> !alive.containsKey(owner)).toList();
        if (gone.isEmpty()) {
            return;
        }
        if (gone.size() == owners.size()) {
            delete(ref, DeleteOptions.background().onlyUid(uid(found.get().object())));
        } else {
            change(ref, object -> dropOwners(object, gone));
        }
    }

    private static boolean dropOwners(Map<String, Object> object, List<String> gone) {
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        List<Object> left = new ArrayList<>(Json.items(metadata, "ownerReferences"));
        boolean changed = left.removeIf(owner -> owner instanceof Map<?, ?> map && gone.contains(map.get("uid")));
        if (left.isEmpty()) {
            metadata.remove("ownerReferences");
        } else {
            metadata.put("ownerReferences", left);
        }
        return changed;
    }

    /** An object that is being deleted and waits for its dependents. */
    private void waiting(Ref ref, Map<String, Object> object) {
        List<Object> finalizers = Json.items(metadata(object), "finalizers");
        String uid = uid(object);
        if (finalizers.contains(ORPHAN)) {
            for (Ref dependent : List.copyOf(dependents.getOrDefault(uid, Set.of()))) {
                change(dependent, d -> dropOwners(d, List.of(uid)));
            }
            dropFinalizer(ref, ORPHAN);
        } else if (finalizers.contains(FOREGROUND)) {
            foreground(ref, uid);
        }
    }

    private void foreground(Ref ref, String uid) {
        boolean blocked = false;
        for (Ref dependent : List.copyOf(dependents.getOrDefault(uid, Set.of()))) {
            Optional<Stored> found = find(dependent);
            if (found.isEmpty()) {
                continue;
            }
            Map<String, Object> metadata = metadata(found.get().object());
            if (metadata.get("deletionTimestamp") == null) {
                delete(
                        dependent,
                        new DeleteOptions(
                                null,
                                DeleteOptions.Propagation.FOREGROUND,
                                uid(found.get().object()),
                                null,
                                false));
            }
            boolean blocks = Json.objects(metadata, "ownerReferences").stream()
                    .anyMatch(owner ->
                            uid.equals(owner.get("uid")) && Boolean.TRUE.equals(owner.get("blockOwnerDeletion")));
            blocked |= blocks && find(dependent).isPresent();
        }
        if (!blocked) {
            dropFinalizer(ref, FOREGROUND);
        }
    }

    /** A dependent is gone: its owner may be waiting for that. */
    private void release(String owner) {
        Ref ref = alive.get(owner);
        if (ref == null) {
            return;
        }
        find(ref).ifPresent(stored -> {
            Map<String, Object> metadata = metadata(stored.object());
            if (metadata.get("deletionTimestamp") != null
                    && Json.items(metadata, "finalizers").contains(FOREGROUND)) {
                foreground(ref, owner);
            }
        });
    }

    private void dropFinalizer(Ref ref, String finalizer) {
        change(ref, object -> {
            Map<String, Object> metadata = Json.ensure(object, "metadata");
            List<Object> left = new ArrayList<>(Json.items(metadata, "finalizers"));
            boolean changed = left.remove(finalizer);
            if (left.isEmpty()) {
                metadata.remove("finalizers");
            } else {
                metadata.put("finalizers", left);
            }
            return changed;
        });
    }

    private void change(Ref ref, Predicate<Map<String, Object>> change) {
        Optional<Kind> kind = catalog.stored(ref.type());
        if (kind.isEmpty()) {
            return;
        }
        try {
            writer.update(
                    kind.get(),
                    ref.namespace(),
                    ref.name(),
                    "",
                    current -> {
                        Map<String, Object> next = Json.copyOf(current);
                        if (change.test(next)) {
                            writer.fieldManager(kind.get(), "").update(current, next, MANAGER);
                        }
                        return next;
                    },
                    WriteOptions.internal(MANAGER));
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    private void delete(Ref ref, DeleteOptions options) {
        Optional<Kind> kind = catalog.stored(ref.type());
        if (kind.isPresent()) {
            try {
                deleter.delete(kind.get(), ref.namespace(), ref.name(), options);
            } catch (ApiError e) {
                // Gone, or another one of that name by now.
                if (e.code() != 404 && e.code() != 409) {
                    throw e;
                }
            }
        }
    }
}
