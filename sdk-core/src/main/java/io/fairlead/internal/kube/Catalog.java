package io.fairlead.internal.kube;

import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every kind that a cluster serves, in the server's order: preferred versions first. Immutable. */
final class Catalog {

    private final Map<Kind, ResourceType> types = new LinkedHashMap<>();

    Catalog(List<ResourceType> served) {
        for (ResourceType type : served) {
            // Where two resources share a kind, the one that can do more is the object, the other a view of it.
            types.merge(
                    type.kind(), type, (a, b) -> b.verbs().size() > a.verbs().size() ? b : a);
        }
    }

    Optional<ResourceType> find(Kind kind) {
        return Optional.ofNullable(types.get(kind));
    }

    List<ResourceType> types() {
        return new ArrayList<>(types.values());
    }

    /** The most alike kinds, best first. */
    List<Kind> nearest(Kind kind) {
        return Nearest.of(kind, types.keySet());
    }
}
