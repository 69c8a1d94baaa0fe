package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The least that an API server does for controllers: versions, generations, grace of pods, garbage collection. */
final class PlainObjects implements Objects, AutoCloseable {
    private record Watcher(String key, Consumer<Change> listener) {}

    private final Map<String, TreeMap<String, Map<String, Object>>> stored = new TreeMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ExecutorService deliveries = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "deliveries");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock lock = new ReentrantLock();
    private final SandboxTime time;
    private long version;
    private int names;

    PlainObjects(SandboxTime time) {
        this.time = time;
    }

    @Override
    public Optional<Resource> type(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        boolean clusterWide =
                Set.of("Node", "Namespace", "PersistentVolume", "StorageClass").contains(kind);
        return Optional.of(new Resource(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                kind,
                kind.toLowerCase(Locale.ROOT) + "s",
                !clusterWide,
                Set.of("status"),
                List.of(),
                Resource.ALL_VERBS));
    }

    @Override
    public Optional<Map<String, Object>> get(Resource type, String namespace, String name) {
        return locked(() -> Optional.ofNullable(of(type).get(namespace + "/" + name)));
    }

    @Override
    public List<Map<String, Object>> list(Resource type) {
        return locked(() -> List.copyOf(of(type).values()));
    }

    @Override
    public List<Map<String, Object>> list(Resource type, String namespace) {
        return list(type).stream()
                .filter(object -> namespace.equals(Meta.namespace(object)))
                .toList();
    }

    @Override
    public Map<String, Object> create(Resource type, Map<String, Object> given, String manager) {
        return locked(() -> {
            var object = Trees.copy(given);
            var metadata = Trees.child(object, "metadata");
            if (!metadata.containsKey("name")) {
                metadata.put("name", metadata.get("generateName") + "%05d".formatted(names++));
            }
            if (of(type).containsKey(Meta.namespace(object) + "/" + Meta.name(object))) {
                throw ApiError.alreadyExists(type, Meta.name(object));
            }
            metadata.put("uid", "uid-" + type.kind() + "-" + (version + 1));
            metadata.put("creationTimestamp", Trees.stamp(time.now()));
            metadata.put("generation", 1);
            object.putIfAbsent("apiVersion", type.apiVersion());
            object.putIfAbsent("kind", type.kind());
            return store(type, null, object);
        });
    }

    @Override
    public Optional<Map<String, Object>> update(
            Resource type, String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change) {
        return locked(() -> get(type, namespace, name).map(before -> {
            var after = change.apply(Trees.copy(before));
            Trees.set(after, "status", before.get("status"));
            if (after.equals(before)) {
                return before;
            }
            if (!Trees.map(after, "spec").equals(Trees.map(before, "spec"))) {
                Trees.child(after, "metadata").put("generation", Meta.generation(before) + 1);
            }
            return store(type, before, after);
        }));
    }

    @Override
    public Optional<Map<String, Object>> updateStatus(
            Resource type, String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change) {
        return locked(() -> get(type, namespace, name).map(before -> {
            var after = change.apply(Trees.copy(before));
            Trees.set(after, "spec", before.get("spec"));
            return after.equals(before) ? before : store(type, before, after);
        }));
    }

    @Override
    public boolean delete(Resource type, String namespace, String name, DeleteOptions options) {
        return locked(() -> {
            var found = get(type, namespace, name);
            if (found.isEmpty()) {
                return false;
            }
            if (options.uid() != null && !options.uid().equals(Meta.uid(found.get()))) {
                throw ApiError.conflict(type, name, "the UID does not match");
            }
            boolean graceful = type.kind().equals("Pod")
                    && !Pods.node(found.get()).isEmpty()
                    && (options.graceSeconds() == null || options.graceSeconds() > 0);
            if (graceful && !Meta.deleting(found.get())) {
                var after = Trees.copy(found.get());
                Trees.child(after, "metadata")
                        .put("deletionTimestamp", Trees.stamp(time.now().plusSeconds(30)));
                Trees.child(after, "metadata").put("deletionGracePeriodSeconds", 30);
                store(type, found.get(), after);
            } else if (!graceful) {
                remove(type, found.get());
            }
            return true;
        });
    }

    private void remove(Resource type, Map<String, Object> object) {
        of(type).remove(Meta.namespace(object) + "/" + Meta.name(object));
        var last = Trees.copy(object);
        Trees.child(last, "metadata").put("resourceVersion", Long.toString(++version));
        tell(type, new Change(Change.Type.DELETED, object, last));
        for (String kind : List.of(
                "apps/v1:ReplicaSet",
                "apps/v1:ControllerRevision",
                "v1:Pod",
                "batch/v1:Job",
                "discovery.k8s.io/v1:EndpointSlice")) {
            var dependents = type(kind.split(":")[0], kind.split(":")[1]).orElseThrow();
            for (var dependent : list(dependents)) {
                if (Meta.uid(object).equals(Meta.controller(dependent).get("uid"))) {
                    delete(dependents, Meta.namespace(dependent), Meta.name(dependent), DeleteOptions.background());
                }
            }
        }
    }

    @Override
    public AutoCloseable watch(Resource type, Consumer<Change> listener) {
        return locked(() -> {
            var watcher = new Watcher(type.storageKey(), listener);
            list(type)
                    .forEach(object ->
                            deliveries.execute(() -> listener.accept(new Change(Change.Type.ADDED, null, object))));
            watchers.add(watcher);
            return () -> watchers.remove(watcher);
        });
    }

    private Map<String, Object> store(Resource type, @Nullable Map<String, Object> before, Map<String, Object> after) {
        Trees.child(after, "metadata").put("resourceVersion", Long.toString(++version));
        of(type).put(Meta.namespace(after) + "/" + Meta.name(after), after);
        tell(type, new Change(before == null ? Change.Type.ADDED : Change.Type.MODIFIED, before, after));
        return after;
    }

    private void tell(Resource type, Change change) {
        for (var watcher : watchers) {
            if (watcher.key().equals(type.storageKey())) {
                deliveries.execute(() -> watcher.listener().accept(change));
            }
        }
    }

    private TreeMap<String, Map<String, Object>> of(Resource type) {
        return stored.computeIfAbsent(type.storageKey(), key -> new TreeMap<>());
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        deliveries.shutdownNow();
    }
}
