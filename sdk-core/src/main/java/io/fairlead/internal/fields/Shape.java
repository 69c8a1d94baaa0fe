package io.fairlead.internal.fields;

import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known, without a schema, of how lists and maps at one place of an object are owned: as one unit, field by field, or
 * item by item.
 *
 * <p>Learned from the managed fields of the object where somebody owns something there; else known of the API server's own
 * kinds; else taken as a custom resource without list types has it: maps by field, lists as one unit.
 */
final class Shape {

    private final Kind kind;
    private final List<String> trail;
    private final @Nullable FieldSet learned;

    private Shape(Kind kind, List<String> trail, @Nullable FieldSet learned) {
        this.kind = kind;
        this.trail = trail;
        this.learned = learned;
    }

    /** The shape of a whole object; the fields that are owned in it teach more than is known of its kind. */
    static Shape of(Kind kind, FieldSet owned) {
        return new Shape(kind, List.of(), owned);
    }

    Kind kind() {
        return kind;
    }

    /** The fields that lead here, {@code []} for a list's item. */
    List<String> trail() {
        return trail;
    }

    Shape field(String name) {
        return step(name, Elements.field(name));
    }

    /** The shape of an item, by its element of {@code fieldsV1}. */
    Shape item(String element) {
        return step("[]", element);
    }

    private Shape step(String name, String element) {
        List<String> longer = new ArrayList<>(trail.size() + 1);
        longer.addAll(trail);
        longer.add(name);
        return new Shape(kind, longer, learned == null ? null : learned.child(element));
    }

    /** Whether this map is owned as one unit. */
    boolean isAtomic(Map<?, ?> map) {
        if (map.isEmpty()) {
            return true;
        }
        if (learned != null && !learned.children().isEmpty()) {
            return false;
        }
        if (BuiltIn.isBuiltIn(kind) || isMetadata()) {
            return WellKnown.isAtomicMap(kind, trail);
        }
        return learned != null && learned.isMember();
    }

    /** The names of the fields by which the items of this list are told apart; empty where they are not. */
    Set<String> keys(List<?> list) {
        if (learned != null && !learned.children().isEmpty()) {
            String first = learned.children().keySet().iterator().next();
            return Elements.isItem(first) ? Elements.keys(first).keySet() : Set.of();
        }
        return BuiltIn.isBuiltIn(kind) || isMetadata() ? WellKnown.keys(kind, trail) : Set.of();
    }

    /** Whether this list is a set of scalars. */
    boolean isSet() {
        if (learned != null && !learned.children().isEmpty()) {
            return Elements.isMember(learned.children().keySet().iterator().next());
        }
        return WellKnown.isSet(kind, trail);
    }

    private boolean isMetadata() {
        return !trail.isEmpty() && trail.get(0).equals("metadata");
    }

    /** The element of an item of this list, or null where it has none of its own. */
    @Nullable
    String element(@Nullable Object item, Set<String> keys) {
        if (keys.isEmpty()) {
            return item == null || item instanceof Map || item instanceof List ? null : Elements.member(item);
        }
        Map<String, Object> values = item instanceof Map<?, ?> map ? Fields.keysOf(map, keys) : null;
        return values == null ? null : Elements.item(values);
    }
}
