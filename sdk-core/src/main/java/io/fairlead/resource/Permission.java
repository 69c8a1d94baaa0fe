package io.fairlead.resource;

import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that a Role can allow: a verb on a resource, in a namespace or in the whole cluster, for one name or all.
 *
 * <p>Immutable. Prints as {@code patch deployments.apps/scale in namespace shop}.
 *
 * @param verb Kubernetes' word for it, such as {@code get} or {@code patch}
 * @param group the API group, empty for the core group
 * @param resource the resource's plural name, such as {@code deployments}
 * @param subresource the subresource, such as {@code scale}; empty for the resource itself
 * @param namespace the namespace, empty for the whole cluster
 * @param name the one object it is for, empty for all
 */
public record Permission(String verb, String group, String resource, String subresource, String namespace, String name)
        implements Comparable<Permission> {

    private static final Comparator<Permission> ORDER = Comparator.comparing(Permission::namespace)
            .thenComparing(Permission::group)
            .thenComparing(Permission::resource)
            .thenComparing(Permission::subresource)
            .thenComparing(Permission::name)
            .thenComparing(Permission::verb);

    public Permission {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(subresource, "subresource");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        if (verb.isBlank() || resource.isBlank()) {
            throw new IllegalArgumentException(
                    "a permission needs a verb and a resource, got \"" + verb + "\" and \"" + resource + "\"");
        }
    }

    /** A verb on all objects of a resource in a namespace, or in the whole cluster with an empty one. */
    public static Permission of(String verb, String group, String resource, String namespace) {
        int slash = resource.indexOf('/');
        return slash < 0
                ? new Permission(verb, group, resource, "", namespace, "")
                : new Permission(
                        verb, group, resource.substring(0, slash), resource.substring(slash + 1), namespace, "");
    }

    /** Whether it takes a ClusterRole: it is not bound to one namespace. */
    public boolean clusterWide() {
        return namespace.isEmpty();
    }

    /** The rule of a Role that grants it, on one line of YAML. */
    public String rule() {
        String names = name.isEmpty() ? "" : ", resourceNames: [\"" + name + "\"]";
        return "{apiGroups: [\"" + group + "\"], resources: [\"" + path() + "\"], verbs: [\"" + verb + "\"]" + names
                + "}";
    }

    private String path() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    @Override
    public int compareTo(Permission other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return verb + " " + resource
                + (group.isEmpty() ? "" : "." + group)
                + (subresource.isEmpty() ? "" : "/" + subresource)
                + (name.isEmpty() ? "" : " \"" + name + "\"")
                + (namespace.isEmpty() ? " in the whole cluster" : " in namespace " + namespace);
    }
}
