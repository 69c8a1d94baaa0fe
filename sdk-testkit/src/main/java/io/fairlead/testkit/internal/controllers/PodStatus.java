package io.fairlead.testkit.internal.controllers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what a node knows of a pod into its status ({@code pkg/kubelet/status/generate.go}). */
final class PodStatus {
    private final PodRun run;
    private final Map<String, Object> pod;
    private final Map<String, Object> status;
    private final Instant now;

    PodStatus(PodRun run, Map<String, Object> pod, Instant now) {
        this.run = run;
        this.pod = pod;
        this.status = Trees.child(pod, "status");
        this.now = now;
    }

    void write(String hostIp, String podIp) {
        String phase = run.phase();
        status.put("phase", phase);
        if (Meta.generation(pod) > 0) {
            status.put("observedGeneration", Meta.generation(pod));
        }
        status.put("startTime", Trees.stamp(run.arrived()));
        status.put("hostIP", hostIp);
        status.put("hostIPs", ips(hostIp));
        if (run.started()) {
            status.put("podIP", podIp);
            status.put("podIPs", ips(podIp));
        }
        if (!run.inits().isEmpty()) {
            status.put("initContainerStatuses", statuses(run.inits()));
        }
        status.put("containerStatuses", statuses(run.containers()));
        status.computeIfAbsent("qosClass", absent -> QosClass.of(pod));
        conditions(phase);
    }

    private static List<Object> ips(String ip) {
        return new ArrayList<>(List.of(Trees.object("ip", ip)));
    }

    private void conditions(String phase) {
        boolean ended = "Succeeded".equals(phase) || "Failed".equals(phase);
        condition("PodReadyToStartContainers", run.started() && !ended && !run.stopping(), null, null);
        if ("Succeeded".equals(phase)) {
            condition("Initialized", true, "PodCompleted", null);
        } else if (run.initialized()) {
            condition("Initialized", true, null, null);
        } else {
            condition(
                    "Initialized",
                    false,
                    "ContainersNotInitialized",
                    "containers with incomplete status: " + names(run.inits(), false));
        }
        ready(phase);
        condition("PodScheduled", true, null, null);
    }

    private void ready(String phase) {
        if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
            String reason = "Succeeded".equals(phase) ? "PodCompleted" : "PodFailed";
            condition("Ready", false, reason, null);
            condition("ContainersReady", false, reason, null);
            return;
        }
        var unready = new ArrayList<ContainerRun>();
        run.inits().stream()
                .filter(ContainerRun::sidecar)
                .filter(each -> !serving(each))
                .forEach(unready::add);
        run.containers().stream().filter(each -> !serving(each)).forEach(unready::add);
        if (!unready.isEmpty()) {
            String message = "containers with unready status: "
                    + unready.stream()
                            .map(ContainerRun::name)
                            .toList()
                            .toString()
                            .replace(", ", " ");
            condition("Ready", false, "ContainersNotReady", message);
            condition("ContainersReady", false, "ContainersNotReady", message);
            return;
        }
        String gates = closedGates();
        condition(
                "Ready",
                gates.isEmpty(),
                gates.isEmpty() ? null : "ReadinessGatesNotReady",
                gates.isEmpty() ? null : gates);
        condition("ContainersReady", true, null, null);
    }

    /** The readiness gates whose condition somebody else has not made true. */
    private String closedGates() {
        var closed = new ArrayList<String>();
        for (var gate : Trees.maps(pod, "spec", "readinessGates")) {
            String type = Trees.text(gate, "conditionType");
            Map<String, Object> condition = Meta.condition(pod, type);
            if (condition == null) {
                closed.add("corresponding condition of pod readiness gate \"" + type + "\" does not exist.");
            } else if (!"True".equals(condition.get("status"))) {
                closed.add("the status of pod readiness gate \"" + type + "\" is not \"True\", but "
                        + condition.get("status"));
            }
        }
        return String.join(", ", closed);
    }

    private boolean serving(ContainerRun container) {
        return container.ready() && container.state() == ContainerRun.State.RUNNING && !run.stopping();
    }

    private static String names(List<ContainerRun> containers, boolean done) {
        return containers.stream()
                .filter(each -> each.done() == done)
                .map(ContainerRun::name)
                .toList()
                .toString()
                .replace(", ", " ");
    }

    private void condition(String type, boolean value, @Nullable String reason, @Nullable String message) {
        Map<String, Object> before = Meta.condition(pod, type);
        String wanted = value ? "True" : "False";
        Object transition = before != null && wanted.equals(before.get("status"))
                ? before.get("lastTransitionTime")
                : Trees.stamp(now);
        var condition = Trees.object(
                "type", type,
                "observedGeneration", Meta.generation(pod) > 0 ? Meta.generation(pod) : null,
                "status", wanted,
                "lastTransitionTime", transition,
                "reason", reason,
                "message", message);
        var conditions = Trees.children(status, "conditions");
        for (int i = 0; i < conditions.size(); i++) {
            if (type.equals(Trees.map(conditions.get(i)).get("type"))) {
                conditions.set(i, condition);
                return;
            }
        }
        conditions.add(condition);
    }

    private List<Object> statuses(List<ContainerRun> containers) {
        var statuses = new ArrayList<Object>();
        containers.forEach(each -> statuses.add(status(each)));
        return statuses;
    }

    private Map<String, Object> status(ContainerRun container) {
        boolean running = container.state() == ContainerRun.State.RUNNING && !run.stopping();
        boolean ends = container.init() && !container.sidecar();
        boolean ready = ends ? container.done() : serving(container);
        return Trees.object(
                "name",
                container.name(),
                "state",
                state(container),
                "lastState",
                container.lastTermination() == null
                        ? Trees.object()
                        : Trees.object("terminated", container.lastTermination()),
                "ready",
                ready,
                "restartCount",
                container.restarts(),
                "image",
                container.image(),
                "imageID",
                container.id().isEmpty() ? "" : imageId(container.image()),
                "containerID",
                container.id().isEmpty() ? null : container.id(),
                "started",
                running && (!container.init() || container.sidecar()));
    }

    private Map<String, Object> state(ContainerRun container) {
        Instant startedAt = container.startedAt();
        Map<String, Object> termination = container.termination();
        return switch (container.state()) {
            case CREATED -> waiting(!run.inits().isEmpty() ? "PodInitializing" : "ContainerCreating", null);
            case WAITING -> waiting(container.reason(), container.message());
            case RUNNING ->
                run.stopping()
                        ? Trees.object("terminated", stopped(container))
                        : Trees.object(
                                "running",
                                Trees.object("startedAt", startedAt == null ? null : Trees.stamp(startedAt)));
            case TERMINATED -> Trees.object("terminated", termination == null ? Trees.object() : termination);
        };
    }

    private Map<String, Object> stopped(ContainerRun container) {
        Instant startedAt = container.startedAt();
        return Trees.object(
                "exitCode",
                0,
                "reason",
                "Completed",
                "startedAt",
                startedAt == null ? null : Trees.stamp(startedAt),
                "finishedAt",
                Trees.stamp(now),
                "containerID",
                container.id());
    }

    private static Map<String, Object> waiting(String reason, @Nullable String message) {
        return Trees.object("waiting", Trees.object("reason", reason, "message", message));
    }

    private static String imageId(String image) {
        String digest = UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .repeat(2);
        int tag = image.lastIndexOf(':');
        String name = tag > image.lastIndexOf('/') ? image.substring(0, tag) : image;
        return name + "@sha256:" + digest;
    }
}
