package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the state of pods as controllers do ({@code pkg/api/v1/pod/util.go}). */
final class Pods {
    private Pods() {}

    static String phase(Map<String, Object> pod) {
        return Trees.textOr("Pending", pod, "status", "phase");
    }

    static String node(Map<String, Object> pod) {
        return Trees.text(pod, "spec", "nodeName");
    }

    static boolean ended(Map<String, Object> pod) {
        String phase = phase(pod);
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /** Neither ended nor on its way out. */
    static boolean active(Map<String, Object> pod) {
        return !ended(pod) && !Meta.deleting(pod);
    }

    static boolean terminating(Map<String, Object> pod) {
        return !ended(pod) && Meta.deleting(pod);
    }

    static boolean ready(Map<String, Object> pod) {
        Map<String, Object> condition = Meta.condition(pod, "Ready");
        return condition != null && "True".equals(condition.get("status"));
    }

    static boolean runningAndReady(Map<String, Object> pod) {
        return "Running".equals(phase(pod)) && ready(pod);
    }

    /** Since when the pod has been ready, null while it is not. */
    static @Nullable Instant readySince(Map<String, Object> pod) {
        Map<String, Object> condition = Meta.condition(pod, "Ready");
        return condition == null || !"True".equals(condition.get("status"))
                ? null
                : Trees.time(condition, "lastTransitionTime");
    }

    /** When the pod counts as available, null while it is not ready. */
    static @Nullable Instant availableFrom(Map<String, Object> pod, int minReadySeconds) {
        Instant since = readySince(pod);
        return since == null ? null : since.plusSeconds(minReadySeconds);
    }

    static boolean available(Map<String, Object> pod, int minReadySeconds, Instant now) {
        if (!ready(pod)) {
            return false;
        }
        Instant from = availableFrom(pod, minReadySeconds);
        return minReadySeconds == 0 || (from != null && !from.isAfter(now));
    }

    /** The most restarts of any of its containers. */
    static int restarts(Map<String, Object> pod) {
        return Trees.maps(pod, "status", "containerStatuses").stream()
                .mapToInt(status -> Trees.number(0, status, "restartCount"))
                .max()
                .orElse(0);
    }
}
