package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Differences;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two states of one object leaf by leaf.
 *
 * <p>Items of lists are matched by their keys, as the managed fields of either state or the kind tell them; else by position.
 * What names the object, what the server sets on every write, and {@code status} are left out.
 */
public final class Comparing {

    private static final Set<String> LEFT_OUT = Set.of("apiVersion", "kind", "status");
    private static final Set<String> METADATA_LEFT_OUT = Set.of(
            "name",
            "namespace",
            "generateName",
            "managedFields",
            "resourceVersion",
            "uid",
            "creationTimestamp",
            "generation",
            "selfLink");

    private final Kind kind;
    private final Holes holes;
    private final Masking masking;
    private final List<FieldChange> changes = new ArrayList<>();

    private Comparing(Kind kind, Holes holes, Masking masking) {
        this.kind = kind;
        this.holes = holes;
        this.masking = masking;
    }

    /** How two states differ; null for a state in which the object is not there. */
    public static Differences between(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        return between(before, after, Holes.none(), Masking.ofSecretsOnly());
    }

    /**
     * How two states differ.
     *
     * @param before the state before, or null where the object is not there
     * @param after the state after, or null where the object is gone
     * @param holes the fields of the state after that are not known yet
     * @param masking what must not be shown
     */
    public static Differences between(
            @Nullable Map<String, Object> before, @Nullable Map<String, Object> after, Holes holes, Masking masking) {
        Map<String, Object> named = after != null ? after : before;
        if (named == null) {
            return Differences.none();
        }
        Kind kind = Kind.of(
                Trees.text(named, "apiVersion").orElse("v1"),
                Trees.text(named, "kind").orElse("Unknown"));
        FieldSet learned = owned(before).union(owned(after));
        Comparing comparing = new Comparing(kind, holes, masking);
        comparing.maps(
                FieldPath.root(),
                before == null ? Map.of() : before,
                after == null ? Map.of() : after,
                Shape.of(kind, learned),
                LEFT_OUT);
        return new Differences(comparing.changes);
    }

    private static FieldSet owned(@Nullable Map<String, Object> object) {
        return object == null ? FieldSet.empty() : ManagedFields.of(object).all();
    }

    private void maps(FieldPath here, Map<?, ?> before, Map<?, ?> after, Shape shape, Set<String> leftOut) {
        Set<Object> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (Object key : names) {
            String name = (String) key;
            if (!leftOut.contains(name)) {
                values(here.field(name), slot(before, name), slot(after, name), shape.field(name));
            }
        }
    }

    private static FieldValue slot(Map<?, ?> map, String name) {
        return map.containsKey(name) ? FieldValue.of(map.get(name)) : FieldValue.absent();
    }

    private static @Nullable Object json(FieldValue value) {
        return value instanceof FieldValue.Json json ? json.value() : null;
    }

    private void values(FieldPath here, FieldValue before, FieldValue after, Shape shape) {
        if (holes.chosen().containsKey(here)) {
            if (after.isPresent()) {
                changes.add(new FieldChange(
                        here,
                        masking.value(kind, here, before),
                        new FieldValue.Later(
                                Objects.requireNonNull(holes.chosen().get(here)))));
            }
            return;
        }
        Object was = json(before);
        Object will = json(after);
        if (mapOrAbsent(before) && mapOrAbsent(after) && (isFilled(was) || isFilled(will))) {
            boolean isMetadata = here.equals(FieldPath.of("metadata"));
            maps(here, asMap(was), asMap(will), shape, isMetadata ? METADATA_LEFT_OUT : Set.of());
        } else if (listOrAbsent(before) && listOrAbsent(after) && (isFilled(was) || isFilled(will))) {
            lists(here, before, after, shape);
        } else if (before.isPresent() != after.isPresent() || !Trees.same(was, will)) {
            leaf(here, before, after);
        }
    }

    private void leaf(FieldPath here, FieldValue before, FieldValue after) {
        if (here.equals(FieldPath.of("metadata")) && isBare(before) && isBare(after)) {
            return;
        }
        changes.add(new FieldChange(here, masking.value(kind, here, before), masking.value(kind, here, after)));
    }

    private static boolean isBare(FieldValue value) {
        return !value.isPresent() || (json(value) instanceof Map<?, ?> map && map.isEmpty());
    }

    private void lists(FieldPath here, FieldValue valueBefore, FieldValue valueAfter, Shape shape) {
        List<?> before = asList(json(valueBefore));
        List<?> after = asList(json(valueAfter));
        Set<String> keys = shape.keys(after.isEmpty() ? before : after);
        if (!keys.isEmpty() || shape.isSet()) {
            Map<String, Object> was = byElement(before, keys, shape);
            Map<String, Object> will = byElement(after, keys, shape);
            if (was.size() == before.size() && will.size() == after.size()) {
                items(here, was, will, shape);
                return;
            }
        }
        if (before.size() != after.size() && !holdsMaps(before) && !holdsMaps(after)) {
            leaf(here, valueBefore, valueAfter);
            return;
        }
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            values(here.index(i), slot(before, i), slot(after, i), shape.item("i:" + i));
        }
    }

    private static FieldValue slot(List<?> list, int index) {
        return index < list.size() ? FieldValue.of(list.get(index)) : FieldValue.absent();
    }

    private static boolean holdsMaps(List<?> list) {
        return list.stream().anyMatch(Map.class::isInstance);
    }

    private static Map<String, Object> byElement(List<?> list, Set<String> keys, Shape shape) {
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object item : list) {
            String element = shape.element(item, keys);
            if (element != null && item != null) {
                items.put(element, item);
            }
        }
        return items;
    }

    private void items(FieldPath here, Map<String, Object> before, Map<String, Object> after, Shape shape) {
        Set<String> elements = new LinkedHashSet<>(before.keySet());
        elements.addAll(after.keySet());
        for (String element : elements) {
            FieldValue was = before.containsKey(element) ? FieldValue.of(before.get(element)) : FieldValue.absent();
            FieldValue will = after.containsKey(element) ? FieldValue.of(after.get(element)) : FieldValue.absent();
            values(here.then(Elements.step(element)), was, will, shape.item(element));
        }
        List<Object> orderBefore = labels(before, after);
        List<Object> orderAfter = labels(after, before);
        if (!orderBefore.equals(orderAfter)) {
            changes.add(new FieldChange(here, FieldValue.of(orderBefore), FieldValue.of(orderAfter)));
        }
    }

    /** The items that both states have, named by their keys, in the order of one: a re-order is a change. */
    private static List<Object> labels(Map<String, Object> ordered, Map<String, Object> other) {
        List<Object> labels = new ArrayList<>();
        for (String element : ordered.keySet()) {
            if (other.containsKey(element)) {
                labels.add(
                        Elements.isItem(element) && Elements.keys(element).size() == 1
                                ? Elements.keys(element).values().iterator().next()
                                : element.substring(2));
            }
        }
        return labels;
    }

    private static boolean mapOrAbsent(FieldValue value) {
        return !value.isPresent() || json(value) instanceof Map;
    }

    private static boolean listOrAbsent(FieldValue value) {
        return !value.isPresent() || json(value) instanceof List;
    }

    private static boolean isFilled(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? !map.isEmpty() : value instanceof List<?> list && !list.isEmpty();
    }

    private static Map<?, ?> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> asList(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
