package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who owns what of one object: the entries of its {@code metadata.managedFields}.
 *
 * @param entries in the server's order
 */
public record ManagedFields(List<Entry> entries) {

    /** The server's order; its times are of whole seconds in one form, so that text order is time order. */
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::operation)
            .thenComparing(Entry::time)
            .thenComparing(Entry::manager)
            .thenComparing(Entry::apiVersion)
            .thenComparing(Entry::subresource);

    public ManagedFields {
        entries = entries.stream().sorted(ORDER).toList();
    }

    /** The entries of an object; none where it has none or was stripped. */
    public static ManagedFields of(Map<String, Object> object) {
        List<Entry> entries = new ArrayList<>();
        for (Map<String, Object> tree : Trees.maps(object, "metadata", "managedFields")) {
            if (tree.get("manager") != null) {
                entries.add(Entry.of(tree));
            }
        }
        return new ManagedFields(entries);
    }

    /** Whether nobody owns anything. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What this owner applied to the main resource. */
    public Optional<Entry> applied(Owner owner) {
        return entries.stream().filter(entry -> isApplied(entry, owner)).findFirst();
    }

    /** The fields that this owner applied to the main resource; empty where it applied none. */
    public FieldSet fieldsOf(Owner owner) {
        return applied(owner).map(Entry::fields).orElse(FieldSet.empty());
    }

    /** The entries of all others, and of this owner's other ways of writing. */
    public List<Entry> others(Owner owner) {
        return entries.stream().filter(entry -> !isApplied(entry, owner)).toList();
    }

    private static boolean isApplied(Entry entry, Owner owner) {
        return entry.isApply()
                && entry.subresource().isEmpty()
                && entry.manager().equals(owner.name());
    }

    /**
     * The entries that own this path; where nobody does, those that own a leaf above it.
     *
     * <p>A leaf above a path that somebody owns is a map that an updater owns as such, without what is in it.
     */
    public List<Entry> ownersOf(FieldPath path) {
        List<Entry> exact =
                entries.stream().filter(entry -> entry.fields().contains(path)).toList();
        return exact.isEmpty()
                ? entries.stream().filter(entry -> entry.fields().covers(path)).toList()
                : exact;
    }

    /** The entries that own this path, a leaf above it, or anything below it. */
    public List<Entry> touching(FieldPath path) {
        return entries.stream()
                .filter(entry -> entry.fields().covers(path)
                        || !entry.fields().below(path).isEmpty())
                .toList();
    }

    /** All owned fields, whoever owns them. */
    public FieldSet all() {
        FieldSet all = FieldSet.empty();
        for (Entry entry : entries) {
            all = all.union(entry.fields());
        }
        return all;
    }

    /** As the value of {@code metadata.managedFields}. */
    public List<Object> toTree() {
        return new ArrayList<>(entries.stream().map(Entry::toTree).toList());
    }
}
