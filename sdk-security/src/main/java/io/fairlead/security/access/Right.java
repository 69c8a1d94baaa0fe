package io.fairlead.security.access;

import io.fairlead.resource.Permission;
import java.util.Comparator;
import java.util.Objects;

/**
 * What a request asks for: a verb on a resource, or on a path that is none.
 *
 * <pre>{@code
 * Right.of("get", "pods/log").in("shop")
 * Right.of("patch", "deployments.apps/scale").in("shop").named("web")
 * Right.path("get", "/metrics")
 * }</pre>
 *
 * <p>Without a namespace it is asked of the whole cluster, as a list over all namespaces is. A request for one namespace itself arrives
 * as one inside that namespace, so a right to a Namespace of a name has that name as its namespace too.
 *
 * <p>Immutable. Prints as {@code patch deployments.apps/scale "web" in namespace shop}.
 *
 * @param verb Kubernetes' word for it, such as {@code get}; {@code *} for all at once
 * @param group the API group, empty for the core group
 * @param resource the resource's plural name, empty for a path
 * @param subresource the subresource, empty for the resource itself
 * @param namespace the namespace, empty for the whole cluster
 * @param name the one object it is for, empty for all
 * @param path the path that is no resource, such as {@code /metrics}; empty for a resource
 */
public record Right(
        String verb, String group, String resource, String subresource, String namespace, String name, String path)
        implements Comparable<Right> {

    private static final Comparator<Right> ORDER = Comparator.comparing(Right::namespace)
            .thenComparing(right -> right.path())
            .thenComparing(Right::group)
            .thenComparing(Right::resource)
            .thenComparing(Right::subresource)
            .thenComparing(Right::name)
            .thenComparing(Right::verb);

    public Right {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(subresource, "subresource");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        if (verb.isBlank() || resource.isBlank() == path.isBlank()) {
            throw new IllegalArgumentException("a right needs a verb, and a resource or a path; got \"" + verb
                    + "\", \"" + resource + "\" and \"" + path + "\"");
        }
        if (namespace.isEmpty() && !name.isEmpty() && resource.equals("namespaces") && group.isEmpty()) {
            namespace = name;
        }
    }

    /**
     * A verb on a resource of the whole cluster.
     *
     * @param resource as {@code kubectl} writes it: {@code pods}, {@code pods/log}, {@code deployments.apps/scale}
     */
    public static Right of(String verb, String resource) {
        int slash = resource.indexOf('/');
        String subresource = slash < 0 ? "" : resource.substring(slash + 1);
        String qualified = slash < 0 ? resource : resource.substring(0, slash);
        int dot = qualified.indexOf('.');
        return new Right(
                verb,
                dot < 0 ? "" : qualified.substring(dot + 1),
                dot < 0 ? qualified : qualified.substring(0, dot),
                subresource,
                "",
                "",
                "");
    }

    /** A verb on a path that is no resource: {@code get} on {@code /metrics}. */
    public static Right path(String verb, String path) {
        return new Right(verb, "", "", "", "", "", path);
    }

    /** What a plan says that it takes. */
    public static Right of(Permission permission) {
        return new Right(
                permission.verb(),
                permission.group(),
                permission.resource(),
                permission.subresource(),
                permission.namespace(),
                permission.name(),
                "");
    }

    /** The same in a namespace. */
    public Right in(String namespace) {
        return new Right(verb, group, resource, subresource, namespace, name, path);
    }

    /** The same for one object; for list and watch, those that select it by {@code metadata.name}. */
    public Right named(String name) {
        return new Right(verb, group, resource, subresource, namespace, name, path);
    }

    boolean isPath() {
        return !path.isEmpty();
    }

    /** The resource as a rule writes it: {@code pods/log}. */
    String ruleResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    @Override
    public int compareTo(Right other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        if (isPath()) {
            return verb + " " + path;
        }
        return verb + " " + resource
                + (group.isEmpty() ? "" : "." + group)
                + (subresource.isEmpty() ? "" : "/" + subresource)
                + (name.isEmpty() ? "" : " \"" + name + "\"")
                + (namespace.isEmpty() ? " in the whole cluster" : " in namespace " + namespace);
    }
}
