package io.fairlead.plan;

import java.util.List;

/**
 * Knows a step again in another reading of the same program: where it stands in the composition, what it does to what, and
 * which time.
 *
 * @param scope the names of the parts it stands in, outermost first
 * @param verb what it does: {@code apply}, {@code delete}, {@code await} ...
 * @param target what it does it to
 * @param occurrence which time the same is done in the same part, from 1
 */
public record StepId(List<String> scope, String verb, String target, int occurrence) {

    public StepId {
        scope = List.copyOf(scope);
    }

    /** Scope, verb and target on one line; the same in every process. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        scope.forEach(name -> text.append(name).append(" / "));
        text.append(verb).append(' ').append(target);
        return occurrence == 1
                ? text.toString()
                : text.append(" #").append(occurrence).toString();
    }
}
