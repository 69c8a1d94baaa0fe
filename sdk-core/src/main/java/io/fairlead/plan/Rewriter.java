package io.fairlead.plan;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import java.util.List;

/**
 * Another tool that keeps an object as it wants it: what a plan changes, its next sync may take back.
 *
 * @param ref the object
 * @param tool who writes it again: {@code Argo CD}, {@code Flux}, {@code Helm}
 * @param fields the plan's fields that the tool owns, which its next sync takes back
 */
public record Rewriter(Ref ref, String tool, List<FieldPath> fields) {

    public Rewriter {
        fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
        return ref + " is kept by " + tool
                + (fields.isEmpty()
                        ? ""
                        : ", whose next sync takes back "
                                + String.join(
                                        ", ",
                                        fields.stream().map(FieldPath::toString).toList()));
    }
}
