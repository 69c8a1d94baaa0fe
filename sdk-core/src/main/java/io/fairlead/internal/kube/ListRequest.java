package io.fairlead.internal.kube;

/**
 * What to list or watch.
 *
 * @param type the resource
 * @param namespace the namespace, empty for all
 * @param labels a label selector, empty for none
 * @param fields a field selector, empty for none
 * @param metadataOnly whether the objects' metadata is enough
 */
public record ListRequest(ResourceType type, String namespace, String labels, String fields, boolean metadataOnly) {

    /** Everything of a resource in a namespace, or in all with an empty one. */
    public static ListRequest of(ResourceType type, String namespace) {
        return new ListRequest(type, namespace, "", "", false);
    }

    /** The same, only what carries these labels. */
    public ListRequest labelled(String selector) {
        return new ListRequest(type, namespace, selector, fields, metadataOnly);
    }

    /** The same, only what has these fields. */
    public ListRequest where(String selector) {
        return new ListRequest(type, namespace, labels, selector, metadataOnly);
    }

    /** The same, metadata alone. */
    public ListRequest metadata() {
        return new ListRequest(type, namespace, labels, fields, true);
    }
}
