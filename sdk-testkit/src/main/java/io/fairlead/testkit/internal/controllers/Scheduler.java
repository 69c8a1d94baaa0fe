package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.ClusterView;
import io.fairlead.placement.NodeScores;
import io.fairlead.placement.Placement;
import io.fairlead.placement.PodView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds pods to nodes, and says why when it cannot ({@code pkg/scheduler}, 1.37; no preemption).
 *
 * <p>A pod that fits nowhere is tried again when something changes that may help: a node, a pod that goes, a volume.
 */
final class Scheduler extends Reconciler {
    private static final String NAME = "kube-scheduler";

    private final Api api;
    private final ClusterView cluster = new ClusterView();
    private final SchedulingVolumes volumes;
    private final Set<Key> unschedulable = new LinkedHashSet<>();

    Scheduler(Api api) {
        super(api.time());
        this.api = api;
        this.volumes = new SchedulingVolumes(api);
        api.pods().onChange(this::podChanged);
        api.cache(Kind.NODE).onChange(this::nodeChanged);
        api.cache(Kind.NAMESPACE).onChange((before, after) -> {
            if (after != null) {
                cluster.putNamespace(Meta.name(after), Meta.labels(after));
            }
        });
        for (Kind kind : List.of(Kind.PERSISTENT_VOLUME_CLAIM, Kind.PERSISTENT_VOLUME, Kind.STORAGE_CLASS)) {
            api.cache(kind).onChange((before, after) -> tryAgain());
        }
    }

    private void podChanged(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        if (after == null || Pods.ended(after)) {
            if (before != null) {
                cluster.remove(Meta.namespace(before), Meta.name(before));
                unschedulable.remove(Key.of(before));
                if (!Pods.node(before).isEmpty()) {
                    tryAgain();
                }
            }
        } else if (!Pods.node(after).isEmpty()) {
            if (before == null
                    || Pods.node(before).isEmpty()
                    || Meta.deleting(before) != Meta.deleting(after)
                    || !Meta.labels(before).equals(Meta.labels(after))) {
                cluster.place(PodView.of(after), Pods.node(after));
            }
        } else {
            enqueue(after);
        }
    }

    private void nodeChanged(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        if (after == null) {
            if (before != null) {
                cluster.removeNode(Meta.name(before));
            }
            return;
        }
        boolean matters = before == null
                || !Trees.map(before, "spec").equals(Trees.map(after, "spec"))
                || !Meta.labels(before).equals(Meta.labels(after))
                || !Trees.map(before, "status", "allocatable").equals(Trees.map(after, "status", "allocatable"));
        if (matters) {
            cluster.putNode(after);
            if (before == null) {
                api.pods().onNode(Meta.name(after)).stream()
                        .filter(pod -> !Pods.ended(pod))
                        .forEach(pod -> cluster.place(PodView.of(pod), Meta.name(after)));
            }
            tryAgain();
        }
    }

    private void tryAgain() {
        unschedulable.forEach(this::enqueue);
    }

    @Override
    void reconcile(Key key) {
        var pod = api.pods().get(key.namespace(), key.name()).orElse(null);
        if (pod == null
                || Meta.deleting(pod)
                || Pods.ended(pod)
                || !Pods.node(pod).isEmpty()
                || !"default-scheduler".equals(Trees.textOr("default-scheduler", pod, "spec", "schedulerName"))) {
            unschedulable.remove(key);
            return;
        }
        if (!Trees.maps(pod, "spec", "schedulingGates").isEmpty()) {
            return;
        }
        schedule(key, pod);
    }

    private void schedule(Key key, Map<String, Object> pod) {
        if (cluster.nodes().isEmpty()) {
            refuse(key, pod, "no nodes available to schedule pods");
            return;
        }
        var unready = volumes.unready(pod);
        if (unready.isPresent()) {
            refuse(
                    key,
                    pod,
                    "0/" + cluster.nodes().size() + " nodes are available: " + unready.get() + ". preemption: 0/"
                            + cluster.nodes().size() + " nodes are available: "
                            + cluster.nodes().size()
                            + " Preemption is not helpful for scheduling.");
            return;
        }
        var view = PodView.of(pod);
        var placement = Placement.of(view, cluster, node -> volumes.against(pod, node));
        var chosen = new NodeScores(view, cluster).best(placement.feasible());
        if (chosen.isEmpty()) {
            refuse(key, pod, placement.message());
        } else if (volumes.choose(pod, chosen.get().name())) {
            bind(key, pod, chosen.get().name());
        } else {
            // The claims wait for their volumes on this node; their binding wakes the pod.
            unschedulable.add(key);
        }
    }

    private void bind(Key key, Map<String, Object> pod, String node) {
        unschedulable.remove(key);
        api.pods().updateSubresource(key.namespace(), key.name(), "binding", NAME, object -> {
            if (Meta.uid(object).equals(Meta.uid(pod)) && Pods.node(object).isEmpty()) {
                Trees.child(object, "spec").put("nodeName", node);
                new Conditions(Trees.child(object, "status"), now())
                        .add(Trees.object(
                                "type", "PodScheduled",
                                "status", "True",
                                "lastTransitionTime", Trees.stamp(now())));
            }
            return object;
        });
        api.events()
                .recordScheduling(
                        pod, "Normal", "Scheduled", "Binding", "Successfully assigned " + key + " to " + node);
    }

    private void refuse(Key key, Map<String, Object> pod, String message) {
        boolean known = unschedulable.contains(key);
        unschedulable.add(key);
        api.pods().updateStatus(key.namespace(), key.name(), NAME, object -> {
            var status = Trees.child(object, "status");
            Map<String, Object> before = Meta.condition(object, "PodScheduled");
            if (before == null || !message.equals(before.get("message"))) {
                Object since = before != null && "False".equals(before.get("status"))
                        ? before.get("lastTransitionTime")
                        : Trees.stamp(now());
                new Conditions(status, now())
                        .add(Trees.object(
                                "type",
                                "PodScheduled",
                                "observedGeneration",
                                Meta.generation(object) > 0 ? Meta.generation(object) : null,
                                "status",
                                "False",
                                "lastTransitionTime",
                                since,
                                "reason",
                                "Unschedulable",
                                "message",
                                message));
            }
            return object;
        });
        var condition = Meta.condition(pod, "PodScheduled");
        if (!known || condition == null || !message.equals(condition.get("message"))) {
            api.events().recordScheduling(pod, "Warning", "FailedScheduling", "Scheduling", message);
        }
    }
}
