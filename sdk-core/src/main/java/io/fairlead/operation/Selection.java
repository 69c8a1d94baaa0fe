package io.fairlead.operation;

/**
 * Which objects of a kind to read.
 *
 * @param namespace the namespace, empty for all of them
 * @param labels a label selector as kubectl takes it, empty for any
 * @param fields a field selector as kubectl takes it, empty for any
 */
public record Selection(String namespace, String labels, String fields) {

    /** Everything in a namespace. */
    public static Selection namespace(String namespace) {
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("a namespace has a name; for all of them say Selection.everywhere()");
        }
        return new Selection(namespace, "", "");
    }

    /** Everything in all namespaces, or of the whole cluster. */
    public static Selection everywhere() {
        return new Selection("", "", "");
    }

    /** The same, only what carries these labels: {@code app=web,tier in (front, back)}. */
    public Selection labelled(String selector) {
        return new Selection(namespace, selector, fields);
    }

    /** The same, only what has these fields: {@code spec.nodeName=node-7}. */
    public Selection where(String selector) {
        return new Selection(namespace, labels, selector);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(namespace.isEmpty() ? "everywhere" : "in " + namespace);
        if (!labels.isEmpty()) {
            text.append(" labelled ").append(labels);
        }
        if (!fields.isEmpty()) {
            text.append(" where ").append(fields);
        }
        return text.toString();
    }
}
