package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes the status of a Deployment from its ReplicaSets ({@code deployment/sync.go} and {@code progress.go}). */
final class DeploymentStatus {
    private static final String PROGRESSING = "Progressing";

    private DeploymentStatus() {}

    /** Writes the counters and {@code Available} into the status. */
    static void count(DeploymentView deployment, DeploymentSets sets, Map<String, Object> status, Instant now) {
        int available = sets.available();
        int updated = sets.fresh()
                .map(set -> Trees.number(0, set, "status", "replicas"))
                .orElse(0);
        status.put("observedGeneration", Meta.generation(deployment.object()));
        Trees.count(status, "replicas", sets.sum(set -> Trees.number(0, set, "status", "replicas")));
        Trees.count(status, "updatedReplicas", updated);
        Trees.count(status, "readyReplicas", sets.sum(set -> Trees.number(0, set, "status", "readyReplicas")));
        Trees.count(status, "availableReplicas", available);
        Trees.count(status, "unavailableReplicas", Math.max(0, sets.sizes() - available));
        status.put("terminatingReplicas", sets.sum(set -> Trees.number(0, set, "status", "terminatingReplicas")));
        var conditions = new Conditions(status, now);
        if (available >= deployment.bounds().leastAvailable()) {
            conditions.setWithUpdateTime(
                    "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        } else {
            conditions.setWithUpdateTime(
                    "Available",
                    "False",
                    "MinimumReplicasUnavailable",
                    "Deployment does not have minimum availability.");
        }
    }

    /** Writes how the rollout goes: complete, making progress, or out of time. */
    static void progress(
            DeploymentView deployment,
            DeploymentSets sets,
            Map<String, Object> before,
            Map<String, Object> status,
            Instant now) {
        var conditions = new Conditions(status, now);
        if (!deployment.hasDeadline()) {
            conditions.remove(PROGRESSING);
        } else if (!restingAfterCompletion(status, conditions)) {
            String who = sets.fresh()
                    .map(set -> "ReplicaSet \"" + Meta.name(set) + "\"")
                    .orElse("Deployment \"" + deployment.name() + "\"");
            if (deployment.complete(status)) {
                conditions.setWithUpdateTime(
                        PROGRESSING, "True", "NewReplicaSetAvailable", who + " has successfully progressed.");
            } else if (moved(before, status)) {
                conditions.refresh(PROGRESSING, "True", "ReplicaSetUpdated", who + " is progressing.");
            } else if (timedOut(deployment, conditions, now)) {
                conditions.setWithUpdateTime(
                        PROGRESSING, "False", "ProgressDeadlineExceeded", who + " has timed out progressing.");
            }
        }
        failures(sets, conditions);
    }

    /** When to look again whether the deadline has passed, null when there is nothing to wait for. */
    static @Nullable Instant nextCheck(DeploymentView deployment, Map<String, Object> status, Instant now) {
        var condition = new Conditions(status, now).get(PROGRESSING);
        if (!deployment.hasDeadline()
                || condition.isEmpty()
                || deployment.complete(status)
                || "ProgressDeadlineExceeded".equals(condition.get().get("reason"))) {
            return null;
        }
        Instant updated = Trees.time(condition.get(), "lastUpdateTime");
        // One second more, because the comparison is strict and times of the API are whole seconds.
        return updated == null ? null : updated.plusSeconds(deployment.deadlineSeconds() + 1L);
    }

    private static boolean restingAfterCompletion(Map<String, Object> status, Conditions conditions) {
        return Trees.number(0, status, "replicas") == Trees.number(0, status, "updatedReplicas")
                && "NewReplicaSetAvailable".equals(conditions.reason(PROGRESSING));
    }

    private static boolean moved(Map<String, Object> before, Map<String, Object> after) {
        int oldBefore = Trees.number(0, before, "replicas") - Trees.number(0, before, "updatedReplicas");
        int oldAfter = Trees.number(0, after, "replicas") - Trees.number(0, after, "updatedReplicas");
        return oldAfter < oldBefore
                || more("updatedReplicas", before, after)
                || more("readyReplicas", before, after)
                || more("availableReplicas", before, after);
    }

    private static boolean more(String counter, Map<String, Object> before, Map<String, Object> after) {
        return Trees.number(0, after, counter) > Trees.number(0, before, counter);
    }

    private static boolean timedOut(DeploymentView deployment, Conditions conditions, Instant now) {
        var condition = conditions.get(PROGRESSING);
        if (condition.isEmpty()
                || "NewReplicaSetAvailable".equals(condition.get().get("reason"))) {
            return false;
        }
        if ("ProgressDeadlineExceeded".equals(condition.get().get("reason"))) {
            return true;
        }
        Instant updated = Trees.time(condition.get(), "lastUpdateTime");
        return updated != null
                && updated.plusSeconds(deployment.deadlineSeconds()).isBefore(now);
    }

    /** Carries a ReplicaSet's failure to create pods up to the Deployment, the newest set's first. */
    private static void failures(DeploymentSets sets, Conditions conditions) {
        var failure = Stream.concat(sets.fresh().stream(), sets.old().stream())
                .map(set -> Meta.condition(set, "ReplicaFailure"))
                .filter(Objects::nonNull)
                .findFirst();
        if (failure.isEmpty()) {
            conditions.remove("ReplicaFailure");
            return;
        }
        var of = failure.get();
        if (conditions
                .get("ReplicaFailure")
                .filter(each -> Objects.equals(each.get("reason"), of.get("reason")))
                .isEmpty()) {
            conditions.add(Trees.object(
                    "type", "ReplicaFailure",
                    "status", of.get("status"),
                    "lastUpdateTime", of.get("lastTransitionTime"),
                    "lastTransitionTime", of.get("lastTransitionTime"),
                    "reason", of.get("reason"),
                    "message", of.get("message")));
        }
    }
}
