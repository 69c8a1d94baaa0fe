package io.fairlead.testkit.internal.controllers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a Deployment sizes its ReplicaSets: in a rollout, and when it is resized itself. */
final class ReplicaSetScaling {
    private final Api api;
    private final Cache sets;

    ReplicaSetScaling(Api api) {
        this.api = api;
        this.sets = api.cache(Kind.REPLICA_SET);
    }

    /** How large the newest set may be: the rest up to the surge, and no more than is wanted. */
    static int newSize(DeploymentView deployment, int sizeOfAll, int sizeNow) {
        if (!deployment.rolling()) {
            return deployment.replicas();
        }
        int room = deployment.bounds().most() - sizeOfAll;
        return room <= 0 ? sizeNow : sizeNow + Math.min(room, deployment.replicas() - sizeNow);
    }

    /** Sizes the newest set; true if that changed anything. */
    boolean growNew(DeploymentView deployment, DeploymentSets all) {
        var fresh = all.fresh().orElseThrow();
        int size = DeploymentSets.size(fresh);
        if (size == deployment.replicas()) {
            return false;
        }
        return size > deployment.replicas()
                ? scale(deployment, fresh, deployment.replicas())
                : scale(deployment, fresh, newSize(deployment, all.sizes(), size));
    }

    /** Takes away old pods as far as availability allows, those that are not available first; true if any. */
    boolean shrinkOld(DeploymentView deployment, DeploymentSets all) {
        var fresh = all.fresh().orElseThrow();
        int least = deployment.bounds().leastAvailable();
        int newUnavailable = DeploymentSets.size(fresh) - DeploymentSets.available(fresh);
        int room = all.sizes() - least - newUnavailable;
        if (all.oldActive().isEmpty() || room <= 0) {
            return false;
        }
        var sizes = new HashMap<String, Integer>();
        var old = all.oldActive().stream().sorted(DeploymentSets.BY_AGE).toList();
        int removed = 0;
        for (var set : old) {
            int size = DeploymentSets.size(set);
            int unhealthy = Math.max(0, size - DeploymentSets.available(set));
            int take = Math.min(room - removed, unhealthy);
            sizes.put(Meta.name(set), size - take);
            removed += take;
        }
        int spare = Math.max(0, all.available() - least);
        for (var set : old) {
            int size = sizes.getOrDefault(Meta.name(set), 0);
            int take = Math.min(size, spare);
            sizes.put(Meta.name(set), size - take);
            spare -= take;
        }
        boolean scaled = false;
        for (var set : old) {
            scaled |= scale(deployment, set, sizes.getOrDefault(Meta.name(set), 0));
        }
        return scaled;
    }

    /** Spreads a change of the Deployment's own size over its sets, so that a rollout neither gains nor loses ground. */
    void inProportion(DeploymentView deployment, DeploymentSets all) {
        var only = activeOrLatest(all);
        if (only.isPresent()) {
            scale(deployment, only.get(), deployment.replicas());
        } else if (all.fresh().filter(set -> saturated(deployment, set)).isPresent()) {
            all.oldActive().forEach(old -> scale(deployment, old, 0));
        } else if (deployment.rolling()) {
            spread(deployment, all.active());
        }
    }

    private static Optional<Map<String, Object>> activeOrLatest(DeploymentSets all) {
        var active = all.active();
        if (active.size() == 1) {
            return Optional.of(active.get(0));
        }
        return active.isEmpty()
                ? all.fresh().or(() -> all.old().stream().max(DeploymentSets.BY_AGE))
                : Optional.empty();
    }

    private static boolean saturated(DeploymentView deployment, Map<String, Object> set) {
        return DeploymentSets.size(set) == deployment.replicas()
                && Integer.toString(deployment.replicas()).equals(Meta.annotation(set, DeploymentAnnotations.DESIRED))
                && DeploymentSets.available(set) == deployment.replicas();
    }

    private void spread(DeploymentView deployment, List<Map<String, Object>> active) {
        int allowed = deployment.replicas() > 0 ? deployment.bounds().most() : 0;
        int change = allowed - active.stream().mapToInt(DeploymentSets::size).sum();
        var sets = new ArrayList<>(active);
        Comparator<Map<String, Object>> largest = Comparator.comparingInt(set -> -DeploymentSets.size(set));
        sets.sort(largest.thenComparing(change > 0 ? DeploymentSets.BY_AGE.reversed() : DeploymentSets.BY_AGE));
        int[] sizes = new int[sets.size()];
        int changed = 0;
        for (int i = 0; i < sizes.length; i++) {
            int share = change == 0 ? 0 : share(deployment, sets.get(i), change, changed);
            sizes[i] = DeploymentSets.size(sets.get(i)) + share;
            changed += share;
        }
        if (sizes.length > 0) {
            sizes[0] = Math.max(0, sizes[0] + change - changed);
        }
        for (int i = 0; i < sizes.length; i++) {
            resize(deployment, sets.get(i), sizes[i]);
        }
    }

    private static int share(DeploymentView deployment, Map<String, Object> set, int change, int changed) {
        if (change == changed || DeploymentSets.size(set) == 0) {
            return 0;
        }
        int fraction = fraction(deployment, set);
        return change > 0 ? Math.min(fraction, change - changed) : Math.max(fraction, change - changed);
    }

    private static int fraction(DeploymentView deployment, Map<String, Object> set) {
        int size = DeploymentSets.size(set);
        if (deployment.replicas() == 0) {
            return -size;
        }
        long before = DeploymentSets.number(Meta.annotation(set, DeploymentAnnotations.MAX));
        if (before == 0) {
            before = Trees.number(0, deployment.object(), "status", "replicas");
        }
        return before == 0
                ? 0
                : (int) Math.round((double) size * deployment.bounds().most() / before) - size;
    }

    /** Sets the size of a ReplicaSet; true if it was another. */
    boolean scale(DeploymentView deployment, Map<String, Object> set, int size) {
        return DeploymentSets.size(set) != size && resize(deployment, set, size);
    }

    private boolean resize(DeploymentView deployment, Map<String, Object> set, int size) {
        int before = DeploymentSets.size(set);
        if (before == size && DeploymentAnnotations.sizeIsNoted(deployment, set)) {
            return false;
        }
        sets.update(Meta.namespace(set), Meta.name(set), Api.MANAGER, object -> {
            Trees.child(object, "spec").put("replicas", size);
            DeploymentAnnotations.size(deployment, object);
            return object;
        });
        if (before != size) {
            String message = "Scaled " + (size > before ? "up" : "down") + " replica set " + Meta.name(set) + " from "
                    + before + " to " + size;
            api.events()
                    .record(deployment.object(), "Normal", "ScalingReplicaSet", message, "deployment-controller", "");
        }
        return before != size;
    }
}
