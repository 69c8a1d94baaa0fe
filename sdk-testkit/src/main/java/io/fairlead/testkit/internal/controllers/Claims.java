package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import io.fairlead.testkit.internal.store.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What belongs to a controller's object: adopts orphans that its selector matches, releases its own that it no longer
 * matches ({@code pkg/controller/controller_ref_manager.go}).
 */
final class Claims {
    private Claims() {}

    static List<Map<String, Object>> of(Map<String, Object> owner, Cache dependents) {
        Map<String, Object> selector = Trees.map(owner, "spec", "selector");
        var claimed = new ArrayList<Map<String, Object>>();
        for (var dependent : dependents.ownedBy(Meta.uid(owner))) {
            if (LabelSelectors.matches(selector, Meta.labels(dependent))) {
                claimed.add(dependent);
            } else if (!Meta.deleting(owner)) {
                release(owner, dependent, dependents);
            }
        }
        if (!Meta.deleting(owner)) {
            for (var orphan : dependents.orphansIn(Meta.namespace(owner))) {
                if (!Meta.deleting(orphan)
                        && !Pods.ended(orphan)
                        && LabelSelectors.matches(selector, Meta.labels(orphan))) {
                    adopt(owner, orphan, dependents, claimed);
                }
            }
        }
        return claimed;
    }

    private static void adopt(
            Map<String, Object> owner,
            Map<String, Object> orphan,
            Cache dependents,
            List<Map<String, Object>> claimed) {
        try {
            dependents
                    .update(Meta.namespace(orphan), Meta.name(orphan), Api.MANAGER, object -> {
                        if (Meta.controller(object).isEmpty()) {
                            Trees.children(Trees.child(object, "metadata"), "ownerReferences")
                                    .add(Meta.controllerReference(owner));
                        }
                        return object;
                    })
                    .filter(adopted ->
                            Meta.uid(owner).equals(Meta.controller(adopted).get("uid")))
                    .ifPresent(claimed::add);
        } catch (ApiError gone) {
            if (gone.code() != 404) {
                throw gone;
            }
        }
    }

    private static void release(Map<String, Object> owner, Map<String, Object> dependent, Cache dependents) {
        dependents.update(Meta.namespace(dependent), Meta.name(dependent), Api.MANAGER, object -> {
            var metadata = Trees.child(object, "metadata");
            var references = Trees.children(metadata, "ownerReferences");
            references.removeIf(each -> Meta.uid(owner).equals(Trees.map(each).get("uid")));
            if (references.isEmpty()) {
                metadata.remove("ownerReferences");
            }
            return object;
        });
    }
}
