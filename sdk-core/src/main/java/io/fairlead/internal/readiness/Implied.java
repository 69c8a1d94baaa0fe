package io.fairlead.internal.readiness;

import io.fairlead.resource.FieldPath;
import java.util.List;
import java.util.Map;

/**
 * An object as it will be once a wait has ended: what the wait implies is laid over it, what only the cluster can know is named.
 *
 * @param tree the object with the implied fields; shares nothing with the one it was made from
 * @param holes the fields that such an object has and whose values cannot be known before
 */
public record Implied(Map<String, Object> tree, List<FieldPath> holes) {

    public Implied {
        holes = List.copyOf(holes);
    }
}
