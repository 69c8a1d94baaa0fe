package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind as the controllers see them, and their way to write them.
 *
 * <p>Fed by a watch, and by the answers to the controllers' own writes at once, so a controller never acts on a state
 * older than its own last write. Belongs to the Sandbox's thread.
 */
final class Cache {
    /** Is told of each change; {@code before} is null for a new object, {@code after} for one that is gone. */
    @FunctionalInterface
    interface Listener {
        void changed(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after);
    }

    private final Objects objects;
    private final @Nullable Resource type;
    private final SandboxTime time;
    private final TreeMap<String, TreeMap<String, Map<String, Object>>> byNamespace = new TreeMap<>();
    private final Map<String, TreeMap<String, Map<String, Object>>> byIndex = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final List<Listener> listeners = new ArrayList<>();

    Cache(Objects objects, @Nullable Resource type, SandboxTime time) {
        this.objects = objects;
        this.type = type;
        this.time = time;
    }

    boolean served() {
        return type != null;
    }

    void onChange(Listener listener) {
        listeners.add(listener);
    }

    AutoCloseable start() {
        if (type == null) {
            return () -> {};
        }
        return objects.watch(type, this::deliver);
    }

    Optional<Map<String, Object>> get(String namespace, String name) {
        return Optional.ofNullable(
                byNamespace.getOrDefault(namespace, new TreeMap<>()).get(name));
    }

    List<Map<String, Object>> all() {
        var all = new ArrayList<Map<String, Object>>();
        byNamespace.values().forEach(each -> all.addAll(each.values()));
        return all;
    }

    Collection<Map<String, Object>> in(String namespace) {
        return List.copyOf(byNamespace.getOrDefault(namespace, new TreeMap<>()).values());
    }

    /** The objects whose controller has this uid. */
    List<Map<String, Object>> ownedBy(String uid) {
        return indexed("owner:" + uid);
    }

    /** The objects of a namespace that have no controller. */
    List<Map<String, Object>> orphansIn(String namespace) {
        return indexed("orphan:" + namespace);
    }

    /** The pods bound to a node. */
    List<Map<String, Object>> onNode(String node) {
        return indexed("node:" + node);
    }

    Map<String, Object> create(Map<String, Object> object, String manager) {
        Map<String, Object> created = objects.create(served("create"), object, manager);
        put(created);
        return created;
    }

    Optional<Map<String, Object>> update(
            String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change) {
        var updated = objects.update(served("update"), namespace, name, manager, change);
        refresh(namespace, name, updated);
        return updated;
    }

    Optional<Map<String, Object>> updateStatus(
            String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change) {
        var updated = objects.updateStatus(served("update"), namespace, name, manager, change);
        refresh(namespace, name, updated);
        return updated;
    }

    /** Writes as through another subresource, such as {@code binding} or {@code scale}. */
    Optional<Map<String, Object>> updateSubresource(
            String namespace,
            String name,
            String subresource,
            String manager,
            UnaryOperator<Map<String, Object>> change) {
        var updated = objects.updateSubresource(served("update"), namespace, name, subresource, manager, change);
        refresh(namespace, name, updated);
        return updated;
    }

    /** Deletes this incarnation of the object; nothing happens when it is gone already. */
    void delete(Map<String, Object> object, DeleteOptions options) {
        try {
            objects.delete(
                    served("delete"), Meta.namespace(object), Meta.name(object), options.onlyUid(Meta.uid(object)));
        } catch (ApiError e) {
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
        }
        var left = objects.get(served("get"), Meta.namespace(object), Meta.name(object))
                .filter(live -> Meta.uid(live).equals(Meta.uid(object)));
        left.ifPresentOrElse(this::put, () -> remove(object));
    }

    private Resource served(String verb) {
        if (type == null) {
            throw ApiError.notImplemented("The Sandbox does not serve this kind, so nothing can " + verb + " it.");
        }
        return type;
    }

    /** On the writer's thread, so in the order of the writes of all kinds, which is what makes two runs alike. */
    private void deliver(Change change) {
        time.execute(() -> apply(change));
    }

    private void apply(Change change) {
        if (change.type() == Change.Type.DELETED) {
            remove(change.after());
            gone.remove(Meta.uid(change.after()));
        } else {
            put(change.after());
        }
    }

    private void refresh(String namespace, String name, Optional<Map<String, Object>> written) {
        if (written.isPresent()) {
            put(written.get());
        } else {
            get(namespace, name)
                    .filter(cached ->
                            objects.get(served("get"), namespace, name).isEmpty())
                    .ifPresent(this::remove);
        }
    }

    private void put(Map<String, Object> object) {
        String uid = Meta.uid(object);
        if (gone.contains(uid)) {
            return;
        }
        Map<String, Object> before =
                get(Meta.namespace(object), Meta.name(object)).orElse(null);
        if (before != null && Meta.version(before) >= Meta.version(object)) {
            return;
        }
        if (before != null && !Meta.uid(before).equals(uid)) {
            remove(before);
            before = null;
        }
        if (before != null) {
            indexKeys(before).forEach(index -> unindex(index, object));
        }
        byNamespace
                .computeIfAbsent(Meta.namespace(object), each -> new TreeMap<>())
                .put(Meta.name(object), object);
        indexKeys(object)
                .forEach(index ->
                        byIndex.computeIfAbsent(index, each -> new TreeMap<>()).put(key(object), object));
        for (var listener : listeners) {
            listener.changed(before, object);
        }
    }

    private void remove(Map<String, Object> object) {
        gone.add(Meta.uid(object));
        Map<String, Object> before =
                get(Meta.namespace(object), Meta.name(object)).orElse(null);
        if (before == null || !Meta.uid(before).equals(Meta.uid(object))) {
            return;
        }
        var left = byNamespace.getOrDefault(Meta.namespace(object), new TreeMap<>());
        left.remove(Meta.name(object));
        if (left.isEmpty()) {
            byNamespace.remove(Meta.namespace(object));
        }
        indexKeys(before).forEach(index -> unindex(index, before));
        for (var listener : listeners) {
            listener.changed(before, null);
        }
    }

    private void unindex(String index, Map<String, Object> object) {
        var entries = byIndex.get(index);
        if (entries != null) {
            entries.remove(key(object));
            if (entries.isEmpty()) {
                byIndex.remove(index);
            }
        }
    }

    private List<Map<String, Object>> indexed(String index) {
        return List.copyOf(byIndex.getOrDefault(index, new TreeMap<>()).values());
    }

    private static List<String> indexKeys(Map<String, Object> object) {
        String owner = Trees.text(Meta.controller(object), "uid");
        String byOwner = owner.isEmpty() ? "orphan:" + Meta.namespace(object) : "owner:" + owner;
        String node = "Pod".equals(object.get("kind")) ? Trees.text(object, "spec", "nodeName") : "";
        return node.isEmpty() ? List.of(byOwner) : List.of(byOwner, "node:" + node);
    }

    private static String key(Map<String, Object> object) {
        return Meta.namespace(object) + "/" + Meta.name(object);
    }
}
