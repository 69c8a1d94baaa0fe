package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps the numbered pods of StatefulSets ({@code pkg/controller/statefulset}, 1.37). */
final class StatefulSetController extends Reconciler {
    private final Cache sets;
    private final Api api;
    private final Revisions revisions;
    private final StatefulPods pods;

    StatefulSetController(Api api) {
        super(api.time());
        this.api = api;
        this.sets = api.cache(Kind.STATEFUL_SET);
        this.revisions = new Revisions(api, "controller.kubernetes.io/hash");
        this.pods = new StatefulPods(api);
        sets.onChange((before, after) -> enqueue(after));
        api.pods().onChange(Owners.of("StatefulSet", sets, this));
    }

    @Override
    void reconcile(Key key) {
        var found = sets.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        var set = new StatefulSetView(found.get());
        var update = revisions.present(set.object());
        var current = revisions.of(set.object()).stream()
                .filter(each -> Meta.name(each).equals(Trees.text(set.object(), "status", "currentRevision")))
                .findFirst()
                .orElse(update);
        try {
            if (!Meta.deleting(set.object())) {
                new Pass(set, current, update, podsOf(set)).run();
            }
        } finally {
            // Also when a pod is refused: the status then tells that the set has been seen.
            writeStatus(set, current, update, podsOf(set).values());
        }
        var now = podsOf(set);
        var inUse = new HashSet<>(List.of(Meta.name(current), Meta.name(update)));
        now.values().forEach(pod -> inUse.add(revisionOf(pod)));
        revisions.dropOld(set.object(), inUse);
        now.values().stream()
                .filter(pod -> Pods.ready(pod) && !Pods.available(pod, set.minReadySeconds(), now()))
                .flatMap(pod -> Optional.ofNullable(Pods.availableFrom(pod, set.minReadySeconds())).stream())
                .min(Instant::compareTo)
                .ifPresent(at -> enqueueAt(key, at));
    }

    private SortedMap<Integer, Map<String, Object>> podsOf(StatefulSetView set) {
        var byOrdinal = new TreeMap<Integer, Map<String, Object>>();
        Claims.of(set.object(), api.pods()).stream()
                .filter(pod -> set.ordinal(pod) >= 0)
                .forEach(pod -> byOrdinal.put(set.ordinal(pod), pod));
        return byOrdinal;
    }

    private boolean available(StatefulSetView set, Map<String, Object> pod) {
        return Pods.available(pod, set.minReadySeconds(), now()) && !Meta.deleting(pod);
    }

    private static String revisionOf(Map<String, Object> pod) {
        return Trees.text(Meta.labels(pod), Revisions.POD_LABEL);
    }

    /** One pass over the pods: what is missing comes, what is too much goes, then what is outdated. */
    private final class Pass {
        private final StatefulSetView set;
        private final Map<String, Object> current;
        private final Map<String, Object> update;
        private final SortedMap<Integer, Map<String, Object>> there;

        Pass(
                StatefulSetView set,
                Map<String, Object> current,
                Map<String, Object> update,
                SortedMap<Integer, Map<String, Object>> there) {
            this.set = set;
            this.current = current;
            this.update = update;
            this.there = there;
        }

        void run() {
            if (fill() && shrink() && set.rolling()) {
                replaceOutdated();
            }
        }

        /** True if the next step may be taken. */
        private boolean fill() {
            for (int ordinal = set.firstOrdinal(); ordinal < set.firstOrdinal() + set.replicas(); ordinal++) {
                var pod = there.get(ordinal);
                if (pod == null) {
                    pods.create(set, ordinal, revisionFor(ordinal));
                    if (set.ordered()) {
                        return false;
                    }
                } else if (Pods.ended(pod)) {
                    if (!Meta.deleting(pod)) {
                        pods.delete(set, pod);
                    }
                    if (set.ordered()) {
                        return false;
                    }
                } else if (set.ordered() && !(Pods.runningAndReady(pod) && available(set, pod))) {
                    return false;
                }
            }
            return true;
        }

        /** Below the partition a new pod is made from the former template. */
        private Map<String, Object> revisionFor(int ordinal) {
            return set.rolling() && ordinal < set.firstOrdinal() + set.partition() ? current : update;
        }

        private boolean shrink() {
            var condemned = there.entrySet().stream()
                    .filter(each -> !set.wants(each.getKey()))
                    .sorted(Comparator.comparingInt(each -> -each.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            var firstUnhealthy =
                    there.values().stream().filter(pod -> !available(set, pod)).findFirst();
            for (var pod : condemned) {
                if (Meta.deleting(pod)) {
                    if (set.ordered()) {
                        return false;
                    }
                } else if (set.ordered()
                        && !available(set, pod)
                        && firstUnhealthy.filter(pod::equals).isEmpty()) {
                    return false;
                } else {
                    pods.delete(set, pod);
                    if (set.ordered()) {
                        return false;
                    }
                }
            }
            return true;
        }

        private void replaceOutdated() {
            var wanted = new ArrayList<>(there.entrySet().stream()
                    .filter(each -> set.wants(each.getKey()))
                    .sorted(Comparator.comparingInt(each -> -each.getKey()))
                    .toList());
            int missing = set.replicas() - wanted.size();
            int unavailable = missing
                    + (int) wanted.stream()
                            .filter(each -> !available(set, each.getValue()))
                            .count();
            int room = set.maxUnavailable() - unavailable;
            for (var each : wanted) {
                var pod = each.getValue();
                boolean outdated = each.getKey() >= set.firstOrdinal() + set.partition()
                        && !revisionOf(pod).equals(Meta.name(update))
                        && !Meta.deleting(pod);
                boolean broken = !set.ordered() && !available(set, pod);
                if (outdated && (broken || room > 0)) {
                    pods.delete(set, pod);
                    room -= broken ? 0 : 1;
                }
            }
        }
    }

    private void writeStatus(
            StatefulSetView set,
            Map<String, Object> current,
            Map<String, Object> update,
            Iterable<Map<String, Object>> pods) {
        int replicas = 0;
        int ready = 0;
        int available = 0;
        int ofCurrent = 0;
        int ofUpdate = 0;
        for (var pod : pods) {
            replicas++;
            ready += Pods.runningAndReady(pod) ? 1 : 0;
            available += Pods.runningAndReady(pod) && Pods.available(pod, set.minReadySeconds(), now()) ? 1 : 0;
            if (!Meta.deleting(pod)) {
                ofCurrent += revisionOf(pod).equals(Meta.name(current)) ? 1 : 0;
                ofUpdate += revisionOf(pod).equals(Meta.name(update)) ? 1 : 0;
            }
        }
        boolean complete = ofUpdate == set.replicas() && ready == set.replicas() && replicas == set.replicas();
        var counts = List.of(replicas, ready, available, complete ? ofUpdate : ofCurrent, ofUpdate);
        sets.updateStatus(Meta.namespace(set.object()), set.name(), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            status.put("observedGeneration", Meta.generation(set.object()));
            status.put("replicas", counts.get(0));
            Trees.count(status, "readyReplicas", counts.get(1));
            status.put("availableReplicas", counts.get(2));
            Trees.count(status, "currentReplicas", counts.get(3));
            Trees.count(status, "updatedReplicas", counts.get(4));
            status.put("currentRevision", Meta.name(complete ? update : current));
            status.put("updateRevision", Meta.name(update));
            status.putIfAbsent("collisionCount", 0);
            return object;
        });
    }
}
