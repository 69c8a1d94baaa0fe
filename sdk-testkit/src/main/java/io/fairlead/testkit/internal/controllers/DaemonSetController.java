package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.NodeAffinity;
import io.fairlead.placement.Taints;
import io.fairlead.scaling.IntOrPercent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps one pod of a DaemonSet on every node that should have it ({@code pkg/controller/daemon}, 1.37). */
final class DaemonSetController extends Reconciler {
    private static final Comparator<Map<String, Object>> OLDEST_SCHEDULED_FIRST =
            Comparator.<Map<String, Object>>comparingInt(pod -> Pods.node(pod).isEmpty() ? 1 : 0)
                    .thenComparing(Meta::created)
                    .thenComparing(Meta::name);

    private final Api api;
    private final Cache sets;
    private final Revisions revisions;
    private final PodControl pods;

    DaemonSetController(Api api) {
        super(api.time());
        this.api = api;
        this.sets = api.cache(Kind.DAEMON_SET);
        this.revisions = new Revisions(api, Revisions.POD_LABEL);
        this.pods = new PodControl(api, "daemonset-controller");
        sets.onChange((before, after) -> enqueue(after));
        api.pods().onChange(Owners.of("DaemonSet", sets, this));
        api.cache(Kind.NODE).onChange((before, after) -> {
            if (before == null
                    || after == null
                    || !Trees.map(before, "spec").equals(Trees.map(after, "spec"))
                    || !Meta.labels(before).equals(Meta.labels(after))) {
                sets.all().forEach(this::enqueue);
            }
        });
    }

    @Override
    void reconcile(Key key) {
        var found = sets.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        var set = found.get();
        var revision = revisions.present(set);
        String hash = revisions.hash(revision);
        if (!Meta.deleting(set)) {
            manage(set, hash);
            if (!"OnDelete".equals(Trees.text(set, "spec", "updateStrategy", "type"))) {
                replaceOutdated(set, hash);
            }
            dropOldHistory(set, revision);
        }
        writeStatus(set, hash);
        int minReady = minReadySeconds(set);
        Claims.of(set, api.pods()).stream()
                .filter(pod -> Pods.ready(pod) && !Pods.available(pod, minReady, now()))
                .flatMap(pod -> Optional.ofNullable(Pods.availableFrom(pod, minReady)).stream())
                .min(Instant::compareTo)
                .ifPresent(at -> enqueueAt(key, at));
    }

    /** The set's pods by the node they are on, or are meant for. */
    private SortedMap<String, List<Map<String, Object>>> byNode(Map<String, Object> set) {
        var byNode = new TreeMap<String, List<Map<String, Object>>>();
        for (var pod : Claims.of(set, api.pods())) {
            byNode.computeIfAbsent(DaemonPods.targetNode(pod), node -> new ArrayList<>())
                    .add(pod);
        }
        byNode.values().forEach(each -> each.sort(OLDEST_SCHEDULED_FIRST));
        return byNode;
    }

    private void manage(Map<String, Object> set, String hash) {
        var byNode = byNode(set);
        var known = new HashSet<String>();
        for (var node : api.cache(Kind.NODE).all()) {
            known.add(Meta.name(node));
            var here = byNode.getOrDefault(Meta.name(node), List.of());
            if (!mayStay(set, node)) {
                here.stream().filter(pod -> !Meta.deleting(pod)).forEach(pod -> pods.delete(set, pod));
            } else if (here.isEmpty()) {
                if (shouldRun(set, node)) {
                    create(set, Meta.name(node), hash);
                }
            } else {
                tidy(set, here, hash);
            }
        }
        byNode.forEach((node, here) -> {
            if (!known.contains(node)) {
                here.stream()
                        .filter(pod -> !Meta.deleting(pod) && Pods.node(pod).isEmpty())
                        .forEach(pod -> pods.delete(set, pod));
            }
        });
    }

    /** Replaces what has ended, and takes away what is too much: of each revision one may be there in a surge. */
    private void tidy(Map<String, Object> set, List<Map<String, Object>> here, String hash) {
        var kept = new HashMap<Boolean, Map<String, Object>>();
        boolean surge = maxSurge(set, 1) > 0;
        for (var pod : here) {
            if (Meta.deleting(pod)) {
                continue;
            }
            if (Pods.ended(pod)) {
                boolean failed = "Failed".equals(Pods.phase(pod));
                pods.event(
                        set,
                        failed ? "Warning" : "Normal",
                        failed ? "FailedDaemonPod" : "SucceededDaemonPod",
                        "Found " + (failed ? "failed" : "succeeded") + " daemon pod " + Key.of(pod) + " on node "
                                + Pods.node(pod) + ", will try to " + (failed ? "kill" : "delete") + " it");
                pods.delete(set, pod);
            } else if (kept.putIfAbsent(surge && isOf(pod, hash), pod) != null) {
                pods.delete(set, pod);
            }
        }
        if (surge && kept.size() == 2) {
            var fresh = Optional.ofNullable(kept.get(true)).orElseThrow();
            var old = Optional.ofNullable(kept.get(false)).orElseThrow();
            if (!Pods.ready(old) || Pods.available(fresh, minReadySeconds(set), now())) {
                pods.delete(set, old);
            }
        }
    }

    private void create(Map<String, Object> set, String node, String hash) {
        pods.create(set, Trees.map(set, "spec", "template"), Meta.name(set) + "-", pod -> {
            Trees.child(Trees.child(pod, "metadata"), "labels").put(Revisions.POD_LABEL, hash);
            String generation = Meta.annotation(set, "deprecated.daemonset.template.generation");
            if (!generation.isEmpty()) {
                Trees.child(Trees.child(pod, "metadata"), "labels").put("pod-template-generation", generation);
            }
            DaemonPods.aimAt(Trees.child(pod, "spec"), node);
        });
    }

    /** Lets old pods go while enough are available; in a surge makes the new one first. */
    private void replaceOutdated(Map<String, Object> set, String hash) {
        var byNode = byNode(set);
        int wanted = (int) api.cache(Kind.NODE).all().stream()
                .filter(node -> shouldRun(set, node))
                .count();
        int surge = maxSurge(set, wanted);
        int minReady = minReadySeconds(set);
        int busy = 0;
        var candidates = new TreeMap<String, Map<String, Object>>();
        for (var here : byNode.entrySet()) {
            var live =
                    here.getValue().stream().filter(pod -> !Meta.deleting(pod)).toList();
            var old = live.stream().filter(pod -> !isOf(pod, hash)).findFirst();
            var fresh = live.stream().filter(pod -> isOf(pod, hash)).findFirst();
            if (old.isEmpty()) {
                boolean serving = fresh.filter(pod -> Pods.available(pod, minReady, now()))
                        .isPresent();
                busy += surge == 0 && !serving ? 1 : 0;
            } else if (fresh.isPresent()) {
                busy++;
            } else if (!Pods.available(old.get(), minReady, now())) {
                replace(set, here.getKey(), old.get(), surge > 0, hash);
                busy += surge == 0 ? 1 : 0;
            } else {
                candidates.put(here.getKey(), old.get());
            }
        }
        int room = (surge > 0 ? surge : maxUnavailable(set, wanted)) - busy;
        for (var candidate : candidates.entrySet()) {
            if (room-- > 0) {
                replace(set, candidate.getKey(), candidate.getValue(), surge > 0, hash);
            }
        }
    }

    private void replace(Map<String, Object> set, String node, Map<String, Object> old, boolean surge, String hash) {
        if (surge) {
            create(set, node, hash);
        } else {
            pods.delete(set, old);
        }
    }

    private void writeStatus(Map<String, Object> set, String hash) {
        var byNode = byNode(set);
        int desired = 0;
        int current = 0;
        int misplaced = 0;
        int ready = 0;
        int updated = 0;
        int available = 0;
        for (var node : api.cache(Kind.NODE).all()) {
            var here = byNode.getOrDefault(Meta.name(node), List.of());
            if (!shouldRun(set, node)) {
                misplaced += here.isEmpty() ? 0 : 1;
                continue;
            }
            desired++;
            if (!here.isEmpty()) {
                var pod = here.get(0);
                current++;
                ready += Pods.ready(pod) ? 1 : 0;
                available += Pods.available(pod, minReadySeconds(set), now()) ? 1 : 0;
                updated += isOf(pod, hash) ? 1 : 0;
            }
        }
        var counts = List.of(current, misplaced, desired, ready, updated, available, desired - available);
        sets.updateStatus(Meta.namespace(set), Meta.name(set), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            status.put("currentNumberScheduled", counts.get(0));
            status.put("numberMisscheduled", counts.get(1));
            status.put("desiredNumberScheduled", counts.get(2));
            status.put("numberReady", counts.get(3));
            status.put("observedGeneration", Meta.generation(set));
            Trees.count(status, "updatedNumberScheduled", counts.get(4));
            Trees.count(status, "numberAvailable", counts.get(5));
            Trees.count(status, "numberUnavailable", counts.get(6));
            return object;
        });
    }

    private void dropOldHistory(Map<String, Object> set, Map<String, Object> present) {
        var hashes = new HashSet<String>();
        Claims.of(set, api.pods()).forEach(pod -> hashes.add(Trees.text(Meta.labels(pod), Revisions.POD_LABEL)));
        Set<String> inUse = new HashSet<>(Set.of(Meta.name(present)));
        revisions.of(set).stream()
                .filter(revision -> hashes.contains(revisions.hash(revision)))
                .forEach(revision -> inUse.add(Meta.name(revision)));
        revisions.dropOld(set, inUse);
    }

    private static boolean isOf(Map<String, Object> pod, String hash) {
        return hash.equals(Meta.labels(pod).get(Revisions.POD_LABEL));
    }

    private static int minReadySeconds(Map<String, Object> set) {
        return Trees.number(0, set, "spec", "minReadySeconds");
    }

    private static int maxSurge(Map<String, Object> set, int nodes) {
        Object value = Trees.at(set, "spec", "updateStrategy", "rollingUpdate", "maxSurge");
        return IntOrPercent.of(value, IntOrPercent.ZERO).roundedUp(nodes);
    }

    private static int maxUnavailable(Map<String, Object> set, int nodes) {
        Object value = Trees.at(set, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
        return IntOrPercent.of(value, new IntOrPercent(1, false)).roundedUp(nodes);
    }

    private static boolean shouldRun(Map<String, Object> set, Map<String, Object> node) {
        return admitted(set, node, Taints.REPELLING);
    }

    /** A pod that is there stays despite a taint that only keeps new ones away. */
    private static boolean mayStay(Map<String, Object> set, Map<String, Object> node) {
        return admitted(set, node, Set.of("NoExecute"));
    }

    private static boolean admitted(Map<String, Object> set, Map<String, Object> node, Set<String> effects) {
        var spec = Trees.map(set, "spec", "template", "spec");
        String name = Trees.text(spec, "nodeName");
        return (name.isEmpty() || name.equals(Meta.name(node)))
                && NodeAffinity.admits(spec, Meta.name(node), Meta.labels(node))
                && Taints.untolerated(Trees.maps(node, "spec", "taints"), DaemonPods.tolerations(spec), effects)
                        .isEmpty();
    }
}
