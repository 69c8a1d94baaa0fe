package io.fairlead.internal.kube;

import io.fairlead.failure.UnknownKind;
import io.fairlead.internal.time.Pace;
import io.fairlead.resource.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster serves, read once and kept; read again when a kind is unknown, which a moment later it may not be.
 *
 * <p>Thread-safe: threads that need it at the same time share one reading.
 */
final class Discovery {

    /** For so long an unknown kind stays unknown without asking again. */
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

    private final Supplier<Catalog> reader;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Kind, Long> unknown = new HashMap<>();
    private volatile @Nullable Catalog catalog;

    Discovery(Supplier<Catalog> reader, Pace pace) {
        this.reader = reader;
        this.pace = pace;
    }

    ResourceType typeOf(Kind kind) {
        return find(kind)
                .orElseThrow(() -> new UnknownKind("find out where " + kind + " is served", kind, nearest(kind)));
    }

    List<Kind> nearest(Kind kind) {
        Catalog known = catalog;
        return known == null ? List.of() : known.nearest(kind);
    }

    Optional<ResourceType> find(Kind kind) {
        Catalog known = catalog;
        if (known != null) {
            Optional<ResourceType> type = known.find(kind);
            if (type.isPresent()) {
                return type;
            }
        }
        lock.lock();
        try {
            return findLocked(kind, known);
        } finally {
            lock.unlock();
        }
    }

    List<ResourceType> types() {
        lock.lock();
        try {
            return (catalog == null ? read() : catalog).types();
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            catalog = null;
            unknown.clear();
        } finally {
            lock.unlock();
        }
    }

    private Optional<ResourceType> findLocked(Kind kind, @Nullable Catalog seen) {
        Catalog current = catalog;
        if (current == null) {
            return remember(kind, read().find(kind));
        }
        // Another thread may have read it again while this one waited.
        Optional<ResourceType> type = current == seen ? Optional.empty() : current.find(kind);
        if (type.isPresent()) {
            return type;
        }
        Long since = unknown.get(kind);
        if (since != null && pace.nanoTime() - since < UNKNOWN_FOR.toNanos()) {
            return Optional.empty();
        }
        return remember(kind, read().find(kind));
    }

    private Optional<ResourceType> remember(Kind kind, Optional<ResourceType> type) {
        if (type.isEmpty()) {
            unknown.put(kind, pace.nanoTime());
        }
        return type;
    }

    private Catalog read() {
        Catalog fresh = reader.get();
        catalog = fresh;
        unknown.clear();
        return fresh;
    }
}
