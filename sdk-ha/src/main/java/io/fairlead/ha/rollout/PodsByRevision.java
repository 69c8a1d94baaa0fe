package io.fairlead.ha.rollout;

import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pods of a workload, those that go away left out.
 *
 * @param fresh those of the revision that its template asks for
 * @param old those of revisions before
 */
record PodsByRevision(List<Tree> fresh, List<Tree> old) {

    private static final Kind POD = Kind.of("v1", "Pod");
    private static final Kind REPLICA_SET = Kind.of("apps/v1", "ReplicaSet");

    /** Reads the pods of a workload, and of a Deployment its ReplicaSets, else its revisions. */
    static PodsByRevision of(Reading reading, Workload workload) {
        Selection mine = Selection.namespace(workload.ref().namespace()).labelled(workload.selector());
        List<Tree> pods = reading.list(POD, mine).stream()
                .filter(pod -> !pod.has("metadata", "deletionTimestamp"))
                .toList();
        if (!workload.isDeployment()) {
            Optional<String> revision = workload.isStatefulSet()
                    ? workload.tree().text("status", "updateRevision")
                    : Revision.newest(reading, workload).map(Revision::hash);
            List<Tree> owned = pods.stream()
                    .filter(pod -> Standing.isOwnedBy(pod, workload.uid()))
                    .toList();
            return new PodsByRevision(
                    owned.stream().filter(pod -> isOf(pod, revision)).toList(),
                    owned.stream().filter(pod -> !isOf(pod, revision)).toList());
        }
        List<Tree> sets = reading.list(REPLICA_SET, mine).stream()
                .filter(set -> Standing.isOwnedBy(set, workload.uid()))
                .toList();
        Set<String> current = sets.stream()
                .filter(set -> Revision.isOfTemplate(set, workload))
                .map(PodsByRevision::uid)
                .collect(Collectors.toSet());
        Set<String> before = sets.stream()
                .map(PodsByRevision::uid)
                .filter(uid -> !current.contains(uid))
                .collect(Collectors.toSet());
        return new PodsByRevision(ownedBy(pods, current), ownedBy(pods, before));
    }

    private static String uid(Tree object) {
        return object.text("metadata", "uid").orElse("");
    }

    private static boolean isOf(Tree pod, Optional<String> revision) {
        return revision.isPresent() && revision.equals(pod.text("metadata", "labels", "controller-revision-hash"));
    }

    private static List<Tree> ownedBy(List<Tree> pods, Set<String> uids) {
        return pods.stream()
                .filter(pod -> uids.stream().anyMatch(uid -> Standing.isOwnedBy(pod, uid)))
                .toList();
    }
}
