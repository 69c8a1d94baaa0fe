package io.fairlead.testkit.internal.controllers;

import java.util.Map;
import java.util.Set;

/** The annotations by which a Deployment keeps its history in its ReplicaSets. */
final class DeploymentAnnotations {
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String HISTORY = "deployment.kubernetes.io/revision-history";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";

    private static final Set<String> NOT_COPIED = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            REVISION,
            HISTORY,
            DESIRED,
            MAX,
            "deprecated.deployment.rollback.to");

    private DeploymentAnnotations() {}

    /** Copies the Deployment's own annotations, and gives the set this revision unless it has a higher one. */
    static void give(DeploymentView deployment, Map<String, Object> set, long revision) {
        var annotations = Trees.child(Trees.child(set, "metadata"), "annotations");
        Meta.annotations(deployment.object()).forEach((key, value) -> {
            if (!NOT_COPIED.contains(key)) {
                annotations.put(key, value);
            }
        });
        String before = Trees.text(annotations, REVISION);
        if (DeploymentSets.number(before) < revision) {
            annotations.put(REVISION, Long.toString(revision));
            if (!before.isEmpty()) {
                String history = Trees.text(annotations, HISTORY);
                annotations.put(HISTORY, history.isEmpty() ? before : history + "," + before);
            }
        }
    }

    /** Notes how many replicas the Deployment wanted and could have when this set was last scaled. */
    static void size(DeploymentView deployment, Map<String, Object> set) {
        var annotations = Trees.child(Trees.child(set, "metadata"), "annotations");
        annotations.put(DESIRED, Integer.toString(deployment.replicas()));
        annotations.put(MAX, Integer.toString(deployment.bounds().most()));
    }

    static boolean sizeIsNoted(DeploymentView deployment, Map<String, Object> set) {
        return Integer.toString(deployment.replicas()).equals(Meta.annotation(set, DESIRED))
                && Integer.toString(deployment.bounds().most()).equals(Meta.annotation(set, MAX));
    }
}
