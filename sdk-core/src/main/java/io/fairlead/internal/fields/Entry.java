package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of {@code metadata.managedFields}: who owns which fields, how they were written, and when. Immutable. */
public final class Entry {

    private final String manager;
    private final String operation;
    private final String apiVersion;
    private final String time;
    private final String subresource;
    private final Object fieldsV1;
    private @Nullable FieldSet parsed;

    private Entry(
            String manager, String operation, String apiVersion, String time, String subresource, Object fieldsV1) {
        this.manager = manager;
        this.operation = operation;
        this.apiVersion = apiVersion;
        this.time = time;
        this.subresource = subresource;
        this.fieldsV1 = fieldsV1;
    }

    /** An entry from its tree; parts that are missing are empty. */
    public static Entry of(Map<String, Object> tree) {
        return new Entry(
                text(tree, "manager"),
                text(tree, "operation"),
                text(tree, "apiVersion"),
                text(tree, "time"),
                text(tree, "subresource"),
                Trees.map(tree, "fieldsV1"));
    }

    /** An entry of server-side apply on the main resource. */
    public static Entry applied(String manager, String apiVersion, String time, FieldSet fields) {
        return new Entry(manager, "Apply", apiVersion, time, "", fields);
    }

    private static String text(Map<String, Object> tree, String field) {
        return Trees.text(tree, field).orElse("");
    }

    /** The field manager's name. */
    public String manager() {
        return manager;
    }

    /** {@code Apply} or {@code Update}. */
    public String operation() {
        return operation;
    }

    /** The version in which the paths are said. */
    public String apiVersion() {
        return apiVersion;
    }

    /** When this manager last changed its fields, as the server writes it; empty where it is not said. */
    public String time() {
        return time;
    }

    /** The subresource through which it was written; empty for the main resource. */
    public String subresource() {
        return subresource;
    }

    /** The fields that this entry owns. */
    public FieldSet fields() {
        FieldSet fields = parsed;
        if (fields == null) {
            fields = fieldsV1 instanceof FieldSet set ? set : FieldSet.parse(fieldsV1);
            parsed = fields;
        }
        return fields;
    }

    /** {@code fieldsV1} as it is, without parsing it. */
    Object raw() {
        return fieldsV1;
    }

    /** Whether it was written by server-side apply. */
    public boolean isApply() {
        return operation.equals("Apply");
    }

    /**
     * Whether both are the same owner to the server: an applier is one owner in all versions, an updater one a version.
     */
    public boolean sameOwner(Entry other) {
        return manager.equals(other.manager)
                && operation.equals(other.operation)
                && subresource.equals(other.subresource)
                && (isApply() || apiVersion.equals(other.apiVersion));
    }

    /** The same owner with other fields. */
    public Entry withFields(FieldSet fields) {
        return new Entry(manager, operation, apiVersion, time, subresource, fields);
    }

    /** The same with another time. */
    public Entry withTime(String other) {
        return new Entry(manager, operation, apiVersion, other, subresource, fieldsV1);
    }

    /** The entry as a tree, its fields in the server's order. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        putUnlessEmpty(tree, "manager", manager);
        putUnlessEmpty(tree, "operation", operation);
        putUnlessEmpty(tree, "apiVersion", apiVersion);
        putUnlessEmpty(tree, "time", time);
        tree.put("fieldsType", "FieldsV1");
        tree.put("fieldsV1", fields().toTree());
        putUnlessEmpty(tree, "subresource", subresource);
        return tree;
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String field, String value) {
        if (!value.isEmpty()) {
            tree.put(field, value);
        }
    }

    /** How people are told of it: {@code argo}, or {@code kube-controller-manager (through scale)}. */
    public String label() {
        return subresource.isEmpty() ? manager : manager + " (through " + subresource + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry
                && sameOwner(entry)
                && apiVersion.equals(entry.apiVersion)
                && time.equals(entry.time)
                && fields().equals(entry.fields());
    }

    @Override
    public int hashCode() {
        return Objects.hash(manager, operation, apiVersion, time, subresource);
    }

    @Override
    public String toString() {
        return operation + " by " + label() + " " + fields();
    }
}
