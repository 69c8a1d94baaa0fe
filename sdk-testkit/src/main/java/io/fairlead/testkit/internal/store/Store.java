package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects under one counter of revisions, with the last writes of each type for watches to begin at. A write is
 * taken only against the revision that its writer saw. Objects are shared, and never changed once they are here.
 */
public final class Store {
    private static final int HISTORY = 20_000;
    /** The fields of metadata in the order in which they are printed. */
    private static final List<String> METADATA =
            List.copyOf(Types.kubernetes().struct("meta.v1.ObjectMeta").fields().keySet());

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Partition> partitions = new HashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long revision = 1;

    /** Is told every write, in order, by the writer's own thread: it may only take note, not write. */
    @FunctionalInterface
    public interface Listener {
        /** Takes note of a write to a type. */
        void wrote(String type, Event event);
    }

    /** Adds a listener; it hears what is written from now on. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    private static final class Partition {
        final TreeMap<String, Stored> objects = new TreeMap<>();
        final Deque<Event> history = new ArrayDeque<>();
        final List<Watch> watches = new ArrayList<>();
        final List<Consumer<Event>> followers = new ArrayList<>();
        /** Writes up to this revision are forgotten. */
        long compacted;
    }

    /**
     * The objects at one moment.
     *
     * @param items in the order of namespace and name
     * @param revision the moment
     */
    public record Snapshot(List<Stored> items, long revision) {}

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    private Partition partition(String type) {
        return partitions.computeIfAbsent(type, t -> new Partition());
    }

    /** The newest revision. */
    public long revision() {
        lock.lock();
        try {
            return revision;
        } finally {
            lock.unlock();
        }
    }

    /** One object; {@code type} is {@link Resource#storageKey()}. */
    public Optional<Stored> get(String type, String namespace, String name) {
        lock.lock();
        try {
            return Optional.ofNullable(partition(type).objects.get(key(namespace, name)));
        } finally {
            lock.unlock();
        }
    }

    /** All objects of a type, of one namespace unless it is empty. */
    public Snapshot list(String type, String namespace) {
        lock.lock();
        try {
            return snapshot(partition(type), namespace);
        } finally {
            lock.unlock();
        }
    }

    private Snapshot snapshot(Partition partition, String namespace) {
        if (namespace.isEmpty()) {
            return new Snapshot(new ArrayList<>(partition.objects.values()), revision);
        }
        // '0' follows '/': the range holds the keys of just this namespace.
        return new Snapshot(
                new ArrayList<>(partition
                        .objects
                        .subMap(namespace + "/", namespace + "0")
                        .values()),
                revision);
    }

    /** The types that hold at least one object in the namespace. */
    public List<String> typesIn(String namespace) {
        lock.lock();
        try {
            List<String> types = new ArrayList<>();
            partitions.forEach((type, partition) -> {
                if (!partition.objects.subMap(namespace + "/", namespace + "0").isEmpty()) {
                    types.add(type);
                }
            });
            return types;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes an object if it is still at the expected revision; 0 expects none.
     *
     * @return what is now stored, empty when another write came between
     */
    public Optional<Stored> put(String type, String namespace, String name, long expected, Map<String, Object> object) {
        lock.lock();
        try {
            Partition partition = partition(type);
            Stored before = partition.objects.get(key(namespace, name));
            if ((before == null ? 0 : before.revision()) != expected) {
                return Optional.empty();
            }
            var after = new Stored(namespace, name, ++revision, stamped(object, revision));
            partition.objects.put(key(namespace, name), after);
            tell(type, partition, new Event(before == null ? Change.Type.ADDED : Change.Type.MODIFIED, before, after));
            return Optional.of(after);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an object away if it is still at the expected revision.
     *
     * @param last the state in which it goes
     * @return whether it was
     */
    public boolean remove(String type, String namespace, String name, long expected, Map<String, Object> last) {
        lock.lock();
        try {
            Partition partition = partition(type);
            Stored before = partition.objects.get(key(namespace, name));
            if (before == null || before.revision() != expected) {
                return false;
            }
            partition.objects.remove(key(namespace, name));
            var after = new Stored(namespace, name, ++revision, stamped(last, revision));
            tell(type, partition, new Event(Change.Type.DELETED, before, after));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, Object> stamped(Map<String, Object> object, long revision) {
        Map<String, Object> copy = new LinkedHashMap<>(object);
        Map<String, Object> given = Json.child(object, "metadata");
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String field : METADATA) {
            if (field.equals("resourceVersion")) {
                metadata.put(field, Long.toString(revision));
            } else if (given.containsKey(field)) {
                Json.put(metadata, field, given.get(field));
            }
        }
        copy.put("metadata", metadata);
        return copy;
    }

    private void tell(String type, Partition partition, Event event) {
        partition.history.addLast(event);
        if (partition.history.size() > HISTORY) {
            partition.compacted = partition.history.removeFirst().revision();
        }
        // A watch that fell behind takes itself out of the list.
        for (Watch watch : List.copyOf(partition.watches)) {
            watch.offer(event);
        }
        partition.followers.forEach(follower -> follower.accept(event));
        listeners.forEach(listener -> listener.wrote(type, event));
    }

    /**
     * Tells what is there as additions and then each write of a type, in order, on the writer's own thread: the follower
     * may only take note, not write.
     */
    public AutoCloseable follow(String type, Consumer<Event> follower) {
        lock.lock();
        try {
            Partition partition = partition(type);
            partition.objects.values().forEach(each -> follower.accept(new Event(Change.Type.ADDED, null, each)));
            partition.followers.add(follower);
        } finally {
            lock.unlock();
        }
        return () -> leave(type, follower);
    }

    private void leave(String type, Consumer<Event> follower) {
        lock.lock();
        try {
            partition(type).followers.remove(follower);
        } finally {
            lock.unlock();
        }
    }

    /** The last writes of each type, all in the order in which they were made. */
    public List<Event> history() {
        lock.lock();
        try {
            List<Event> all = new ArrayList<>();
            partitions.values().forEach(partition -> all.addAll(partition.history));
            all.sort(Comparator.comparingLong(Event::revision));
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no watch begin before now: it is answered 410. */
    public void compact() {
        lock.lock();
        try {
            for (Partition partition : partitions.values()) {
                partition.compacted = revision;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether writes after the revision are still known. */
    public boolean remembers(String type, long since) {
        lock.lock();
        try {
            return since >= partition(type).compacted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a watch.
     *
     * @param since tells the writes after this revision; null begins with what is there, as additions
     * @return empty when writes after the revision are forgotten
     */
    public Optional<Watch> watch(String type, String namespace, @Nullable Long since, int capacity) {
        lock.lock();
        try {
            Partition partition = partition(type);
            if (since != null && since < partition.compacted) {
                return Optional.empty();
            }
            Snapshot snapshot = since == null ? snapshot(partition, namespace) : new Snapshot(List.of(), revision);
            var watch = new Watch(snapshot, namespace, capacity, w -> leave(partition, w));
            if (since != null) {
                for (Event event : partition.history) {
                    if (event.revision() > since) {
                        watch.offer(event);
                    }
                }
            }
            partition.watches.add(watch);
            return Optional.of(watch);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Partition partition, Watch watch) {
        lock.lock();
        try {
            partition.watches.remove(watch);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches. */
    public void close() {
        lock.lock();
        try {
            for (Partition partition : partitions.values()) {
                List.copyOf(partition.watches).forEach(Watch::close);
            }
        } finally {
            lock.unlock();
        }
    }
}
