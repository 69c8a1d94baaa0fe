package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Cause;
import io.fairlead.resource.ContainerCause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.ImageCause;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pod's container statuses say is wrong: no other object is needed for it. */
final class Containers {

    /** A container that comes up late has had its chance by then: 10, 20 and 40 seconds of back-off have passed. */
    private static final long RESTARTS = 3;

    private final Map<String, Object> pod;
    private final Ref ref;

    Containers(Map<String, Object> pod, Ref ref) {
        this.pod = pod;
        this.ref = ref;
    }

    List<Diagnosis> diagnose() {
        List<Diagnosis> found = new ArrayList<>();
        for (boolean init : new boolean[] {true, false}) {
            String list = init ? "initContainerStatuses" : "containerStatuses";
            for (Map<String, Object> status : Trees.maps(pod, "status", list)) {
                FieldPath path = FieldPath.of("status", list).item(Map.of("name", name(status)));
                broken(status, path, init).ifPresent(found::add);
            }
        }
        return found;
    }

    private static String name(Map<String, Object> status) {
        return Trees.text(status, "name").orElse("");
    }

    private Optional<Diagnosis> broken(Map<String, Object> status, FieldPath path, boolean init) {
        Optional<String> waiting = Trees.text(status, "state", "waiting", "reason");
        if (waiting.isPresent()) {
            String message = Trees.text(status, "state", "waiting", "message").orElse("");
            return waiting(status, path.field("state").field("waiting"), init, waiting.get(), message);
        }
        long code = Trees.number(status, 0, "state", "terminated", "exitCode");
        boolean restarts = !Trees.text(pod, "spec", "restartPolicy").orElse("").equals("Never");
        boolean over = Trees.text(pod, "status", "phase").orElse("").equals("Failed");
        if (code == 0 || restarts && !over) {
            return Optional.empty();
        }
        return Optional.of(ended(status, path.field("state").field("terminated"), init, "state"));
    }

    private Optional<Diagnosis> waiting(
            Map<String, Object> status, FieldPath path, boolean init, String reason, String message) {
        String container = name(status);
        Optional<Cause> image = ImageFailures.of(reason, message, image(status));
        if (image.isPresent()) {
            // A back-off that does not say more has failed at least twice.
            boolean twice = image.get() instanceof ImageCause.PullFailed && reason.equals("ImagePullBackOff");
            return Optional.of(
                    say(image.get(), path, reason, message, twice || image.get().terminal()));
        }
        return switch (reason) {
            case "CrashLoopBackOff" -> Optional.of(crash(status, path, init));
            case "CreateContainerConfigError" ->
                Optional.of(say(ConfigFailures.of(container, message), path, reason, message));
            case "CreateContainerError",
                    "RunContainerError",
                    "PostStartHookError",
                    "PreStartHookError",
                    "PreCreateHookError" ->
                Optional.of(say(
                        ConfigFailures.fromText(message)
                                .orElseGet(() -> new ContainerCause.CannotRun(container, reason, message)),
                        path,
                        reason,
                        message));
            case "CreatePodSandboxError", "ConfigPodSandboxError" ->
                Optional.of(say(new ContainerCause.Sandbox(message), path, reason, message));
            default -> Optional.empty();
        };
    }

    /** What it was when it ended last says more than that it keeps ending. */
    private Diagnosis crash(Map<String, Object> status, FieldPath path, boolean init) {
        FieldPath last = FieldPath.of("status", init ? "initContainerStatuses" : "containerStatuses")
                .item(Map.of("name", name(status)))
                .field("lastState")
                .field("terminated");
        Diagnosis ended = ended(status, last, init, "lastState");
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(ref, path.field("reason"), "CrashLoopBackOff"));
        evidence.addAll(ended.evidence());
        long restarts = Trees.number(status, 0, "restartCount");
        evidence.add(new Evidence(
                ref,
                FieldPath.of("status", init ? "initContainerStatuses" : "containerStatuses")
                        .item(Map.of("name", name(status)))
                        .field("restartCount"),
                restarts));
        Cause cause = ended.cause();
        return new Diagnosis(cause, ref, evidence, cause.terminal() || restarts >= RESTARTS, cause.remedy());
    }

    private Diagnosis ended(Map<String, Object> status, FieldPath path, boolean init, String state) {
        String container = name(status);
        int code = (int) Trees.number(status, -1, state, "terminated", "exitCode");
        int signal = (int) Trees.number(status, 0, state, "terminated", "signal");
        String reason = Trees.text(status, state, "terminated", "reason").orElse("");
        String message = Trees.text(status, state, "terminated", "message").orElse("");
        List<Evidence> evidence = new ArrayList<>();
        if (code >= 0) {
            evidence.add(new Evidence(ref, path.field("exitCode"), code));
        }
        if (!reason.isEmpty()) {
            evidence.add(new Evidence(ref, path.field("reason"), reason));
        }
        Cause cause;
        if (reason.equals("OOMKilled")) {
            cause = new ContainerCause.OutOfMemory(container, limit(container, init));
        } else if (state.equals("state")) {
            cause = new ContainerCause.Ended(container, init, code, message);
        } else {
            cause = new ContainerCause.CrashLoop(container, init, code, signal, message);
        }
        return Diagnosis.of(cause, ref, evidence);
    }

    private String limit(String container, boolean init) {
        return spec(container, init)
                .map(spec -> Trees.at(spec, "resources", "limits", "memory"))
                .map(String::valueOf)
                .orElse("");
    }

    private Optional<Map<String, Object>> spec(String container, boolean init) {
        return Trees.maps(pod, "spec", init ? "initContainers" : "containers").stream()
                .filter(each -> container.equals(each.get("name")))
                .findFirst();
    }

    /** As the pod's spec names it: the status shows what the runtime made of the name. */
    private String image(Map<String, Object> status) {
        return spec(name(status), true)
                .or(() -> spec(name(status), false))
                .flatMap(spec -> Trees.text(spec, "image"))
                .or(() -> Trees.text(status, "image"))
                .orElse("");
    }

    private Diagnosis say(Cause cause, FieldPath path, String reason, String message) {
        return say(cause, path, reason, message, cause.terminal());
    }

    private Diagnosis say(Cause cause, FieldPath path, String reason, String message, boolean terminal) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(ref, path.field("reason"), reason));
        if (!message.isBlank()) {
            evidence.add(new Evidence(ref, path.field("message"), message));
        }
        return new Diagnosis(cause, ref, evidence, terminal, cause.remedy());
    }
}
