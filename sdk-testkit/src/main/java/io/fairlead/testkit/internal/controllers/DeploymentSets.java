package io.fairlead.testkit.internal.controllers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The ReplicaSets of a Deployment: the one of its present template, and those of former ones. */
record DeploymentSets(Optional<Map<String, Object>> fresh, List<Map<String, Object>> old) {
    static final Comparator<Map<String, Object>> BY_AGE =
            Comparator.comparing((Map<String, Object> set) -> Meta.created(set)).thenComparing(Meta::name);

    /** Sorts them; of several with the present template the oldest counts. */
    static DeploymentSets of(DeploymentView deployment, List<Map<String, Object>> sets) {
        var sorted = new ArrayList<>(sets);
        sorted.sort(BY_AGE);
        Optional<Map<String, Object>> fresh = sorted.stream()
                .filter(set -> Templates.same(Trees.map(set, "spec", "template"), deployment.template()))
                .findFirst();
        fresh.ifPresent(sorted::remove);
        return new DeploymentSets(fresh, List.copyOf(sorted));
    }

    List<Map<String, Object>> all() {
        var all = new ArrayList<>(old);
        fresh.ifPresent(all::add);
        return all;
    }

    List<Map<String, Object>> active() {
        return all().stream().filter(set -> size(set) > 0).toList();
    }

    List<Map<String, Object>> oldActive() {
        return old.stream().filter(set -> size(set) > 0).toList();
    }

    int sizes() {
        return all().stream().mapToInt(DeploymentSets::size).sum();
    }

    int available() {
        return sum(set -> Trees.number(0, set, "status", "availableReplicas"));
    }

    int sum(ToIntFunction<Map<String, Object>> of) {
        return all().stream().mapToInt(of).sum();
    }

    long maxOldRevision() {
        return old.stream().mapToLong(DeploymentSets::revision).max().orElse(0);
    }

    /** The size a ReplicaSet is to have. */
    static int size(Map<String, Object> set) {
        return Trees.number(1, set, "spec", "replicas");
    }

    static int available(Map<String, Object> set) {
        return Trees.number(0, set, "status", "availableReplicas");
    }

    static long revision(Map<String, Object> set) {
        return number(Meta.annotation(set, DeploymentAnnotations.REVISION));
    }

    static long number(String annotation) {
        try {
            return annotation.isEmpty() ? 0 : Long.parseLong(annotation);
        } catch (NumberFormatException invalid) {
            return 0;
        }
    }
}
