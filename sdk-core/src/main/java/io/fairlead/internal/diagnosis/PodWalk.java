package io.fairlead.internal.diagnosis;

import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.resource.ContainerCause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.SchedulingCause;
import io.fairlead.resource.StatusCondition;
import io.fairlead.resource.StorageCause;
import java.util.List;
import java.util.Map;

/** One pod, and what it refers to where it does not tell enough itself: its claims, its node, its events, in this order. */
final class PodWalk {

    private final Lists lists;
    private final ClaimCauses claims;

    PodWalk(Lists lists) {
        this.lists = lists;
        this.claims = new ClaimCauses(lists);
    }

    /** The causes of a pod that is not ready. */
    List<Diagnosis> of(Map<String, Object> pod, boolean alone) {
        Observed object = Observed.of(pod);
        if (object.deleted()) {
            return ObjectCauses.of(pod);
        }
        List<Diagnosis> found =
                PodCauses.of(pod).stream().map(each -> besideNodes(each, pod)).toList();
        if (waitsForVolume(found)) {
            List<Diagnosis> storage = claims.ofPod(pod, object.ref().namespace());
            if (!storage.isEmpty()) {
                return storage;
            }
        }
        if (mayBeTheNode(object)) {
            List<Diagnosis> node = node(object);
            if (!node.isEmpty()) {
                return node;
            }
        }
        return PodCauses.wantsEvents(pod, found) ? withEvents(object, found, alone) : found;
    }

    /** What no node has free is told beside what the nodes have at all. */
    private Diagnosis besideNodes(Diagnosis told, Map<String, Object> pod) {
        if (!(told.cause() instanceof SchedulingCause.Unschedulable none) || !Fitting.concerns(none)) {
            return told;
        }
        List<Map<String, Object>> nodes = lists.of(Lists.NODE, "", "", "");
        return nodes.isEmpty() ? told : Diagnosis.of(Fitting.beside(none, pod, nodes), told.object(), told.evidence());
    }

    /** Whether the pod is worth a look. */
    static boolean broken(Map<String, Object> pod) {
        Readiness.State state = ReadinessRules.of().judge(pod).state();
        return state != Readiness.State.READY && state != Readiness.State.TERMINATING;
    }

    private static boolean waitsForVolume(List<Diagnosis> found) {
        return found.stream()
                .anyMatch(diagnosis -> diagnosis.cause() instanceof StorageCause
                        || (diagnosis.cause() instanceof SchedulingCause.Unschedulable none
                                && none.reasons().stream()
                                        .anyMatch(reason -> reason.words().contains("PersistentVolumeClaim")
                                                || reason.words().contains("persistentvolumeclaim")
                                                || reason.words().contains("persistent volumes to bind"))));
    }

    /** Its containers are well and it is not ready all the same: then it was its node's controller that said so. */
    private static boolean mayBeTheNode(Observed pod) {
        boolean bound = !pod.text("spec", "nodeName").isEmpty();
        boolean notReady =
                pod.condition("Ready").filter(StatusCondition::isFalse).isPresent();
        List<Map<String, Object>> statuses = pod.items("status", "containerStatuses");
        boolean well =
                !statuses.isEmpty() && statuses.stream().allMatch(status -> Boolean.TRUE.equals(status.get("ready")));
        return bound && (pod.text("status", "phase").equals("Unknown") || notReady && well);
    }

    private List<Diagnosis> node(Observed pod) {
        String name = pod.text("spec", "nodeName");
        return lists.named(Lists.NODE, "", name)
                .map(node -> ObjectCauses.node(Observed.of(node)))
                .orElse(List.of());
    }

    private List<Diagnosis> withEvents(Observed pod, List<Diagnosis> found, boolean alone) {
        String uid = pod.text("metadata", "uid");
        if (uid.isEmpty()) {
            return found;
        }
        String fields = alone ? "involvedObject.uid=" + uid : "";
        List<Map<String, Object>> events = lists.events(pod.ref().namespace(), uid, fields);
        String image = pod.items("spec", "containers").stream()
                .findFirst()
                .map(container -> String.valueOf(container.get("image")))
                .orElse("");
        List<Diagnosis> told = EventCauses.of(pod.ref(), image, events).stream()
                .filter(each -> stillOpen(pod, each))
                .toList();
        return told.isEmpty() ? found : told;
    }

    /** Events stay when what they told is over: a pod with a node is scheduled, one that runs has its volumes. */
    private static boolean stillOpen(Observed pod, Diagnosis told) {
        boolean bound = !pod.text("spec", "nodeName").isEmpty();
        boolean runs = pod.text("status", "phase").equals("Running");
        return !(told.cause() instanceof SchedulingCause && bound)
                && !(told.cause() instanceof StorageCause && runs)
                && !(told.cause() instanceof ContainerCause.Sandbox && runs);
    }
}
