package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.time.SandboxTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controller: a queue of keys, each brought to its wanted state one at a time.
 *
 * <p>A key that is queued already is not queued twice. One that fails is tried again after 5 ms, then twice as long each
 * time, at most 1000 s, as client-go's default rate limiter does.
 */
abstract class Reconciler {
    private static final Duration FIRST_RETRY = Duration.ofMillis(5);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1000);

    /** A namespace and a name. */
    record Key(String namespace, String name) {
        static Key of(Map<String, Object> object) {
            return new Key(Meta.namespace(object), Meta.name(object));
        }

        @Override
        public String toString() {
            return namespace.isEmpty() ? name : namespace + "/" + name;
        }
    }

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final SandboxTime time;
    private final LinkedHashSet<Key> queue = new LinkedHashSet<>();
    private final Map<Key, Integer> failures = new HashMap<>();
    private final Map<Key, Instant> wakeUps = new HashMap<>();

    Reconciler(SandboxTime time) {
        this.time = time;
    }

    /** Brings one object to its wanted state; may be called at any time and any number of times. */
    abstract void reconcile(Key key);

    final Instant now() {
        return time.now();
    }

    final void enqueue(@Nullable Map<String, Object> object) {
        if (object != null) {
            enqueue(Key.of(object));
        }
    }

    final void enqueue(Key key) {
        if (queue.add(key)) {
            time.execute(this::next);
        }
    }

    /** Looks again at the given time, unless it is to look again earlier. */
    final void enqueueAt(Key key, Instant at) {
        Instant planned = wakeUps.get(key);
        if (planned != null && !planned.isAfter(at) && planned.isAfter(now())) {
            return;
        }
        wakeUps.put(key, at);
        time.schedule(Duration.between(now(), at), () -> {
            wakeUps.remove(key, at);
            enqueue(key);
        });
    }

    final void enqueueAfter(Key key, Duration delay) {
        enqueueAt(key, now().plus(delay));
    }

    private void next() {
        var keys = queue.iterator();
        if (!keys.hasNext()) {
            return;
        }
        Key key = keys.next();
        keys.remove();
        try {
            reconcile(key);
            failures.remove(key);
        } catch (RuntimeException e) {
            int times = failures.merge(key, 1, Integer::sum);
            log.atDebug().addKeyValue("key", key).setCause(e).log("Trying again");
            Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(times - 1, 20));
            enqueueAfter(key, delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay);
        }
    }
}
