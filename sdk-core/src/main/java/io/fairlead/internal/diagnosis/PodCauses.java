package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Cause;
import io.fairlead.resource.ContainerCause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.ImageCause;
import io.fairlead.resource.NodeCause;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Ref;
import io.fairlead.resource.SchedulingCause;
import io.fairlead.resource.StatusCondition;
import io.fairlead.resource.WorkloadCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a pod is not ready, from the pod alone: its phase, its conditions and its containers' statuses.
 *
 * <p>Most broken pods say it themselves, so no event is asked for. Pure; never throws, whatever the object holds.
 */
public final class PodCauses {

    private static final FieldPath REASON = FieldPath.of("status", "reason");

    private PodCauses() {}

    /** The causes that a pod tells, the one that holds it most first; empty for one that is fine or tells nothing. */
    public static List<Diagnosis> of(Map<String, Object> pod) {
        Observed object = Observed.of(pod);
        Ref ref = object.ref();
        String phase = object.text("status", "phase");
        if (phase.equals("Failed")) {
            List<Diagnosis> found = new ArrayList<>(byNode(object));
            found.addAll(new Containers(pod, ref).diagnose());
            return List.copyOf(found);
        }
        List<Diagnosis> found = new ArrayList<>(scheduling(object));
        found.addAll(new Containers(pod, ref).diagnose());
        if (found.isEmpty() && phase.equals("Running")) {
            notReady(object).ifPresent(found::add);
        } else if (found.isEmpty() && phase.equals("Pending")) {
            initializing(object).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** Whether events could say more about this pod than it says itself. */
    static boolean wantsEvents(Map<String, Object> pod, List<Diagnosis> found) {
        return found.stream()
                .allMatch(diagnosis -> diagnosis.cause() instanceof ContainerCause.NotReady
                        || diagnosis.cause() instanceof ContainerCause.InitRunning
                        || (diagnosis.cause() instanceof ImageCause.PullFailed failed
                                && failed.message().isEmpty()));
    }

    private static List<Diagnosis> byNode(Observed object) {
        String reason = object.text("status", "reason");
        String message = object.text("status", "message");
        String node = object.text("spec", "nodeName");
        Optional<StatusCondition> disrupted =
                object.condition("DisruptionTarget").filter(StatusCondition::isTrue);
        Cause cause = null;
        if (reason.equals("Evicted")) {
            cause = new NodeCause.Evicted(node, message);
        } else if (reason.equals("DeadlineExceeded")) {
            cause = new WorkloadCause.DeadlineExceeded(message);
        } else if (disrupted.isPresent()) {
            cause = disrupted.get().reason().equals("PreemptionByScheduler")
                    ? new SchedulingCause.Preempted(disrupted.get().message())
                    : new NodeCause.Disrupted(
                            disrupted.get().reason(), disrupted.get().message());
        } else if (reason.equals("NodePorts")) {
            cause = new ContainerCause.HostPortTaken(message);
        } else if (!reason.isEmpty()) {
            cause = new NodeCause.Refused(node, reason, message);
        }
        return cause == null
                ? List.of()
                : List.of(Diagnosis.of(cause, object.ref(), REASON, reason.isEmpty() ? "absent" : reason));
    }

    private static List<Diagnosis> scheduling(Observed object) {
        Optional<StatusCondition> scheduled = object.condition("PodScheduled").filter(StatusCondition::isFalse);
        if (scheduled.isEmpty()) {
            boolean untouched = object.text("status", "phase").equals("Pending")
                    && object.text("spec", "nodeName").isEmpty()
                    && object.condition("PodScheduled").isEmpty();
            String scheduler = object.text("spec", "schedulerName");
            return untouched && !scheduler.isEmpty()
                    ? List.of(Diagnosis.of(
                            new SchedulingCause.NoScheduler(scheduler),
                            object.ref(),
                            FieldPath.of("status", "conditions").item(Map.of("type", "PodScheduled")),
                            "absent"))
                    : List.of();
        }
        StatusCondition condition = scheduled.get();
        Cause cause = switch (condition.reason()) {
            case "SchedulingGated" ->
                new SchedulingCause.Gated(object.items("spec", "schedulingGates").stream()
                        .map(gate -> Evidence.quote(String.valueOf(gate.get("name"))))
                        .collect(Collectors.toList()));
            case "SchedulerError" -> new SchedulingCause.SchedulerError(condition.message());
            default -> SchedulerMessage.parse(condition.message());
        };
        return List.of(Diagnosis.of(cause, object.ref(), condition.path(), condition.words()));
    }

    private static Optional<Diagnosis> initializing(Observed object) {
        return object.items("status", "initContainerStatuses").stream()
                .filter(status ->
                        Trees.at(status, "state", "running") != null && !Boolean.TRUE.equals(status.get("started")))
                .findFirst()
                .map(status -> Diagnosis.of(
                        new ContainerCause.InitRunning(String.valueOf(status.get("name"))),
                        object.ref(),
                        FieldPath.of("status", "initContainerStatuses")
                                .item(Map.of("name", String.valueOf(status.get("name"))))
                                .field("state"),
                        "running"));
    }

    private static Optional<Diagnosis> notReady(Observed object) {
        Optional<StatusCondition> ready = object.condition("Ready").filter(condition -> !condition.isTrue());
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        List<String> open = object.items("spec", "readinessGates").stream()
                .map(gate -> String.valueOf(gate.get("conditionType")))
                .filter(type ->
                        object.condition(type).filter(StatusCondition::isTrue).isEmpty())
                .toList();
        List<String> containers = object.items("status", "containerStatuses").stream()
                .filter(status -> !Boolean.TRUE.equals(status.get("ready")))
                .map(status -> String.valueOf(status.get("name")))
                .toList();
        String what = containers.isEmpty() && !open.isEmpty()
                ? "readiness gate " + String.join(", ", open) + " is"
                : containers.size() == 1
                        ? "container " + containers.get(0) + " is"
                        : containers.isEmpty() ? "the pod is" : "containers " + String.join(", ", containers) + " are";
        StatusCondition condition = ready.get();
        return Optional.of(
                Diagnosis.of(new ContainerCause.NotReady(what), object.ref(), condition.path(), condition.words()));
    }
}
