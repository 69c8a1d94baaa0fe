package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import io.fairlead.testkit.internal.store.ApiError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps as many pods of a ReplicaSet as it wants ({@code pkg/controller/replicaset}, 1.37). */
final class ReplicaSetController extends Reconciler {
    /** How many pods one pass creates or deletes at most. */
    private static final int BURST = 500;

    private final Api api;
    private final Cache sets;
    private final PodControl pods;

    ReplicaSetController(Api api) {
        super(api.time());
        this.api = api;
        this.sets = api.cache(Kind.REPLICA_SET);
        this.pods = new PodControl(api, "replicaset-controller");
        sets.onChange((before, after) -> enqueue(after));
        api.pods().onChange(Owners.of("ReplicaSet", sets, this));
    }

    @Override
    void reconcile(Key key) {
        var found = sets.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        Map<String, Object> set = found.get();
        var owned = Claims.of(set, api.pods());
        var active = owned.stream().filter(Pods::active).toList();
        int wanted = Trees.number(1, set, "spec", "replicas");
        ApiError failure = null;
        if (!Meta.deleting(set)) {
            try {
                manage(set, active, wanted);
            } catch (ApiError e) {
                failure = e;
            }
        }
        // Counted as they were before this pass: what was just created shows in the next one, as in reality.
        writeStatus(set, active, owned.stream().filter(Pods::terminating).count(), wanted, failure);
        wakeWhenAvailable(key, set, active);
        if (failure != null) {
            throw failure;
        }
    }

    private void manage(Map<String, Object> set, List<Map<String, Object>> active, int wanted) {
        int missing = wanted - active.size();
        for (int i = 0; i < Math.min(missing, BURST); i++) {
            pods.create(set, Trees.map(set, "spec", "template"), Meta.name(set) + "-", pod -> {});
        }
        if (missing < 0) {
            DeletionOrder.of(active, related(set), now()).stream()
                    .limit(Math.min(-missing, BURST))
                    .forEach(pod -> pods.delete(set, pod));
        }
    }

    /** The pods of all ReplicaSets with the same controller: they should not crowd on one node. */
    private List<Map<String, Object>> related(Map<String, Object> set) {
        String owner = Trees.text(Meta.controller(set), "uid");
        if (owner.isEmpty()) {
            return api.pods().ownedBy(Meta.uid(set));
        }
        var related = new ArrayList<Map<String, Object>>();
        sets.ownedBy(owner).forEach(each -> related.addAll(api.pods().ownedBy(Meta.uid(each))));
        return related;
    }

    private void writeStatus(
            Map<String, Object> set,
            List<Map<String, Object>> active,
            long terminating,
            int wanted,
            @Nullable ApiError failure) {
        int minReady = Trees.number(0, set, "spec", "minReadySeconds");
        var templateLabels = Trees.map(set, "spec", "template", "metadata", "labels");
        Instant now = now();
        int labeled = (int) active.stream()
                .filter(pod -> LabelSelectors.contains(templateLabels, Meta.labels(pod)))
                .count();
        int ready = (int) active.stream().filter(Pods::ready).count();
        int available = (int) active.stream()
                .filter(pod -> Pods.available(pod, minReady, now))
                .count();
        sets.updateStatus(Meta.namespace(set), Meta.name(set), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            Conditions conditions = new Conditions(status, now);
            if (failure == null) {
                conditions.remove("ReplicaFailure");
            } else if (conditions.get("ReplicaFailure").isEmpty()) {
                String reason = active.size() < wanted ? "FailedCreate" : "FailedDelete";
                conditions.set(
                        "ReplicaFailure",
                        "True",
                        reason,
                        Optional.ofNullable(failure.getMessage()).orElse(""));
            }
            status.put("replicas", active.size());
            Trees.count(status, "fullyLabeledReplicas", labeled);
            Trees.count(status, "readyReplicas", ready);
            Trees.count(status, "availableReplicas", available);
            status.put("terminatingReplicas", (int) terminating);
            status.put("observedGeneration", Meta.generation(set));
            return object;
        });
    }

    private void wakeWhenAvailable(Key key, Map<String, Object> set, List<Map<String, Object>> active) {
        int minReady = Trees.number(0, set, "spec", "minReadySeconds");
        active.stream()
                .filter(pod -> Pods.ready(pod) && !Pods.available(pod, minReady, now()))
                .map(pod -> Pods.availableFrom(pod, minReady))
                .flatMap(from -> Optional.ofNullable(from).stream())
                .min(Instant::compareTo)
                .ifPresent(at -> enqueueAt(key, at));
    }
}
