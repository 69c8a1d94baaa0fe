package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an object again that was deleted: its body, and then who owned its fields. */
public final class Recreation {

    private static final List<String> SERVER_METADATA = List.of(
            "resourceVersion",
            "uid",
            "creationTimestamp",
            "generation",
            "selfLink",
            "managedFields",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");
    private static final List<String> JOB_UID_LABELS = List.of("controller-uid", "batch.kubernetes.io/controller-uid");

    private Recreation() {}

    /**
     * The body to POST.
     *
     * @param deleted the object as it was
     * @param uids the new uid of each object that was made again before, by its old one: an owner that is not there any more
     *     would have the object collected at once, so owners go first and references to them are rewritten
     */
    public static Map<String, Object> body(Map<String, Object> deleted, Map<String, String> uids) {
        Map<String, Object> body = Trees.copy(deleted);
        body.remove("status");
        for (String field : SERVER_METADATA) {
            Trees.remove(body, "metadata", field);
        }
        for (Map<String, Object> owner : Trees.maps(body, "metadata", "ownerReferences")) {
            String now = uids.get(String.valueOf(owner.get("uid")));
            if (now != null) {
                owner.put("uid", now);
            }
        }
        Kind kind = Kind.of(
                Trees.text(body, "apiVersion").orElse("v1"),
                Trees.text(body, "kind").orElse("Unknown"));
        if (kind.sameAs(new Kind("batch", "v1", "Job"))
                && !Boolean.TRUE.equals(Trees.at(body, "spec", "manualSelector"))) {
            Trees.remove(body, "spec", "selector");
            for (String label : JOB_UID_LABELS) {
                Trees.remove(body, "metadata", "labels", label);
                Trees.remove(body, "spec", "template", "metadata", "labels", label);
            }
        }
        return body;
    }

    /** The uids of owners that this object refers to. */
    public static List<String> owners(Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .map(owner -> String.valueOf(owner.get("uid")))
                .toList();
    }

    /**
     * The JSON patch that gives the fields of an object made again to those who owned them; empty where they do already.
     *
     * @param deleted the object as it was
     * @param answer the object as it was made again
     */
    public static Optional<List<Map<String, Object>>> ownership(
            Map<String, Object> deleted, Map<String, Object> answer) {
        List<Entry> owners = new ArrayList<>();
        for (Entry entry : ManagedFields.of(deleted).entries()) {
            if (!entry.subresource().equals("status")) {
                owners.add(entry);
            }
        }
        ManagedFields target = new ManagedFields(owners);
        return target.equals(ManagedFields.of(answer))
                ? Optional.empty()
                : Optional.of(Ownership.patch(answer, target.toTree()));
    }
}
