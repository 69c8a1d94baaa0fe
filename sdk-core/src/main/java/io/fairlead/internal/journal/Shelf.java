package io.fairlead.internal.journal;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the objects of the journal are put and taken from: guarded writes under the journal's own field manager. */
public final class Shelf {

    private static final String MANAGER = "fairlead/journal";
    private static final int CONFLICT = 409;
    private static final int MISSING = 404;

    private final KubeApi api;

    /** A shelf in a cluster. */
    public Shelf(KubeApi api) {
        this.api = api;
    }

    KubeApi api() {
        return api;
    }

    /** Someone else wrote to the object since. */
    static final class Taken extends Exception {
        private static final long serialVersionUID = 1L;

        Taken(String by) {
            super(by);
        }
    }

    /**
     * Creates or replaces an object of a record, and remembers its version.
     *
     * @throws Taken when it is not as this writer left it
     * @throws FairleadException when the server refuses
     */
    void save(Part part, Map<String, Object> object) throws Taken {
        List<Optional<String>> unanswered = part.unanswered;
        // Stays so when an interrupt or a lost connection keeps the answer from us.
        part.unanswered = writing(object);
        Reply reply = part.version.isEmpty() ? create(part, object) : replace(part, object);
        if (reply.code() == CONFLICT) {
            // An earlier sending of ours may have been taken, and its answer lost.
            Map<String, Object> live = read(part).orElse(Map.of());
            if (!unanswered.isEmpty() && writing(live).equals(unanswered)) {
                settle(part, live);
                save(part, object);
                return;
            }
            if (reply.sends() < 2 || !writing(live).equals(writing(object))) {
                throw new Taken(Trees.text(live, "metadata", "annotations", Marks.WRITER)
                        .filter(writer -> !writer.isEmpty())
                        .map(writer -> "by " + writer)
                        .orElse("by somebody, who wrote to it"));
            }
            settle(part, live);
            return;
        }
        settle(part, reply.orThrow("write " + part.ref(), part.ref()));
    }

    private Reply create(Part part, Map<String, Object> object) {
        return api.send(Request.post(part.type().path(part.namespace, "", ""), Json.print(object), true)
                .with("fieldManager", MANAGER));
    }

    private Reply replace(Part part, Map<String, Object> object) {
        Trees.put(object, part.version, "metadata", "resourceVersion");
        Trees.put(object, part.uid, "metadata", "uid");
        return api.send(Request.put(part.type().path(part.namespace, part.name, ""), Json.print(object))
                .with("fieldManager", MANAGER));
    }

    private static List<Optional<String>> writing(Map<String, Object> object) {
        return List.of(
                Trees.text(object, "metadata", "annotations", Marks.WRITER),
                Trees.text(object, "metadata", "annotations", Marks.REVISION));
    }

    private static void settle(Part part, Map<String, Object> stored) {
        part.version = Trees.text(stored, "metadata", "resourceVersion").orElse("");
        part.uid = Trees.text(stored, "metadata", "uid").orElse("");
        part.dirty = false;
        part.unanswered = List.of();
    }

    private Optional<Map<String, Object>> read(Part part) {
        Reply reply = api.send(Request.get(part.type().path(part.namespace, part.name, "")));
        return reply.ok() ? Optional.of(reply.body()) : Optional.empty();
    }

    /** Deletes an object that this writer made; what is gone already is fine. */
    void delete(Part part) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("preconditions", Map.of("uid", part.uid));
        Reply reply = api.send(Request.delete(part.type().path(part.namespace, part.name, ""), Json.print(options)));
        if (reply.code() != MISSING) {
            reply.orThrow("delete " + part.ref(), part.ref());
        }
    }

    /** Changes labels and annotations of a record, only if it is still of this version; whether it was. */
    boolean mark(StoredRecord record, Map<String, Object> labels, Map<String, Object> annotations, boolean guarded) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("uid", record.uid());
        if (guarded) {
            metadata.put("resourceVersion", record.version());
        }
        metadata.put("labels", labels);
        metadata.put("annotations", annotations);
        Reply reply = api.send(Request.patch(
                        record.type().path(record.namespace(), record.name(), ""),
                        Request.MERGE_PATCH,
                        Json.print(Map.of("metadata", metadata)),
                        true)
                .with("fieldManager", MANAGER));
        if (reply.code() == CONFLICT && guarded) {
            return reply.sends() > 1;
        }
        reply.orThrow("write to the record " + record.id(), null);
        return true;
    }
}
