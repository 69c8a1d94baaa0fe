package io.fairlead.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * Names one object of a cluster: its kind, namespace and name.
 *
 * <p>Immutable. Prints as {@code Deployment shop/web}.
 *
 * @param kind the object's kind
 * @param namespace the namespace, empty for an object of the whole cluster
 * @param name the object's name
 */
public record Ref(Kind kind, String namespace, String name) implements Comparable<Ref> {

    private static final Comparator<Ref> ORDER =
            Comparator.comparing(Ref::kind).thenComparing(Ref::namespace).thenComparing(Ref::name);

    public Ref {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a reference to a " + kind.name() + " needs a name");
        }
    }

    /**
     * A reference by kind and {@code "namespace/name"}, or a plain name for what belongs to the whole cluster.
     *
     * @throws IllegalArgumentException when the text is neither, with the form that was expected
     */
    public static Ref of(Kind kind, String namespaceAndName) {
        String[] parts = namespaceAndName.split("/", -1);
        if (parts.length > 2 || parts[0].isBlank() || parts[parts.length - 1].isBlank()) {
            throw new IllegalArgumentException(
                    "expected \"namespace/name\" (or \"name\" for an object of the whole cluster)" + " for a "
                            + kind.name() + ", got \"" + namespaceAndName + "\"");
        }
        return parts.length == 2 ? new Ref(kind, parts[0], parts[1]) : new Ref(kind, "", parts[0]);
    }

    /** A reference by fabric8 model class and {@code "namespace/name"}, or a plain name. */
    public static Ref of(Class<? extends HasMetadata> model, String namespaceAndName) {
        return of(Kind.of(model), namespaceAndName);
    }

    /** The reference of an object that names itself. */
    public static Ref of(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new Ref(
                Kind.of(object.getApiVersion(), object.getKind()),
                namespace == null ? "" : namespace,
                object.getMetadata().getName());
    }

    /**
     * The reference of an object given as a JSON tree.
     *
     * @throws IllegalArgumentException when {@code apiVersion}, {@code kind} or {@code metadata.name} is missing
     */
    public static Ref of(Map<String, ?> tree) {
        if (tree.get("apiVersion") instanceof String apiVersion
                && tree.get("kind") instanceof String kind
                && tree.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("name") instanceof String name) {
            return new Ref(
                    Kind.of(apiVersion, kind),
                    metadata.get("namespace") instanceof String namespace ? namespace : "",
                    name);
        }
        throw new IllegalArgumentException("an object needs apiVersion, kind and metadata.name; got kind "
                + tree.get("kind") + ", apiVersion " + tree.get("apiVersion"));
    }

    /** The same name in another namespace. */
    public Ref inNamespace(String other) {
        return new Ref(kind, other, name);
    }

    /** {@code namespace/name}, or the name alone for what belongs to the whole cluster. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(Ref other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind.name() + " " + path();
    }
}
