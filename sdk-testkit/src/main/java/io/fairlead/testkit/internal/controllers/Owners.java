package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wakes the owners of what changed. */
final class Owners {
    private Owners() {}

    /** Wakes the controller of a changed dependent; for an orphan, all that might adopt it. */
    static Cache.Listener of(String kind, Cache owners, Reconciler controller) {
        return (before, after) -> {
            wake(kind, before, controller);
            wake(kind, after, controller);
            if (after != null && Meta.controller(after).isEmpty() && !Meta.deleting(after)) {
                for (var owner : owners.in(Meta.namespace(after))) {
                    if (LabelSelectors.matches(Trees.map(owner, "spec", "selector"), Meta.labels(after))) {
                        controller.enqueue(owner);
                    }
                }
            }
        };
    }

    private static void wake(String kind, @Nullable Map<String, Object> dependent, Reconciler controller) {
        if (dependent != null) {
            Map<String, Object> owner = Meta.controller(dependent);
            if (kind.equals(owner.get("kind"))) {
                controller.enqueue(new Reconciler.Key(Meta.namespace(dependent), Trees.text(owner, "name")));
            }
        }
    }
}
