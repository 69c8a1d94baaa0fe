package io.fairlead.ha.rollout;

import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One revision that a workload has had: the record that the cluster keeps of it (a ReplicaSet, or a ControllerRevision).
 *
 * <p>Immutable. Prints as {@code revision 7 (registry.example/web:2.1), serving}.
 */
public final class Revision {

    private static final Kind REPLICA_SET = Kind.of("apps/v1", "ReplicaSet");
    private static final Kind CONTROLLER_REVISION = Kind.of("apps/v1", "ControllerRevision");
    private static final Kind POD = Kind.of("v1", "Pod");
    private static final String MARK = "controller-revision-hash";
    private static final String NUMBER = "deployment.kubernetes.io/revision";
    private static final String TEMPLATE_HASH = "pod-template-hash";

    private final Tree object;
    private final Tree template;
    private final long number;
    private final boolean current;
    private final int ready;

    private Revision(Tree object, Map<String, Object> template, long number, boolean current, int ready) {
        this.object = object;
        this.template = Tree.of(template);
        this.number = number;
        this.current = current;
        this.ready = ready;
    }

    /** The revisions of a workload, the newest first: those that it owns, not those that merely look like it. */
    static List<Revision> of(Reading reading, Workload workload) {
        Selection mine = Selection.namespace(workload.ref().namespace()).labelled(workload.selector());
        Kind kind = workload.isDeployment() ? REPLICA_SET : CONTROLLER_REVISION;
        Map<String, Object> wanted = workload.template();
        List<Tree> pods = workload.isDeployment()
                ? List.of()
                : reading.list(POD, mine).stream()
                        .filter(pod -> Standing.isOwnedBy(pod, workload.uid()) && Standing.isReady(pod))
                        .toList();
        return reading.list(kind, mine).stream()
                .filter(object -> Standing.isOwnedBy(object, workload.uid()))
                .map(object -> of(object, workload.isDeployment(), wanted, pods))
                .sorted(Comparator.comparingLong(Revision::number)
                        .thenComparing(Revision::name)
                        .reversed())
                .toList();
    }

    /** The newest revision. */
    static Optional<Revision> newest(Reading reading, Workload workload) {
        return of(reading, workload).stream().findFirst();
    }

    private static Revision of(Tree object, boolean set, Map<String, Object> wanted, List<Tree> pods) {
        Map<String, Object> template = set ? templateOf(object) : recorded(object);
        long number = set
                ? object.text("metadata", "annotations", NUMBER)
                        .filter(text -> text.matches("\\d{1,18}"))
                        .map(Long::parseLong)
                        .orElse(0L)
                : object.number("revision").map(Number::longValue).orElse(0L);
        int ready = set
                ? object.number("status", "readyReplicas").map(Number::intValue).orElse(0)
                : (int) pods.stream().filter(pod -> isOf(pod, object)).count();
        return new Revision(object, template, number, template.equals(wanted), ready);
    }

    /** Pods of a DaemonSet are marked by the hash of their revision, those of a StatefulSet by its name. */
    static boolean isOf(Tree pod, Tree revision) {
        String mark = pod.text("metadata", "labels", MARK).orElse("");
        return mark.equals(revision.text("metadata", "name").orElse("-"))
                || mark.equals(revision.text("metadata", "labels", MARK).orElse("-"));
    }

    /** The template of a ReplicaSet without the label that the controller adds itself. */
    private static Map<String, Object> templateOf(Tree set) {
        Map<String, Object> template = set.at("spec", "template").toMap();
        if (template.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("labels") instanceof Map<?, ?> labels) {
            labels.remove(TEMPLATE_HASH);
        }
        return template;
    }

    /** The template of a ControllerRevision, which is kept as a patch. */
    private static Map<String, Object> recorded(Tree revision) {
        Map<String, Object> template = revision.at("data", "spec", "template").toMap();
        template.remove("$patch");
        if (template.get("metadata") instanceof Map<?, ?> metadata) {
            // Written by older servers, and nothing that a template says.
            metadata.remove("creationTimestamp");
        }
        return template;
    }

    /** Whether a ReplicaSet is of the template that its Deployment asks for now. */
    static boolean isOfTemplate(Tree set, Workload workload) {
        return templateOf(set).equals(workload.template());
    }

    /** Whether a pod is of this revision. */
    boolean isOf(Tree pod) {
        return isOf(pod, object);
    }

    /** Its number, as {@code kubectl rollout history} counts; it moves when the revision is used again. */
    public long number() {
        return number;
    }

    /** The record's name. */
    public String name() {
        return object.text("metadata", "name").orElse("");
    }

    /** The record: a ReplicaSet or a ControllerRevision. */
    public Ref ref() {
        return object.ref();
    }

    /** The record's uid. */
    public String uid() {
        return object.text("metadata", "uid").orElse("");
    }

    /** When the record was made, as the API writes times. */
    public String created() {
        return object.text("metadata", "creationTimestamp").orElse("");
    }

    /** The image of each container. */
    public Map<String, String> images() {
        return Workload.images(template);
    }

    /** Why it was released, where somebody said. */
    public Optional<String> changeCause() {
        return object.text("metadata", "annotations", ChangeCause.ANNOTATION);
    }

    /** Whether it is what the workload asks for now. */
    public boolean isCurrent() {
        return current;
    }

    /** How many of its pods are ready now. */
    public int ready() {
        return ready;
    }

    /** Its pod template, without what the controller adds. */
    public Tree template() {
        return template;
    }

    /** What its pods carry as their revision's mark, where the workload is no Deployment. */
    String hash() {
        return object.text("metadata", "labels", MARK).orElse(name());
    }

    @Override
    public String toString() {
        return "revision " + number + " (" + String.join(", ", images().values()) + ")" + (current ? ", current" : "")
                + (ready > 0 ? ", " + ready + (ready == 1 ? " pod ready" : " pods ready") : "")
                + changeCause().map(why -> ": " + why).orElse("");
    }
}
