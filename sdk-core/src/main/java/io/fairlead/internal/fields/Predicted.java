package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an apply will do, as far as that can be told without the server: the fields it will own, and the object it will leave.
 *
 * <p>Knows nothing of defaults and admission. Good for the journal's record before a write; a dry run knows better.
 */
public final class Predicted {

    private static final Set<String> NOT_OWNED_META = Set.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "selfLink",
            "managedFields");

    private Predicted() {}

    /** The fields that applying this object will make its owner own, by what is known of its kind alone. */
    public static FieldSet paths(Map<String, Object> desired) {
        return paths(desired, FieldSet.empty());
    }

    /**
     * The fields that applying this object will make its owner own.
     *
     * @param desired as it would be sent
     * @param learned all fields that anybody owns in the live object: they tell how its lists and maps are owned
     */
    public static FieldSet paths(Map<String, Object> desired, FieldSet learned) {
        FieldSet.Builder set = new FieldSet.Builder();
        Shape shape = Shape.of(kindOf(desired), learned);
        desired.forEach((name, value) -> {
            if (name.equals("metadata") && value instanceof Map<?, ?> metadata) {
                metadata.forEach((field, inner) -> {
                    if (!NOT_OWNED_META.contains(field)) {
                        collect(
                                set.at("f:metadata").at("f:" + field),
                                inner,
                                shape.field("metadata").field((String) field));
                    }
                });
            } else if (!name.equals("apiVersion") && !name.equals("kind")) {
                collect(set.at("f:" + name), value, shape.field(name));
            }
        });
        return set.build();
    }

    private static Kind kindOf(Map<String, Object> object) {
        return Kind.of(
                Trees.text(object, "apiVersion").orElse("v1"),
                Trees.text(object, "kind").orElse("Unknown"));
    }

    private static void collect(FieldSet.Builder set, @Nullable Object value, Shape shape) {
        if (value instanceof Map<?, ?> map && !shape.isAtomic(map)) {
            map.forEach((name, inner) -> collect(set.at("f:" + name), inner, shape.field((String) name)));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            Set<String> keys = shape.keys(list);
            if (keys.isEmpty() && !shape.isSet()) {
                set.mark();
                return;
            }
            for (Object item : list) {
                String element = shape.element(item, keys);
                if (element == null) {
                    set.mark();
                    continue;
                }
                FieldSet.Builder below = set.at(element);
                below.mark();
                if (item instanceof Map<?, ?> map) {
                    map.forEach((name, inner) -> collect(
                            below.at("f:" + name), inner, shape.item(element).field((String) name)));
                }
            }
        } else {
            set.mark();
        }
    }

    /**
     * The object that a forced apply will leave, its managed fields included; the new entry has no time.
     *
     * @param before the live object, or null where there is none
     * @param desired as it would be sent
     * @param owner who applies
     */
    public static Map<String, Object> after(
            @Nullable Map<String, Object> before, Map<String, Object> desired, Owner owner) {
        ManagedFields managed = before == null ? new ManagedFields(List.of()) : ManagedFields.of(before);
        FieldSet learned = managed.all();
        FieldSet wanted = paths(desired, learned);
        Map<String, Object> after = before == null ? new LinkedHashMap<>() : Trees.copy(before);
        merge(after, Trees.copy(desired), Shape.of(kindOf(desired), learned));
        FieldSet released = managed.fieldsOf(owner).minus(wanted);
        for (FieldPath path : released.paths()) {
            if (managed.others(owner).stream().noneMatch(entry -> entry.fields().contains(path))
                    && wanted.below(path).isEmpty()) {
                Fields.remove(after, path);
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry other : managed.others(owner)) {
            FieldSet lost = other.fields().intersect(wanted).filter(path -> isTaken(path, before, desired, wanted));
            FieldSet kept = other.fields().minus(lost);
            if (!kept.isEmpty()) {
                entries.add(other.withFields(kept));
            }
        }
        if (!wanted.isEmpty()) {
            entries.add(Entry.applied(
                    owner.name(), Trees.text(desired, "apiVersion").orElse(""), "", wanted));
        }
        Trees.put(after, new ManagedFields(entries).toTree(), "metadata", "managedFields");
        return after;
    }

    /** A leaf of ours with another value is taken from whoever owned it. */
    private static boolean isTaken(
            FieldPath path, @Nullable Map<String, Object> before, Map<String, Object> desired, FieldSet wanted) {
        if (!wanted.below(path).children().isEmpty()) {
            return false;
        }
        FieldValue was = Fields.at(before, path);
        FieldValue will = Fields.at(desired, path);
        return !(was instanceof FieldValue.Json a
                && will instanceof FieldValue.Json b
                && Trees.same(a.value(), b.value()));
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from, Shape shape) {
        from.forEach((name, value) -> {
            Object there = into.get(name);
            Shape below = shape.field(name);
            if (value instanceof Map<?, ?> map && there instanceof Map<?, ?> has && !below.isAtomic(map)) {
                merge((Map<String, Object>) has, (Map<String, Object>) map, below);
            } else if (value instanceof List<?> list
                    && there instanceof List<?> has
                    && (below.isSet() || !below.keys(list).isEmpty())) {
                into.put(name, mergeItems((List<Object>) has, (List<Object>) list, below));
            } else if (!into.containsKey(name) || !Leaf.same(shape.kind(), below.trail(), value, there)) {
                into.put(name, value);
            }
        });
    }

    /** The items of both: ours in our order, others where they stood among them. */
    @SuppressWarnings("unchecked")
    private static List<Object> mergeItems(List<Object> has, List<Object> wanted, Shape shape) {
        Set<String> keys = shape.keys(wanted);
        Map<String, Object> ours = new LinkedHashMap<>();
        wanted.forEach(item -> ours.put(String.valueOf(shape.element(item, keys)), item));
        Map<String, Object> theirs = new LinkedHashMap<>();
        has.forEach(item -> theirs.put(String.valueOf(shape.element(item, keys)), item));
        List<Object> merged = new ArrayList<>();
        List<String> left = new ArrayList<>(ours.keySet());
        theirs.forEach((element, item) -> {
            if (!ours.containsKey(element)) {
                merged.add(item);
                return;
            }
            while (left.contains(element)) {
                String next = left.remove(0);
                Object old = theirs.get(next);
                Object mine = ours.get(next);
                if (old instanceof Map<?, ?> oldItem && mine instanceof Map<?, ?> newItem) {
                    merge((Map<String, Object>) oldItem, (Map<String, Object>) newItem, shape.item(next));
                    merged.add(oldItem);
                } else {
                    merged.add(mine);
                }
            }
        });
        left.forEach(element -> merged.add(ours.get(element)));
        return merged;
    }
}
