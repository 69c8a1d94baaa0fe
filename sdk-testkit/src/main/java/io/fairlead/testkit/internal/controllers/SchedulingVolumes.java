package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.NodeAffinity;
import io.fairlead.placement.NodeView;
import io.fairlead.placement.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the scheduler asks of a pod's claims ({@code plugins/volumebinding}). */
final class SchedulingVolumes {
    private final Api api;

    SchedulingVolumes(Api api) {
        this.api = api;
    }

    /** Why no node can take the pod yet: a claim that is not there, or that should be bound already. */
    Optional<String> unready(Map<String, Object> pod) {
        for (String name : claimNames(pod)) {
            var claim = claim(pod, name);
            if (claim.isEmpty()) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
            }
            if (Meta.deleting(claim.get())) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" is being deleted");
            }
            if (!bound(claim.get()) && !StorageClasses.waitsForConsumer(api, claim.get())) {
                return Optional.of("pod has unbound immediate PersistentVolumeClaims");
            }
        }
        return Optional.empty();
    }

    /** Whether a bound volume cannot be reached from the node. */
    Optional<Rejection> against(Map<String, Object> pod, NodeView node) {
        for (String name : claimNames(pod)) {
            var terms = claim(pod, name)
                    .map(claim -> Trees.text(claim, "spec", "volumeName"))
                    .flatMap(volume -> api.cache(Kind.PERSISTENT_VOLUME).get("", volume))
                    .map(volume -> Trees.maps(volume, "spec", "nodeAffinity", "required", "nodeSelectorTerms"))
                    .orElse(List.of());
            if (!terms.isEmpty() && !NodeAffinity.anyTerm(terms, node.name(), node.labels())) {
                return Optional.of(
                        new Rejection(List.of("node(s) didn't match PersistentVolume's node affinity"), false));
            }
        }
        return Optional.empty();
    }

    /** Asks for the volumes of unbound claims on the node that was chosen; true if nothing is left to wait for. */
    boolean choose(Map<String, Object> pod, String node) {
        boolean ready = true;
        for (String name : claimNames(pod)) {
            var claim = claim(pod, name);
            if (claim.isPresent() && !bound(claim.get())) {
                ready = false;
                api.cache(Kind.PERSISTENT_VOLUME_CLAIM).update(Meta.namespace(pod), name, "kube-scheduler", object -> {
                    Trees.child(Trees.child(object, "metadata"), "annotations").put(StorageClasses.SELECTED_NODE, node);
                    return object;
                });
            }
        }
        return ready;
    }

    private Optional<Map<String, Object>> claim(Map<String, Object> pod, String name) {
        return api.cache(Kind.PERSISTENT_VOLUME_CLAIM).get(Meta.namespace(pod), name);
    }

    private static boolean bound(Map<String, Object> claim) {
        return "Bound".equals(Trees.text(claim, "status", "phase"));
    }

    static List<String> claimNames(Map<String, Object> pod) {
        var names = new ArrayList<String>();
        for (var volume : Trees.maps(pod, "spec", "volumes")) {
            String name = Trees.text(volume, "persistentVolumeClaim", "claimName");
            if (!name.isEmpty()) {
                names.add(name);
            } else if (volume.containsKey("ephemeral")) {
                names.add(Meta.name(pod) + "-" + Trees.text(volume, "name"));
            }
        }
        return names;
    }
}
