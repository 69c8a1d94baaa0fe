package io.fairlead.ha.rollout;

import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the pods of a workload stood at a moment: those of the revision that its template asks for, and those of revisions before.
 *
 * @param newPods how many pods of the new revision there were
 * @param newReady how many of them were ready
 * @param oldPods how many pods of revisions before there were
 * @param oldReady how many of them were ready
 */
public record Standing(int newPods, int newReady, int oldPods, int oldReady) {

    private static final Kind POD = Kind.of("v1", "Pod");
    private static final Kind REPLICA_SET = Kind.of("apps/v1", "ReplicaSet");
    private static final Standing UNKNOWN = new Standing(-1, -1, -1, -1);

    /** A standing that could not be seen. */
    static Standing unknown() {
        return UNKNOWN;
    }

    /** Whether it could not be seen. */
    public boolean isUnknown() {
        return newPods < 0;
    }

    /** Whether the new revision fails while pods of the old one are fine: then it is the release, not its surroundings. */
    public boolean isReleaseAtFault() {
        return newReady < newPods && oldPods > 0 && oldReady == oldPods;
    }

    /** Reads the pods of a workload, and of a Deployment its ReplicaSets. */
    static Standing of(Work work, Workload workload) {
        String namespace = workload.ref().namespace();
        Selection mine = Selection.namespace(namespace).labelled(workload.selector());
        List<Tree> pods = work.list(POD, mine).stream()
                .filter(pod -> !pod.has("metadata", "deletionTimestamp"))
                .toList();
        if (!workload.isDeployment()) {
            Optional<String> revision = workload.isStatefulSet()
                    ? workload.tree().text("status", "updateRevision")
                    : Revision.newest(work, workload).map(Revision::hash);
            List<Tree> owned =
                    pods.stream().filter(pod -> isOwnedBy(pod, workload.uid())).toList();
            return counted(
                    owned.stream().filter(pod -> isOf(pod, revision)).toList(),
                    owned.stream().filter(pod -> !isOf(pod, revision)).toList());
        }
        List<Tree> sets = work.list(REPLICA_SET, mine).stream()
                .filter(set -> isOwnedBy(set, workload.uid()))
                .toList();
        Set<String> current = sets.stream()
                .filter(set -> Revision.isOfTemplate(set, workload))
                .map(set -> set.text("metadata", "uid").orElse(""))
                .collect(Collectors.toSet());
        Set<String> before = sets.stream()
                .map(set -> set.text("metadata", "uid").orElse(""))
                .filter(uid -> !current.contains(uid))
                .collect(Collectors.toSet());
        return counted(ownedBy(pods, current), ownedBy(pods, before));
    }

    private static boolean isOf(Tree pod, Optional<String> revision) {
        return revision.isPresent() && revision.equals(pod.text("metadata", "labels", "controller-revision-hash"));
    }

    private static List<Tree> ownedBy(List<Tree> pods, Set<String> uids) {
        return pods.stream()
                .filter(pod -> uids.stream().anyMatch(uid -> isOwnedBy(pod, uid)))
                .toList();
    }

    static boolean isOwnedBy(Tree object, String uid) {
        return object.trees("metadata", "ownerReferences").stream()
                .anyMatch(owner -> owner.flag("controller").orElse(false)
                        && owner.text("uid").filter(uid::equals).isPresent());
    }

    static boolean isReady(Tree pod) {
        return pod.trees("status", "conditions").stream()
                .anyMatch(condition -> condition
                                .text("type")
                                .filter("Ready"::equals)
                                .isPresent()
                        && condition.text("status").filter("True"::equals).isPresent());
    }

    private static Standing counted(List<Tree> fresh, List<Tree> old) {
        return new Standing(fresh.size(), ready(fresh), old.size(), ready(old));
    }

    private static int ready(List<Tree> pods) {
        return (int) pods.stream().filter(Standing::isReady).count();
    }

    @Override
    public String toString() {
        if (isUnknown()) {
            return "The pods could not be seen";
        }
        return "Ready of the new revision: " + newReady + " of " + newPods + "; of those before: " + oldReady + " of "
                + oldPods;
    }
}
