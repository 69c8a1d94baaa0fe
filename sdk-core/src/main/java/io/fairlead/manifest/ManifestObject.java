package io.fairlead.manifest;

import io.fairlead.resource.Ref;
import java.util.Map;

/**
 * One object of a manifest. Immutable, its tree included.
 *
 * @param tree the object, its fields in the order of the manifest
 * @param ref the object's name; its namespace is empty where the manifest says none
 * @param source where it was read
 */
public record ManifestObject(Map<String, Object> tree, Ref ref, Source source) {

    public ManifestObject {
        tree = Values.frozen(tree);
    }

    @Override
    public String toString() {
        return ref + " (" + source + ")";
    }
}
