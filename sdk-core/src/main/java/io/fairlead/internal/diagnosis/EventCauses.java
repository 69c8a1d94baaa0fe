package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Cause;
import io.fairlead.resource.ContainerCause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Ref;
import io.fairlead.resource.StorageCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What events say of an object where its status is silent: probes, mounts, refused creations. */
final class EventCauses {

    private static final Pattern PROBE =
            Pattern.compile("^(Readiness|Liveness|Startup) probe (?:failed|errored)[^:]{0,60}: ?(.*)$", Pattern.DOTALL);
    private static final Pattern CONTAINER = Pattern.compile("spec\\.(?:init)?[cC]ontainers\\{([^}]{1,63})\\}");

    private EventCauses() {}

    /** The causes that the newest warnings among the events about an object tell, each once. */
    static List<Diagnosis> of(Ref about, String image, List<Map<String, Object>> events) {
        List<Map<String, Object>> newest = events.stream()
                .filter(event -> "Warning".equals(event.get("type")))
                .sorted(Comparator.comparing(EventCauses::time).reversed())
                .toList();
        List<Diagnosis> found = new ArrayList<>();
        Set<Object> known = new HashSet<>();
        for (Map<String, Object> event : newest) {
            String message = Trees.text(event, "message").orElse("");
            cause(event, message, image)
                    .filter(cause -> known.add(cause.identity()))
                    .ifPresent(cause -> found.add(say(cause, about, event, message)));
        }
        return found;
    }

    /** Events of the new form have an eventTime and a series, those of the old one a lastTimestamp. */
    private static String time(Map<String, Object> event) {
        return Trees.text(event, "series", "lastObservedTime")
                .or(() -> Trees.text(event, "lastTimestamp"))
                .or(() -> Trees.text(event, "eventTime"))
                .or(() -> Trees.text(event, "metadata", "creationTimestamp"))
                .orElse("");
    }

    private static Optional<Cause> cause(Map<String, Object> event, String message, String image) {
        String reason = Trees.text(event, "reason").orElse("");
        return switch (reason) {
            case "Unhealthy" -> probe(event, message);
            case "FailedMount", "FailedMapVolume" ->
                ConfigFailures.fromText(message).or(() -> Optional.of(new StorageCause.MountFailed(message)));
            case "FailedAttachVolume" -> Optional.of(new StorageCause.AttachFailed(message));
            case "FailedCreatePodSandBox", "FailedPodSandBoxStatus", "NetworkNotReady" ->
                Optional.of(new ContainerCause.Sandbox(message));
            case "FailedCreate" -> Optional.of(Refusal.of(message));
            case "FailedScheduling" -> Optional.of(SchedulerMessage.parse(message));
            case "InspectFailed", "ErrImageNeverPull" ->
                ImageFailures.of(reason.equals("InspectFailed") ? "ImageInspectError" : reason, message, image);
            case "Failed" ->
                message.startsWith("Failed to pull image")
                        ? Optional.of(ImageFailures.fromText(message, image))
                        : ConfigFailures.fromText(message);
            default -> Optional.empty();
        };
    }

    private static Optional<Cause> probe(Map<String, Object> event, String message) {
        Matcher probe = PROBE.matcher(message);
        if (!probe.find()) {
            return Optional.empty();
        }
        Matcher container = CONTAINER.matcher(
                Trees.text(event, "involvedObject", "fieldPath").orElse(""));
        return Optional.of(new ContainerCause.ProbeFailing(
                container.find() ? container.group(1) : "", probe.group(1).toLowerCase(Locale.ROOT), probe.group(2)));
    }

    private static Diagnosis say(Cause cause, Ref about, Map<String, Object> event, String message) {
        Ref ref = Observed.of(event).ref();
        return Diagnosis.of(
                cause,
                about,
                List.of(
                        new Evidence(ref, FieldPath.of("reason"), String.valueOf(event.get("reason"))),
                        new Evidence(ref, FieldPath.of("message"), message)));
    }
}
