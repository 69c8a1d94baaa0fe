package io.fairlead.internal.fields;

import io.fairlead.failure.InvalidSpec;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;

/**
 * A desired object, checked and spelled as it will be sent.
 *
 * <p>What only the server writes is dropped, so that an object that was read can be edited and applied: {@code status} and,
 * of the metadata, {@code managedFields}, {@code resourceVersion}, {@code uid}, {@code generation},
 * {@code creationTimestamp}, {@code selfLink} and the deletion fields. Preconditions are the engine's matter, never the
 * desired object's. {@code stringData} of a Secret becomes {@code data}; quantities get the spelling that the server stores,
 * because it compares them as text. What cannot be right is refused with its path; values are never part of the message.
 *
 * @param tree what is sent; a copy of its own
 * @param ref the object
 * @param warnings what will probably not do what was meant, one sentence each
 */
public record Desired(Map<String, Object> tree, Ref ref, List<String> warnings) {

    /** Whether {@code status} is written through its subresource, as it nearly always is, or is a field like any other. */
    public enum Status {
        /** The main resource does not take it: dropped. */
        SUBRESOURCE,
        /** A custom resource without a status subresource: kept. */
        PLAIN
    }

    /** The checked form of an object whose status is a subresource. */
    public static Desired of(Map<String, ?> object, String owner) {
        return of(object, owner, Status.SUBRESOURCE);
    }

    /**
     * The checked form of an object.
     *
     * @param object what was asked for; not changed
     * @param owner who would apply it, for messages
     * @param status what becomes of its status
     * @throws InvalidSpec when it cannot be right
     */
    public static Desired of(Map<String, ?> object, String owner, Status status) {
        return new DesiredCheck(object, owner, status).desired();
    }

    /** The fields that applying this will make its owner own, as far as they are known without a schema. */
    public FieldSet predictedPaths(FieldSet learned) {
        return Predicted.paths(tree, learned);
    }
}
