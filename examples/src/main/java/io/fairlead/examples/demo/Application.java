package io.fairlead.examples.demo;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The application of the job: its objects as they are written, and the namespace of those that name none.
 *
 * @param source where they were read
 * @param namespace the namespace
 * @param manifests the objects
 */
record Application(String source, String namespace, Manifests manifests) {

    private static final Kind DEPLOYMENT = Kind.of("apps/v1", "Deployment");

    /** These manifests, what names no namespace placed in this one. */
    static Application of(String source, String namespace, Manifests manifests) {
        return new Application(source, namespace, manifests.inNamespace(namespace));
    }

    /** The Deployment of this name, or the first one when the name is empty. */
    Optional<Ref> deployment(String name) {
        return manifests.objects().stream()
                .map(ManifestObject::ref)
                .filter(ref -> ref.kind().equals(DEPLOYMENT)
                        && (name.isEmpty() || ref.name().equals(name)))
                .findFirst();
    }

    /** Where a reference of the manifests is in the cluster. */
    Ref placed(Ref ref) {
        return ref.namespace().isEmpty() ? ref.inNamespace(namespace) : ref;
    }

    /** The image of the first container of a Deployment. */
    String image(Ref deployment) {
        Tree tree = Tree.of(manifests.find(deployment).orElseThrow().tree());
        return tree.trees("spec", "template", "spec", "containers")
                .get(0)
                .text("image")
                .orElseThrow();
    }

    /** That Deployment alone, with another image in its first container. */
    Manifests withImage(Ref deployment, String image) {
        return manifests.filter(object -> object.ref().equals(deployment)).edit(deployment, tree -> {
            firstContainer(tree).put("image", image);
            return tree;
        });
    }

    @SuppressWarnings("unchecked") // the shape of a Deployment
    private static Map<String, Object> firstContainer(Map<String, Object> deployment) {
        Map<String, Object> place = deployment;
        for (String field : List.of("spec", "template", "spec")) {
            place = (Map<String, Object>) place.getOrDefault(field, Map.of());
        }
        return ((List<Map<String, Object>>) place.getOrDefault("containers", List.of())).get(0);
    }
}
