package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.WatchListener;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the watches of one wait have seen: written by their threads, read by the one that waits. */
final class Board {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Ref, Map<String, Object>> objects = new HashMap<>();
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
                objects.remove(ref);
            } else {
                objects.put(ref, object);
            }
            fresh.add(ref);
        });
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

    /** All objects of a kind in a namespace. */
    List<Map<String, Object>> of(String kind, String namespace) {
        lock.lock();
        try {
            return objects.entrySet().stream()
                    .filter(entry -> entry.getKey().kind().name().equals(kind)
                            && entry.getKey().namespace().equals(namespace))
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .toList();
        } finally {
            lock.unlock();
        }
    }
}
