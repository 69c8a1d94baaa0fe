package io.fairlead.ha.rollout;

import io.fairlead.operation.Work;
import io.fairlead.resource.Tree;
import java.util.List;

/**
 * How the pods of a workload stood at a moment: those of the revision that its template asks for, and those of revisions before.
 *
 * @param newPods how many pods of the new revision there were
 * @param newReady how many of them were ready
 * @param oldPods how many pods of revisions before there were
 * @param oldReady how many of them were ready
 */
public record Standing(int newPods, int newReady, int oldPods, int oldReady) {

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
        PodsByRevision pods = PodsByRevision.of(work::list, workload);
        return new Standing(pods.fresh().size(), ready(pods.fresh()), pods.old().size(), ready(pods.old()));
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
