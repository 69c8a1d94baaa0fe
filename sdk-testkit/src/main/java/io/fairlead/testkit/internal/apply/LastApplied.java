package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets kubectl take over, without conflict, what its client-side apply wrote and nobody changed since. */
final class LastApplied {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private final Type type;
    private final String apiVersion;

    LastApplied(Type type, String apiVersion) {
        this.type = type;
        this.apiVersion = apiVersion;
    }

    /** The conflicts that remain. */
    List<ApplyConflict.Cause> withoutAllowed(Map<String, Object> live, List<ApplyConflict.Cause> causes) {
        String text = Json.text(Json.at(live, "metadata", "annotations"), ANNOTATION);
        if (text.isEmpty()) {
            return causes;
        }
        FieldSet allowed;
        try {
            Map<String, Object> applied = Json.parseObject(text);
            if (!apiVersion.equals(applied.get("apiVersion"))
                    || !Checking.check(applied, type).isEmpty()) {
                return causes;
            }
            Comparison comparison = Comparison.of(applied, live, type);
            allowed = Owning.of(applied, type)
                    .difference(comparison.modified())
                    .difference(comparison.added())
                    .difference(comparison.removed());
        } catch (IllegalArgumentException | ClassCastException e) {
            return causes;
        }
        List<ApplyConflict.Cause> left = new ArrayList<>();
        for (ApplyConflict.Cause cause : causes) {
            if (!allowed.has(cause.path())) {
                left.add(cause);
            }
        }
        return left;
    }
}
