package io.fairlead.internal.diagnosis;

import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Map;

/**
 * The cluster as a diagnosis reads it: lists alone, each at most once a walk.
 *
 * <p>Implemented over the API by the engine, over a map by tests. What may not be read is an answer, not a failure.
 */
@FunctionalInterface
public interface DiagnosisReader {

    /** The list that was asked for; called by one thread at a time. */
    Seen list(Wanted wanted);

    /** Whether the cluster has this kind at all: not a request each, discovery knows. */
    default boolean serves(Kind kind) {
        return true;
    }

    /**
     * What to list.
     *
     * @param kind the kind
     * @param namespace the namespace, empty for kinds of the whole cluster
     * @param labels a label selector, empty for all
     * @param fields a field selector, empty for all
     */
    record Wanted(Kind kind, String namespace, String labels, String fields) {}

    /**
     * What was seen.
     *
     * @param items the objects
     * @param refusal why nothing could be seen, empty when it could
     */
    record Seen(List<Map<String, Object>> items, String refusal) {

        /** Objects that were seen. */
        public static Seen of(List<Map<String, Object>> items) {
            return new Seen(items, "");
        }

        /** Nothing could be seen: it is forbidden, or the kind is not served. */
        public static Seen refused(String why) {
            return new Seen(List.of(), why);
        }
    }
}
