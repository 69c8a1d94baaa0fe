package io.fairlead.internal.kube;

import io.fairlead.resource.Kind;
import java.util.Set;

/**
 * What discovery says of a kind: where it is served and what can be done with it.
 *
 * @param kind group, version and kind
 * @param plural the resource's name in paths, such as {@code deployments}
 * @param namespaced whether its objects live in namespaces
 * @param verbs the verbs that are served
 * @param subresources the names of its subresources, such as {@code status} and {@code scale}
 */
public record ResourceType(Kind kind, String plural, boolean namespaced, Set<String> verbs, Set<String> subresources) {

    public ResourceType {
        verbs = Set.copyOf(verbs);
        subresources = Set.copyOf(subresources);
    }

    /** The path of a collection, or of one object and one of its subresources when those are not empty. */
    public String path(String namespace, String name, String subresource) {
        StringBuilder path = new StringBuilder(kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/");
        path.append(kind.version());
        if (namespaced && !namespace.isEmpty()) {
            path.append("/namespaces/").append(namespace);
        }
        path.append('/').append(plural);
        if (!name.isEmpty()) {
            path.append('/').append(name);
        }
        if (!subresource.isEmpty()) {
            path.append('/').append(subresource);
        }
        return path.toString();
    }
}
