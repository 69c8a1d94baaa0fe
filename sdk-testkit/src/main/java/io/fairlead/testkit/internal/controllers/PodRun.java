package io.fairlead.testkit.internal.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pod on a node: its init containers one after the other, then all its containers. */
final class PodRun {
    private static final List<String> PREFIXES = List.of("sandbox.fairlead.io/", "testbed.fairlead.io/");

    private final List<ContainerRun> inits = new ArrayList<>();
    private final List<ContainerRun> containers = new ArrayList<>();
    private final String restartPolicy;
    private final Instant arrived;
    private final @Nullable Instant starts;
    private boolean started;
    private boolean stopping;

    PodRun(Map<String, Object> pod, KubeletTiming timing, Instant now) {
        restartPolicy = Trees.textOr("Always", pod, "spec", "restartPolicy");
        Optional<Duration> runTime = "Job".equals(Meta.controller(pod).get("kind"))
                ? Optional.of(annotated(pod, "run-time").orElse(timing.run()))
                : annotated(pod, "run-time");
        for (var spec : Trees.maps(pod, "spec", "initContainers")) {
            boolean sidecar = "Always".equals(Trees.text(spec, "restartPolicy"));
            String policy = sidecar ? "Always" : "Never".equals(restartPolicy) ? "Never" : "OnFailure";
            inits.add(new ContainerRun(spec, true, policy, sidecar ? Optional.empty() : Optional.of(Duration.ZERO)));
        }
        for (var spec : Trees.maps(pod, "spec", "containers")) {
            containers.add(new ContainerRun(spec, false, restartPolicy, runTime));
        }
        boolean slow = all().stream().anyMatch(each -> Fault.of(each.image()) == Fault.SLOW);
        Instant begun = Trees.time(pod, "status", "startTime");
        arrived = begun == null ? now : begun;
        started = adopt(pod);
        starts = started ? null : now.plus(annotated(pod, "start-delay").orElse(slow ? timing.slow() : timing.start()));
    }

    List<ContainerRun> inits() {
        return inits;
    }

    List<ContainerRun> containers() {
        return containers;
    }

    Instant arrived() {
        return arrived;
    }

    /** Whether the sandbox of the pod exists, so that its containers can start. */
    boolean started() {
        return started;
    }

    boolean stopping() {
        return stopping;
    }

    boolean initialized() {
        return inits.stream().allMatch(ContainerRun::done)
                || containers.stream().anyMatch(each -> each.state() != ContainerRun.State.CREATED);
    }

    /** Lets everything happen that is due now. */
    void step(ContainerRun.Node node) {
        if (!started && starts != null && !starts.isAfter(node.now())) {
            started = true;
        }
        if (!started || stopping) {
            return;
        }
        for (var init : inits) {
            init.step(node);
            if (!init.done() && !initialized()) {
                return;
            }
        }
        containers.forEach(each -> each.step(node));
    }

    void configurationChanged(ContainerRun.Node node) {
        all().forEach(each -> each.configurationChanged(node));
    }

    void stop(ContainerRun.Node node) {
        if (!stopping) {
            stopping = true;
            all().forEach(each -> each.stop(node));
        }
    }

    /** When something happens next by itself, null when nothing does. */
    @Nullable
    Instant next() {
        if (stopping) {
            return null;
        }
        if (!started) {
            return starts;
        }
        return all().stream()
                .map(ContainerRun::next)
                .flatMap(next -> Optional.ofNullable(next).stream())
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The pod's phase ({@code getPhase} of {@code pkg/kubelet/kubelet_pods.go}). */
    String phase() {
        if (inits.stream().anyMatch(each -> each.failed() && each.ended()) && "Never".equals(restartPolicy)) {
            return "Failed";
        }
        if (!initialized()) {
            return "Pending";
        }
        boolean waiting = containers.stream()
                .anyMatch(each -> each.state() == ContainerRun.State.CREATED
                        || (each.state() == ContainerRun.State.WAITING && each.lastTermination() == null));
        if (waiting) {
            return "Pending";
        }
        boolean allEnded = containers.stream().allMatch(ContainerRun::ended);
        if (!allEnded || "Always".equals(restartPolicy)) {
            return "Running";
        }
        return containers.stream().anyMatch(ContainerRun::failed) ? "Failed" : "Succeeded";
    }

    private List<ContainerRun> all() {
        var all = new ArrayList<>(inits);
        all.addAll(containers);
        return all;
    }

    /** Whether the pod was running before it was first seen, as in a state that was loaded. */
    private boolean adopt(Map<String, Object> pod) {
        if (Trees.maps(pod, "status", "containerStatuses").stream()
                .noneMatch(status -> Trees.at(status, "state", "running") != null)) {
            return false;
        }
        for (var run : all()) {
            String field = run.init() ? "initContainerStatuses" : "containerStatuses";
            Trees.maps(pod, "status", field).stream()
                    .filter(status -> run.name().equals(status.get("name")))
                    .forEach(run::adopt);
        }
        return true;
    }

    private static Optional<Duration> annotated(Map<String, Object> pod, String key) {
        return PREFIXES.stream()
                .map(prefix -> Meta.annotation(pod, prefix + key))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(GoDuration::parse);
    }
}
