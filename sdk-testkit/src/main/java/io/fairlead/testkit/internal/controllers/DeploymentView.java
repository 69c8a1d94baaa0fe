package io.fairlead.testkit.internal.controllers;

import io.fairlead.scaling.IntOrPercent;
import io.fairlead.scaling.RollingBounds;
import java.util.Map;

/** What a Deployment asks for, read from its tree. */
record DeploymentView(Map<String, Object> object) {
    private static final int NEVER = Integer.MAX_VALUE;

    String namespace() {
        return Meta.namespace(object);
    }

    String name() {
        return Meta.name(object);
    }

    int replicas() {
        return Trees.number(1, object, "spec", "replicas");
    }

    Map<String, Object> template() {
        return Trees.map(object, "spec", "template");
    }

    int minReadySeconds() {
        return Trees.number(0, object, "spec", "minReadySeconds");
    }

    boolean paused() {
        return Trees.isTrue(object, "spec", "paused");
    }

    boolean rolling() {
        return "RollingUpdate".equals(Trees.textOr("RollingUpdate", object, "spec", "strategy", "type"));
    }

    /** The bounds of the rolling update; a Deployment that is recreated has none. */
    RollingBounds bounds() {
        if (!rolling()) {
            return new RollingBounds(replicas(), 0, 0);
        }
        var rolling = Trees.map(object, "spec", "strategy", "rollingUpdate");
        var quarter = new IntOrPercent(25, true);
        var bounds = RollingBounds.of(
                replicas(),
                IntOrPercent.of(rolling.get("maxSurge"), quarter),
                IntOrPercent.of(rolling.get("maxUnavailable"), quarter));
        return replicas() == 0 ? new RollingBounds(0, bounds.maxSurge(), 0) : bounds;
    }

    boolean hasDeadline() {
        return deadlineSeconds() != NEVER;
    }

    int deadlineSeconds() {
        return Trees.number(NEVER, object, "spec", "progressDeadlineSeconds");
    }

    int historyLimit() {
        return Trees.number(NEVER, object, "spec", "revisionHistoryLimit");
    }

    /** All replicas are of the newest template and available, and the controller has seen the newest spec. */
    boolean complete(Map<String, Object> status) {
        return Trees.number(0, status, "updatedReplicas") == replicas()
                && Trees.number(0, status, "replicas") == replicas()
                && Trees.number(0, status, "availableReplicas") == replicas()
                && Trees.longNumber(status, "observedGeneration") >= Meta.generation(object);
    }
}
