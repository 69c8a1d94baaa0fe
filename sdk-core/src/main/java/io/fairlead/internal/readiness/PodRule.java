package io.fairlead.internal.readiness;

import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Pod is ready when it runs and its {@code Ready} condition holds; one that runs to its end, when it has succeeded.
 *
 * <p>It fails while a container cannot start or keeps ending; the kubelet tries again, so that is not final.
 */
final class PodRule {

    private static final List<String> STATUSES = List.of("initContainerStatuses", "containerStatuses");

    private PodRule() {}

    static Readiness judge(Observed object) {
        String phase = object.text("status", "phase");
        String policy = object.text("spec", "restartPolicy");
        Readiness said = switch (phase) {
            case "Succeeded" -> succeeded(object, policy);
            case "Failed" -> object.failed("it has failed" + words(object));
            case "Unknown" -> object.unknown("its node does not tell its state" + words(object));
            case "Pending", "Running" -> alive(object, phase, policy);
            case "" -> object.inProgress("nobody has seen it yet");
            default -> object.unknown("no rule is known for the phase " + Wording.word(phase));
        };
        said = said.because(Fields.PHASE, phase.isEmpty() ? "absent" : phase);
        long wanted = object.items("spec", "containers").size();
        long ready = object.items("status", "containerStatuses").stream()
                .filter(status -> Boolean.TRUE.equals(status.get("ready")))
                .count();
        return wanted == 0 ? said : said.counted(Math.min(ready, wanted), wanted);
    }

    private static Readiness succeeded(Observed object, String policy) {
        return policy.equals("Never") || policy.equals("OnFailure")
                ? object.ready("it has run to its end")
                : object.failed("it has ended and will not be started again, though its containers should always run");
    }

    private static Readiness alive(Observed object, String phase, String policy) {
        Readiness broken = broken(object, policy);
        if (broken != null) {
            return broken;
        }
        Optional<StatusCondition> ready = object.condition("Ready");
        if (phase.equals("Running") && ready.isPresent() && ready.get().isTrue()) {
            return object.ready("it runs and is ready")
                    .because(ready.get().path(), ready.get().status());
        }
        Optional<StatusCondition> scheduled = object.condition("PodScheduled").filter(StatusCondition::isFalse);
        if (scheduled.isPresent()) {
            StatusCondition condition = scheduled.get();
            Readiness said = condition.reason().equals("SchedulingGated")
                    ? object.suspended("its scheduling gates are still closed")
                    : object.inProgress("no node is found for it: " + condition.words());
            return said.because(condition.path(), condition.status());
        }
        if (phase.equals("Running")) {
            return ready.map(condition -> object.inProgress("it runs but is not ready"
                                    + (condition.words().isEmpty() ? "" : ": " + condition.words()))
                            .because(condition.path(), condition.status()))
                    .orElseGet(() -> object.inProgress("it runs but does not tell whether it is ready"));
        }
        return object.inProgress(
                object.text("spec", "nodeName").isEmpty() ? "it waits for a node" : "its containers are being started");
    }

    /** The first container that cannot go on, or null. */
    private static @Nullable Readiness broken(Observed object, String policy) {
        for (String statuses : STATUSES) {
            for (Map<String, Object> status : object.items("status", statuses)) {
                String name = status.get("name") instanceof String text ? text : "";
                FieldPath path = FieldPath.of("status", statuses)
                        .item(Map.of("name", name))
                        .field("state");
                Map<?, ?> state = status.get("state") instanceof Map<?, ?> map ? map : Map.of();
                if (state.get("waiting") instanceof Map<?, ?> waiting
                        && waiting.get("reason") instanceof String reason
                        && cannotStart(reason)) {
                    return object.failed("container " + Wording.word(name) + " cannot run: " + Wording.word(reason))
                            .because(path.field("waiting").field("reason"), reason);
                }
                if (policy.equals("Never")
                        && state.get("terminated") instanceof Map<?, ?> ended
                        && ended.get("exitCode") instanceof Number code
                        && code.longValue() != 0) {
                    return object.failed("container " + Wording.word(name) + " has ended with exit code " + code
                                    + " and is never restarted")
                            .because(path.field("terminated").field("exitCode"), code);
                }
            }
        }
        return null;
    }

    /** The kubelet's words for a container that it tries again and again: all end or begin alike. */
    static boolean cannotStart(String reason) {
        return reason.endsWith("BackOff")
                || reason.endsWith("Error")
                || reason.startsWith("Err")
                || reason.equals("InvalidImageName")
                || reason.equals("RegistryUnavailable")
                || reason.equals("SignatureValidationFailed");
    }

    private static String words(Observed object) {
        String reason = object.text("status", "reason");
        String message = Evidence.quote(object.text("status", "message"));
        String words = reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message;
        return words.isEmpty() ? "" : ": " + words;
    }
}
