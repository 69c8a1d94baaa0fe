package io.fairlead.ha.rollout;

import io.fairlead.operation.Amendment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why a revision was released: an annotation that belongs to the revision, so it changes with it or goes. */
final class ChangeCause {

    static final String ANNOTATION = "kubernetes.io/change-cause";

    private static final String POINTER = "/metadata/annotations/kubernetes.io~1change-cause";

    private ChangeCause() {}

    /** Puts it into a patch of a workload; takes away the one of the revision before where there is none. */
    static void edit(Amendment.Builder edit, Workload workload, Optional<String> cause) {
        boolean annotated = workload.tree().has("metadata", "annotations");
        if (cause.isPresent() && annotated) {
            edit.add(POINTER, cause.get());
        } else if (cause.isPresent()) {
            edit.add("/metadata/annotations", new LinkedHashMap<>(Map.of(ANNOTATION, cause.get())));
        } else if (workload.tree().has("metadata", "annotations", ANNOTATION)) {
            edit.remove(POINTER);
        }
    }

    /** Puts it into the body of an apply; leaves out, and so gives up, the one that the owner set before where there is none. */
    static void put(Map<String, Object> metadata, Optional<String> cause) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        if (metadata.get("annotations") instanceof Map<?, ?> there) {
            there.forEach((key, value) -> annotations.put(String.valueOf(key), value));
        }
        annotations.remove(ANNOTATION);
        cause.ifPresent(why -> annotations.put(ANNOTATION, why));
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        } else {
            metadata.put("annotations", annotations);
        }
    }
}
