package io.fairlead.testkit.internal.controllers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One container on a node, through its whole life: waiting, pulling, running, ending, being held back. */
final class ContainerRun {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LAST_BACK_OFF = Duration.ofMinutes(5);

    /** What the node around the container knows and does. */
    interface Node {
        Instant now();

        KubeletTiming timing();

        /** What keeps the container's configuration from being complete, such as a missing ConfigMap. */
        Optional<String> missingConfiguration(Map<String, Object> container);

        void event(ContainerRun container, String type, String reason, String message);

        /** The pod as Kubernetes prints it in messages: {@code name_namespace(uid)}. */
        String podText();
    }

    enum State {
        /** Nothing done yet. */
        CREATED,
        /** Cannot go on; {@link #reason} says why. */
        WAITING,
        RUNNING,
        TERMINATED
    }

    private final Map<String, Object> spec;
    private final boolean init;
    private final Fault fault;
    private final String restartPolicy;
    private final Optional<Duration> runsFor;
    private State state = State.CREATED;
    private String reason = "";
    private String message = "";
    private int restarts;
    private int pulls;
    private boolean ready;
    private @Nullable Instant next;
    private @Nullable Instant startedAt;
    private @Nullable Map<String, Object> termination;
    private @Nullable Map<String, Object> lastTermination;
    private String id = "";

    /**
     * A container.
     *
     * @param init whether it is an init container
     * @param restartPolicy whether it runs again when it has ended
     * @param runsFor how long it runs until it ends well, empty for one that does not end by itself
     */
    ContainerRun(Map<String, Object> spec, boolean init, String restartPolicy, Optional<Duration> runsFor) {
        this.spec = spec;
        this.init = init;
        this.restartPolicy = restartPolicy;
        this.fault = Fault.of(image());
        this.runsFor = runsFor;
    }

    String name() {
        return Trees.text(spec, "name");
    }

    String image() {
        return Trees.text(spec, "image");
    }

    boolean init() {
        return init;
    }

    boolean sidecar() {
        return init && "Always".equals(Trees.text(spec, "restartPolicy"));
    }

    State state() {
        return state;
    }

    String reason() {
        return reason;
    }

    String message() {
        return message;
    }

    int restarts() {
        return restarts;
    }

    boolean ready() {
        return ready;
    }

    String id() {
        return id;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Map<String, Object> termination() {
        return termination;
    }

    @Nullable
    Map<String, Object> lastTermination() {
        return lastTermination;
    }

    /** When something happens next by itself, null when nothing does. */
    @Nullable
    Instant next() {
        return next;
    }

    boolean ended() {
        return state == State.TERMINATED && next == null;
    }

    boolean failed() {
        return termination != null && Trees.number(0, termination, "exitCode") != 0;
    }

    /** What the containers after an init container wait for: its good end, or a sidecar's start. */
    boolean done() {
        return sidecar() ? state == State.RUNNING && ready : ended() && !failed();
    }

    /** Takes over what a status says that was there before the Sandbox saw the pod. */
    void adopt(Map<String, Object> status) {
        restarts = Trees.number(0, status, "restartCount");
        id = Trees.text(status, "containerID");
        if (Trees.at(status, "state", "running") != null) {
            state = State.RUNNING;
            startedAt = Trees.time(status, "state", "running", "startedAt");
            ready = Trees.isTrue(status, "ready");
        } else if (Trees.at(status, "state", "terminated") != null) {
            state = State.TERMINATED;
            termination = Trees.map(status, "state", "terminated");
        }
    }

    /** Lets happen what is due, one thing after the other. */
    void step(Node node) {
        if (state == State.CREATED) {
            tryToStart(node);
        }
        for (Instant due = next; due != null && !due.isAfter(node.now()); due = next) {
            next = null;
            switch (state) {
                case CREATED, WAITING -> afterWaiting(node);
                case RUNNING -> afterRunning(node);
                case TERMINATED -> holdBack(node);
            }
        }
    }

    /** Tries again at once, because what was missing may be there now. */
    void configurationChanged(Node node) {
        if (state == State.WAITING && "CreateContainerConfigError".equals(reason)) {
            tryToStart(node);
        }
    }

    void stop(Node node) {
        if (state == State.RUNNING) {
            node.event(this, "Normal", "Killing", "Stopping container " + name());
        }
        next = null;
    }

    private void tryToStart(Node node) {
        if (fault == Fault.CANNOT_PULL) {
            failToPull(node);
            return;
        }
        var missing = node.missingConfiguration(spec);
        if (missing.isPresent()) {
            node.event(
                    this,
                    "Normal",
                    "Pulled",
                    "Container image \"" + image() + "\" already present on machine and can be accessed by the pod");
            node.event(this, "Warning", "Failed", "Error: " + missing.get());
            await("CreateContainerConfigError", missing.get(), node.now().plus(FIRST_BACK_OFF));
            return;
        }
        node.event(
                this,
                "Normal",
                "Pulled",
                "Container image \"" + image() + "\" already present on machine and can be accessed by the pod");
        node.event(this, "Normal", "Created", "Container created");
        node.event(this, "Normal", "Started", "Container started");
        run(node);
    }

    private void run(Node node) {
        state = State.RUNNING;
        reason = "";
        message = "";
        startedAt = node.now();
        termination = null;
        id = "containerd://"
                + UUID.nameUUIDFromBytes((node.podText() + name() + restarts).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .repeat(2);
        ready = false;
        if (fault == Fault.CRASHES || fault == Fault.OUT_OF_MEMORY) {
            end(node, fault.exitCode(), fault.exitReason());
        } else if (runsFor.isPresent()) {
            ready = true;
            next = node.now().plus(runsFor.get());
        } else if (fault == Fault.NEVER_READY) {
            node.event(this, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        } else {
            Duration delay = probeDelay(node.timing());
            ready = delay.isZero();
            next = ready ? null : node.now().plus(delay);
        }
    }

    private Duration probeDelay(KubeletTiming timing) {
        if (!timing.probes()) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Trees.number(0, spec, "startupProbe", "initialDelaySeconds")
                + (long) Trees.number(0, spec, "readinessProbe", "initialDelaySeconds"));
    }

    private void afterRunning(Node node) {
        if (runsFor.isPresent()) {
            end(node, 0, "Completed");
        } else {
            ready = true;
        }
    }

    private void end(Node node, int exitCode, String why) {
        state = State.TERMINATED;
        ready = init && exitCode == 0;
        termination = Trees.object(
                "exitCode", exitCode,
                "reason", why,
                "startedAt", startedAt == null ? null : Trees.stamp(startedAt),
                "finishedAt", Trees.stamp(node.now()),
                "containerID", id);
        boolean again = "Always".equals(restartPolicy) || ("OnFailure".equals(restartPolicy) && exitCode != 0);
        next = again ? node.now().plus(node.timing().retry()) : null;
    }

    private void holdBack(Node node) {
        restarts++;
        lastTermination = termination;
        termination = null;
        Duration backOff = backOff(restarts - 1);
        node.event(
                this,
                "Warning",
                "BackOff",
                "Back-off restarting failed container " + name() + " in pod " + node.podText());
        await(
                "CrashLoopBackOff",
                "back-off " + text(backOff) + " restarting failed container=" + name() + " pod=" + node.podText(),
                node.now().plus(backOff));
    }

    private void afterWaiting(Node node) {
        if ("ErrImagePull".equals(reason)) {
            String failure = message;
            node.event(this, "Normal", "BackOff", "Back-off pulling image \"" + image() + "\"");
            node.event(this, "Warning", "Failed", "Error: ImagePullBackOff");
            await(
                    "ImagePullBackOff",
                    "Back-off pulling image \"" + image() + "\": ErrImagePull: " + failure,
                    node.now().plus(backOff(pulls - 1)));
        } else {
            tryToStart(node);
        }
    }

    private void failToPull(Node node) {
        pulls++;
        String failure = "rpc error: code = NotFound desc = failed to pull and unpack image \"" + image()
                + "\": failed to resolve reference \"" + image() + "\": " + image() + ": not found";
        node.event(this, "Normal", "Pulling", "Pulling image \"" + image() + "\"");
        node.event(this, "Warning", "Failed", "Failed to pull image \"" + image() + "\": " + failure);
        node.event(this, "Warning", "Failed", "Error: ErrImagePull");
        await("ErrImagePull", failure, node.now().plus(node.timing().retry()));
    }

    private void await(String why, String explained, Instant until) {
        state = State.WAITING;
        reason = why;
        message = explained;
        next = until;
    }

    private static Duration backOff(int failures) {
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures, 10));
        return backOff.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : backOff;
    }

    /** As Go prints durations: {@code 40s}, {@code 1m20s}, {@code 5m0s}. */
    private static String text(Duration duration) {
        return duration.toMinutes() == 0
                ? duration.toSeconds() + "s"
                : duration.toMinutes() + "m" + duration.toSecondsPart() + "s";
    }
}
