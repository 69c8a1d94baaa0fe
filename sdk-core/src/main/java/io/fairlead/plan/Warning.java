package io.fairlead.plan;

import io.fairlead.resource.Ref;
import java.util.Optional;

/**
 * Something to know before a plan is run.
 *
 * @param ref the object it is about, where it is about one
 * @param text what to know
 */
public record Warning(Optional<Ref> ref, String text) {

    @Override
    public String toString() {
        return ref.map(object -> object + ": ").orElse("") + text;
    }
}
