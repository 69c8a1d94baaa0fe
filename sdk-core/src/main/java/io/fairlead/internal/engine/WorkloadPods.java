package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the pods of a workload's current revision on a board: an old revision's broken pods do not speak against the new one. */
final class WorkloadPods {

    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "controller-revision-hash";

    private WorkloadPods() {}

    static List<Map<String, Object>> of(Map<String, Object> workload, Board board) {
        Ref ref = Ref.of(workload);
        String uid = Trees.text(workload, "metadata", "uid").orElse("");
        if (ref.kind().name().equals("Deployment")) {
            return board.ownedBy(ref, "ReplicaSet").stream()
                    .filter(set -> ownedBy(set, uid) && sameTemplate(set, workload))
                    .flatMap(set -> pods(set, board).stream())
                    .toList();
        }
        String revision = Trees.text(workload, "status", "updateRevision").orElse("");
        return pods(workload, board).stream()
                .filter(pod -> revision.isEmpty()
                        || Trees.text(pod, "metadata", "labels", REVISION)
                                .filter(revision::equals)
                                .isPresent())
                .toList();
    }

    private static List<Map<String, Object>> pods(Map<String, Object> owner, Board board) {
        String uid = Trees.text(owner, "metadata", "uid").orElse("");
        return board.ownedBy(Ref.of(owner), "Pod").stream()
                .filter(pod -> Trees.at(pod, "metadata", "deletionTimestamp") == null && ownedBy(pod, uid))
                .toList();
    }

    private static boolean ownedBy(Map<String, Object> object, String uid) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .anyMatch(owner -> uid.equals(owner.get("uid")));
    }

    /** As the controller compares them: the template without the label that it adds itself. */
    private static boolean sameTemplate(Map<String, Object> set, Map<String, Object> workload) {
        Map<String, Object> template = Trees.copy(Trees.map(set, "spec", "template"));
        Trees.remove(template, "metadata", "labels", HASH);
        return Trees.same(template, Trees.map(workload, "spec", "template"));
    }

    /** Whether a kind has pods of its own that tell why it is not ready. */
    static boolean has(String kind) {
        return Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job")
                .contains(kind);
    }
}
