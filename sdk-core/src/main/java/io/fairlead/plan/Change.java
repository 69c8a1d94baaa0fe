package io.fairlead.plan;

import io.fairlead.resource.FieldChange;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a step does to one object.
 *
 * @param id knows the step again
 * @param action what becomes of the object
 * @param ref the object
 * @param owner under whose name the fields are written; empty for deletions and amendments
 * @param uid the object's uid as read; empty when it is not there yet
 * @param fields what differs, field by field
 * @param takenFrom the fields that change hands, with their owners until now
 * @param grade how sure
 * @param undo what undo gives back, when it is less than everything; empty otherwise
 */
public record Change(
        StepId id,
        Action action,
        Ref ref,
        Optional<Owner> owner,
        String uid,
        List<FieldChange> fields,
        Map<String, List<String>> takenFrom,
        Grade grade,
        String undo)
        implements Step {

    public Change {
        fields = List.copyOf(fields);
        takenFrom = java.util.Collections.unmodifiableMap(new TreeMap<>(takenFrom));
    }

    /** What becomes of an object. */
    public enum Action {
        /** It is made. */
        CREATE("+"),
        /** Fields of it change. */
        UPDATE("~"),
        /** It is deleted and made anew, as the server forbids to change it. */
        REPLACE("±"),
        /** It is deleted. */
        DELETE("-"),
        /** It already is as wanted; no write is sent. */
        KEEP("=");

        private final String sign;

        Action(String sign) {
            this.sign = sign;
        }

        /** The sign that marks it in a printed plan. */
        public String sign() {
            return sign;
        }
    }

    /** The same, which no undo takes back. */
    public Change irrevocable() {
        return new Change(id, action, ref, owner, uid, fields, takenFrom, grade, "none, it stays as it is then");
    }

    /** Whether anything is written. */
    public boolean writes() {
        return action != Action.KEEP;
    }
}
