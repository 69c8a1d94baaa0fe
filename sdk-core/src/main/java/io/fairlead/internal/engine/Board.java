package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.WatchListener;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the watches of one wait have seen: written by their threads, read by the one that waits. */
final class Board {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Ref, Map<String, Object>> objects = new HashMap<>();
    private final Map<Ref, Set<Ref>> owners = new HashMap<>();
    private final Map<Ref, Set<Ref>> owned = new HashMap<>();
    private final Set<Ref> fresh = new LinkedHashSet<>();
    private int unsynced;
    private boolean woken;
    private @Nullable FairleadException failure;

    /** A listener that writes to this board; the board is in sync once each of its listeners is. */
    WatchListener listener() {
        lock.lock();
        try {
            unsynced++;
        } finally {
            lock.unlock();
        }
        return new WatchListener() {
            private boolean synced;

            @Override
            public void seen(Map<String, Object> object) {
                Trees.remove(object, "metadata", "managedFields");
                put(Ref.of(object), object);
            }

            @Override
            public void gone(Map<String, Object> object) {
                put(Ref.of(object), null);
            }

            @Override
            public void synced() {
                if (!synced) {
                    synced = true;
                    signal(() -> unsynced--);
                }
            }

            @Override
            public void failed(FairleadException reason) {
                signal(() -> failure = reason);
            }
        };
    }

    private void put(Ref ref, @Nullable Map<String, Object> object) {
        signal(() -> {
            if (object == null) {
                // Its owners stay known: its end is news of them.
                objects.remove(ref);
            } else {
                objects.put(ref, object);
                relate(ref, ownersOf(ref, object));
            }
            fresh.add(ref);
        });
    }

    private void relate(Ref ref, Set<Ref> now) {
        Set<Ref> before = owners.put(ref, now);
        if (!now.equals(before)) {
            if (before != null) {
                before.forEach(owner -> owned.getOrDefault(owner, Set.of()).remove(ref));
            }
            now.forEach(owner ->
                    owned.computeIfAbsent(owner, any -> new TreeSet<>()).add(ref));
        }
    }

    private static Set<Ref> ownersOf(Ref ref, Map<String, Object> object) {
        Set<Ref> owners = new LinkedHashSet<>();
        for (Map<String, Object> owner : Trees.maps(object, "metadata", "ownerReferences")) {
            if (owner.get("apiVersion") instanceof String version
                    && owner.get("kind") instanceof String kind
                    && owner.get("name") instanceof String name) {
                owners.add(new Ref(Kind.of(version, kind), ref.namespace(), name));
            }
        }
        return owners;
    }

    /** Wakes the waiting thread without a change. */
    void wake() {
        signal(() -> {});
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until something changed or somebody woke it.
     *
     * @return the objects that changed since the last call
     * @throws FairleadException when a watch cannot go on
     */
    Set<Ref> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!woken) {
                changed.await();
            }
            woken = false;
            if (failure != null) {
                throw failure;
            }
            Set<Ref> news = new LinkedHashSet<>(fresh);
            fresh.clear();
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything that was there at the start has been seen. */
    boolean synced() {
        lock.lock();
        try {
            return unsynced == 0;
        } finally {
            lock.unlock();
        }
    }

    Optional<Map<String, Object>> get(Ref ref) {
        lock.lock();
        try {
            return Optional.ofNullable(objects.get(ref));
        } finally {
            lock.unlock();
        }
    }

    /** What an object owns by its name, of one kind, in order; whether it is this very one is for the caller to see. */
    List<Map<String, Object>> ownedBy(Ref owner, String kind) {
        lock.lock();
        try {
            return owned.getOrDefault(owner, Set.of()).stream()
                    .filter(ref -> ref.kind().name().equals(kind) && objects.containsKey(ref))
                    .map(ref -> Objects.requireNonNull(objects.get(ref)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** These and all that own them, as far up as is known: what news of these is news of. */
    Set<Ref> withOwners(Set<Ref> refs) {
        lock.lock();
        try {
            Set<Ref> all = new LinkedHashSet<>();
            Deque<Ref> open = new ArrayDeque<>(refs);
            while (!open.isEmpty()) {
                Ref ref = open.remove();
                if (all.add(ref)) {
                    open.addAll(owners.getOrDefault(ref, Set.of()));
                }
            }
            return all;
        } finally {
            lock.unlock();
        }
    }
}
