package io.fairlead.ha.autoscaling;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Work;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the number of a workload's replicas over, so that no instant shows another one.
 *
 * <p>A server-side apply that drops a field which nobody else owns resets it, {@code replicas} to 1. So the number is shared first: applied as
 * it is, under another owner, without force; if it changes meanwhile that is a conflict, not another number. The autoscaler's first own step
 * then takes the field from all who hold it. Client-side apply deletes what was in its last manifest and is not in the next, whoever owns it:
 * so the number goes out of that annotation too.
 */
final class Replicas {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String CONTROLLER = "kube-controller-manager";
    /** Owns nothing else of a workload: an apply of the number alone would give up whatever its owner holds besides. */
    private static final Owner OWNER = Owner.of("fairlead/autoscaling");

    private static final FieldPath FIELD = FieldPath.of("spec", "replicas");
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Replicas() {}

    static int of(Tree workload) {
        return workload.number("spec", "replicas").map(Number::intValue).orElse(1);
    }

    /** Shares the number with those who hold it; gives back whether anything was written. */
    static boolean share(Work work, Tree workload) {
        if (!workload.has("spec", "replicas")
                || isShared(work, workload)
                || holders(work, workload).isEmpty()) {
            return false;
        }
        work.apply(Batch.ofTrees(OWNER, List.of(body(workload, Map.of("replicas", of(workload))))));
        return true;
    }

    /** Gives up the share where somebody else holds the number too, so that it stays as it is. */
    static boolean giveUp(Work work, Tree workload) {
        if (!isShared(work, workload) || work.owners(workload, FIELD).size() == 1) {
            return false;
        }
        work.apply(Batch.ofTrees(OWNER, List.of(body(workload, Map.of()))));
        return true;
    }

    private static boolean isShared(Work work, Tree workload) {
        return work.owners(workload, FIELD).contains(OWNER.name());
    }

    /** Who holds the number, other than we and the controller that autoscalers step by. */
    static List<String> holders(Work work, Tree workload) {
        return work.owners(workload, FIELD).stream()
                .filter(holder -> !holder.equals(CONTROLLER) && !holder.equals(OWNER.name()))
                .toList();
    }

    /** Takes the number out of what client-side apply remembers; gives back whether it was there. */
    static boolean forget(Work work, Tree workload) {
        Optional<Map<String, Object>> remembered =
                workload.text("metadata", "annotations", LAST_APPLIED).flatMap(Replicas::parsed);
        if (remembered.isEmpty()
                || !(remembered.get().get("spec") instanceof Map<?, ?> spec)
                || !spec.containsKey("replicas")) {
            return false;
        }
        spec.remove("replicas");
        String text = JSON.asJson(remembered.get()) + "\n";
        work.amend(
                workload.ref(),
                Amendment.of(edit -> edit.replace(
                        "/metadata/annotations/"
                                + LAST_APPLIED.replace("~", "~0").replace("/", "~1"),
                        text)));
        return true;
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Optional<Map<String, Object>> parsed(String text) {
        try {
            return Optional.ofNullable(JSON.unmarshal(text, LinkedHashMap.class));
        } catch (RuntimeException notJson) {
            return Optional.empty(); // Nothing that client-side apply would understand either.
        }
    }

    private static Map<String, Object> body(Tree workload, Map<String, Object> spec) {
        Ref ref = workload.ref();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", ref.name());
        metadata.put("namespace", ref.namespace());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("apiVersion", ref.kind().apiVersion());
        body.put("kind", ref.kind().name());
        body.put("metadata", metadata);
        if (!spec.isEmpty()) {
            body.put("spec", spec);
        }
        return body;
    }
}
