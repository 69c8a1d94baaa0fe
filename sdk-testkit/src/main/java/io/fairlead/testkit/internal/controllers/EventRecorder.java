package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes Events in the shapes of client-go's two recorders; one that repeats is counted, not written anew.
 *
 * <p>Events go after an hour, as the API server's {@code --event-ttl} has it. Beyond 20,000 the oldest go early, so that a
 * large Sandbox does not drown in them. An Event that cannot be written is dropped, as in reality.
 */
final class EventRecorder {
    private static final int MOST = 20_000;
    private static final Duration KEPT = Duration.ofHours(1);

    private record Written(Map<String, Object> event, int count, Instant at) {}

    private final Objects objects;
    private final Optional<Resource> type;
    private final SandboxTime time;
    private final LinkedHashMap<String, Written> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long sequence;

    EventRecorder(Objects objects, SandboxTime time) {
        this.objects = objects;
        this.type = objects.type("v1", "Event");
        this.time = time;
    }

    /** An Event of a controller or a kubelet; {@code host} is the kubelet's node, else empty. */
    void record(
            Map<String, Object> involved, String type, String reason, String message, String component, String host) {
        record(involved, "", type, reason, message, component, host);
    }

    /** An Event about one container, named by its field path such as {@code spec.containers{web}}. */
    void record(
            Map<String, Object> involved,
            String fieldPath,
            String type,
            String reason,
            String message,
            String component,
            String host) {
        var event = base(involved, fieldPath, type, reason, message);
        event.put("source", Trees.object("component", component, "host", host.isEmpty() ? null : host));
        String now = Trees.stamp(time.now());
        event.put("firstTimestamp", now);
        event.put("lastTimestamp", now);
        event.put("count", 1);
        event.put("reportingComponent", component);
        event.put("reportingInstance", host);
        write(event, component);
    }

    /** An Event of the scheduler, which uses the newer recorder. */
    void recordScheduling(Map<String, Object> pod, String type, String reason, String action, String message) {
        var event = base(pod, "", type, reason, message);
        event.put("source", Trees.object());
        event.put("action", action);
        event.put("eventTime", time.now().truncatedTo(ChronoUnit.MICROS).toString());
        event.put("reportingComponent", "default-scheduler");
        event.put("reportingInstance", "default-scheduler-sandbox");
        write(event, "kube-scheduler");
    }

    private Map<String, Object> base(
            Map<String, Object> involved, String fieldPath, String type, String reason, String message) {
        String namespace = Meta.namespace(involved);
        return Trees.object(
                "apiVersion",
                "v1",
                "kind",
                "Event",
                "metadata",
                Trees.object(
                        "name",
                        Meta.name(involved) + "." + Long.toHexString(unique()),
                        "namespace",
                        namespace.isEmpty() ? "default" : namespace),
                "involvedObject",
                Trees.object(
                        "kind", involved.get("kind"),
                        "namespace", namespace.isEmpty() ? null : namespace,
                        "name", Meta.name(involved),
                        "uid", Meta.uid(involved),
                        "apiVersion", involved.get("apiVersion"),
                        "resourceVersion", Trees.at(involved, "metadata", "resourceVersion"),
                        "fieldPath", fieldPath.isEmpty() ? null : fieldPath),
                "type",
                type,
                "reason",
                reason,
                "message",
                message);
    }

    /** Nanoseconds, like the suffix of real Events, yet never the same twice while the clock stands still. */
    private long unique() {
        Instant now = time.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano() + sequence++;
    }

    private void write(Map<String, Object> event, String component) {
        if (type.isEmpty()) {
            return;
        }
        Resource events = type.get();
        String key = Trees.text(event, "involvedObject", "uid")
                + Trees.text(event, "involvedObject", "fieldPath")
                + event.get("type")
                + event.get("reason")
                + event.get("message");
        String manager = component.endsWith("-controller")
                        || component.endsWith("controller-manager")
                        || component.endsWith("autoscaler")
                        || component.equals("controllermanager")
                ? Api.MANAGER
                : component;
        try {
            Written before = recent.get(key);
            if (before != null && before.at().plus(KEPT).isAfter(time.now())) {
                recent.put(key, repeated(events, before, manager));
            } else {
                var created = objects.create(events, event, manager);
                recent.put(key, new Written(created, 1, time.now()));
            }
        } catch (ApiError dropped) {
            recent.remove(key);
        }
        forgetOldest(events);
    }

    private Written repeated(Resource events, Written before, String manager) {
        int count = before.count() + 1;
        String now = Trees.stamp(time.now());
        var updated =
                objects.update(events, Meta.namespace(before.event()), Meta.name(before.event()), manager, event -> {
                    if (event.containsKey("count")) {
                        event.put("count", count);
                        event.put("lastTimestamp", now);
                    } else {
                        event.put(
                                "series",
                                Trees.object(
                                        "count",
                                        count,
                                        "lastObservedTime",
                                        time.now()
                                                .truncatedTo(ChronoUnit.MICROS)
                                                .toString()));
                    }
                    return event;
                });
        return new Written(updated.orElse(before.event()), count, time.now());
    }

    private void forgetOldest(Resource events) {
        var oldest = recent.values().iterator();
        while (oldest.hasNext()) {
            Written each = oldest.next();
            if (recent.size() <= MOST && each.at().plus(KEPT).isAfter(time.now())) {
                return;
            }
            oldest.remove();
            objects.delete(events, Meta.namespace(each.event()), Meta.name(each.event()), DeleteOptions.now());
        }
    }
}
