package io.fairlead.testkit.internal.controllers;

import static java.util.Objects.requireNonNull;

import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What every controller works with: a cache a kind, the time, a recorder of events. */
final class Api implements AutoCloseable {
    /** The field manager of all controllers of kube-controller-manager. */
    static final String MANAGER = "kube-controller-manager";

    private final Map<Kind, Cache> caches = new EnumMap<>(Kind.class);
    private final List<AutoCloseable> watches = new ArrayList<>();
    private final SandboxTime time;
    private final EventRecorder events;

    Api(Objects objects, SandboxTime time) {
        this.time = time;
        for (Kind kind : Kind.values()) {
            caches.put(
                    kind,
                    new Cache(
                            objects,
                            objects.type(kind.apiVersion(), kind.kind()).orElse(null),
                            time));
        }
        this.events = new EventRecorder(objects, time);
    }

    Cache cache(Kind kind) {
        return requireNonNull(caches.get(kind));
    }

    Cache pods() {
        return cache(Kind.POD);
    }

    SandboxTime time() {
        return time;
    }

    EventRecorder events() {
        return events;
    }

    /** Begins to watch; listeners must be there. */
    void start() {
        caches.values().forEach(cache -> watches.add(cache.start()));
    }

    @Override
    public void close() {
        for (var watch : watches) {
            try {
                watch.close();
            } catch (Exception e) {
                throw new IllegalStateException("A watch of the Sandbox's controllers cannot be closed", e);
            }
        }
    }
}
