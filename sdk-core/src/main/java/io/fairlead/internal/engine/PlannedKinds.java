package io.fairlead.internal.engine;

import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds that a CustomResourceDefinition will make the server serve. */
final class PlannedKinds {

    private static final Set<String> VERBS = Set.of("get", "list", "watch", "create", "update", "patch", "delete");

    private PlannedKinds() {}

    static List<ResourceType> of(Map<String, Object> object) {
        if (!"CustomResourceDefinition".equals(object.get("kind"))) {
            return List.of();
        }
        String group = Trees.text(object, "spec", "group").orElse("");
        Optional<String> kind = Trees.text(object, "spec", "names", "kind");
        Optional<String> plural = Trees.text(object, "spec", "names", "plural");
        if (kind.isEmpty() || plural.isEmpty()) {
            return List.of();
        }
        boolean namespaced = Trees.text(object, "spec", "scope").orElse("").equals("Namespaced");
        return Trees.maps(object, "spec", "versions").stream()
                .filter(version -> Boolean.TRUE.equals(version.get("served")))
                .map(version -> new ResourceType(
                        new Kind(group, Trees.text(version, "name").orElse("v1"), kind.get()),
                        plural.get(),
                        namespaced,
                        VERBS,
                        Trees.map(version, "subresources").keySet()))
                .toList();
    }
}
