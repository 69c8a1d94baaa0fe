package io.fairlead.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Objects;

/**
 * A kind of object as manifests name it: API group, version and kind.
 *
 * @param group the API group, empty for the core group
 * @param version the API version, such as {@code v1}
 * @param name the kind's own name, such as {@code Deployment}
 */
public record Kind(String group, String version, String name) implements Comparable<Kind> {

    private static final Comparator<Kind> ORDER =
            Comparator.comparing(Kind::group).thenComparing(Kind::name).thenComparing(Kind::version);

    public Kind {
        Objects.requireNonNull(group, "group");
        if (version.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a kind needs a version and a name, such as apps/v1 Deployment; got \""
                    + group + "/" + version + " " + name + "\"");
        }
    }

    /**
     * The kind that a manifest's {@code apiVersion} and {@code kind} name.
     *
     * @param apiVersion {@code v1} or {@code group/version}
     * @param name the kind's own name
     */
    public static Kind of(String apiVersion, String name) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new Kind("", apiVersion, name)
                : new Kind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), name);
    }

    /** The kind that a fabric8 model class stands for. */
    public static Kind of(Class<? extends HasMetadata> model) {
        return of(HasMetadata.getApiVersion(model), HasMetadata.getKind(model));
    }

    /** Group and version as manifests write them: {@code v1} or {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether both are the same kind of the same group, whatever the version. */
    public boolean sameAs(Kind other) {
        return group.equals(other.group) && name.equals(other.name);
    }

    @Override
    public int compareTo(Kind other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return apiVersion() + " " + name;
    }
}
