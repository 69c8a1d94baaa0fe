package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.DeleteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Takes away the pods of nodes that are no more, after 40 seconds ({@code pkg/controller/podgc}). */
final class PodCollector extends Reconciler {
    private static final Duration QUARANTINE = Duration.ofSeconds(40);

    private final Api api;
    private final Map<String, Instant> goneSince = new HashMap<>();

    PodCollector(Api api) {
        super(api.time());
        this.api = api;
        api.cache(Kind.NODE).onChange((before, after) -> {
            if (after == null && before != null) {
                goneSince.put(Meta.name(before), now());
                enqueueAfter(Key.of(before), QUARANTINE);
            } else if (after != null) {
                goneSince.remove(Meta.name(after));
            }
        });
    }

    @Override
    void reconcile(Key key) {
        Instant since = goneSince.get(key.name());
        if (since == null || since.plus(QUARANTINE).isAfter(now())) {
            return;
        }
        goneSince.remove(key.name());
        for (var pod : api.pods().onNode(key.name())) {
            Disruptions.mark(api, pod, "DeletionByPodGC", "PodGC: node no longer exists", now());
            if (!Pods.ended(pod)) {
                api.pods().updateStatus(Meta.namespace(pod), Meta.name(pod), Api.MANAGER, object -> {
                    Trees.child(object, "status").put("phase", "Failed");
                    return object;
                });
            }
            api.pods().delete(pod, DeleteOptions.now());
        }
    }
}
