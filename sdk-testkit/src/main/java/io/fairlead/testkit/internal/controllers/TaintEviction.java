package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.Taints;
import io.fairlead.testkit.internal.store.DeleteOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Deletes pods from nodes with a {@code NoExecute} taint that they do not tolerate, or no longer
 * ({@code pkg/controller/tainteviction}).
 */
final class TaintEviction extends Reconciler {
    private static final String COMPONENT = "taint-eviction-controller";

    private final Api api;
    private final Map<Key, Instant> tolerating = new HashMap<>();

    TaintEviction(Api api) {
        super(api.time());
        this.api = api;
        api.pods().onChange((before, after) -> {
            if (after != null && !taints(Pods.node(after)).isEmpty()) {
                enqueue(after);
            } else if (after == null && before != null) {
                tolerating.remove(Key.of(before));
            }
        });
        api.cache(Kind.NODE).onChange((before, after) -> {
            boolean same = before != null
                    && after != null
                    && Trees.maps(before, "spec", "taints").equals(Trees.maps(after, "spec", "taints"));
            if (after != null && !same) {
                api.pods().onNode(Meta.name(after)).forEach(this::enqueue);
            }
        });
    }

    private List<Map<String, Object>> taints(String node) {
        return node.isEmpty()
                ? List.of()
                : api.cache(Kind.NODE)
                        .get("", node)
                        .map(each -> Trees.maps(each, "spec", "taints").stream()
                                .filter(taint -> "NoExecute".equals(taint.get("effect")))
                                .toList())
                        .orElse(List.of());
    }

    @Override
    void reconcile(Key key) {
        var found = api.pods().get(key.namespace(), key.name());
        if (found.isEmpty() || Meta.deleting(found.get())) {
            tolerating.remove(key);
            return;
        }
        var pod = found.get();
        var taints = taints(Pods.node(pod));
        if (taints.isEmpty()) {
            spare(key, pod);
            return;
        }
        List<Map<String, Object>> used = new ArrayList<>();
        for (var taint : taints) {
            var toleration = Trees.maps(pod, "spec", "tolerations").stream()
                    .filter(each -> Taints.tolerates(each, taint))
                    .findFirst();
            if (toleration.isEmpty()) {
                evict(key, pod);
                return;
            }
            used.add(toleration.get());
        }
        OptionalLong seconds = used.stream()
                .filter(each -> each.get("tolerationSeconds") instanceof Number)
                .mapToLong(each -> Math.max(0, Trees.longNumber(each, "tolerationSeconds")))
                .min();
        if (seconds.isEmpty()) {
            spare(key, pod);
            return;
        }
        Instant end = tolerating.computeIfAbsent(key, each -> now()).plusSeconds(seconds.getAsLong());
        if (end.isAfter(now())) {
            enqueueAt(key, end);
        } else {
            evict(key, pod);
        }
    }

    private void spare(Key key, Map<String, Object> pod) {
        if (tolerating.remove(key) != null) {
            event(pod, "Cancelling deletion of Pod " + key);
        }
    }

    private void evict(Key key, Map<String, Object> pod) {
        tolerating.remove(key);
        event(pod, "Marking for deletion Pod " + key);
        Disruptions.mark(api, pod, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", now());
        api.pods().delete(pod, DeleteOptions.defaults());
    }

    private void event(Map<String, Object> pod, String message) {
        api.events().record(pod, "Normal", "TaintManagerEviction", message, COMPONENT, "");
    }
}
