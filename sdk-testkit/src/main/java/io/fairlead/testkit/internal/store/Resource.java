package io.fairlead.testkit.internal.store;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One served type of object: what a URL names by group, version and plural.
 *
 * @param group the API group, empty for the core group
 * @param version the version under which objects are read and written
 * @param kind the kind in the objects, such as {@code Deployment}
 * @param plural the word in the URL, such as {@code deployments}
 * @param namespaced whether objects live in a namespace
 * @param subresources the served subresources, such as {@code status} and {@code scale}
 * @param shortNames the short names kubectl knows, such as {@code deploy}
 * @param verbs the served verbs
 */
public record Resource(
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced,
        Set<String> subresources,
        List<String> shortNames,
        List<String> verbs) {

    /** The verbs of an ordinary, stored resource. */
    public static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    /** Copies the collections, so that a resource never changes. */
    public Resource {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(plural, "plural");
        subresources = Set.copyOf(subresources);
        shortNames = List.copyOf(shortNames);
        verbs = List.copyOf(verbs);
    }

    /** The {@code apiVersion} in the objects: {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The name that messages use: {@code deployments.apps}, {@code pods}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** What tells stored types apart: several versions of one resource share their objects. */
    public String storageKey() {
        return group + "/" + plural;
    }

    /** Whether the subresource is served. */
    public boolean has(String subresource) {
        return subresources.contains(subresource);
    }
}
