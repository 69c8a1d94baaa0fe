package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one field of a tree by its path.
 *
 * <p>An item that leaves out a key field matches when the field's default is the key ({@code protocol: TCP}).
 */
public final class Fields {

    private Fields() {}

    /** What a path leads to: absent, or a JSON value that may be null. */
    public static FieldValue at(@Nullable Object tree, FieldPath path) {
        Object here = tree;
        for (Step step : path.steps()) {
            if (step instanceof Step.Field field) {
                if (!(here instanceof Map<?, ?> map) || !map.containsKey(field.name())) {
                    return FieldValue.absent();
                }
                here = map.get(field.name());
            } else {
                List<?> list = here instanceof List<?> items ? items : List.of();
                int index = indexOf(list, step);
                if (index < 0) {
                    return FieldValue.absent();
                }
                here = list.get(index);
            }
        }
        return FieldValue.of(here);
    }

    /** What a path leads to, or null where it is absent or null. */
    public static @Nullable Object valueAt(@Nullable Object tree, FieldPath path) {
        return json(at(tree, path));
    }

    /** The JSON that a value is, or null where it is none. */
    public static @Nullable Object json(FieldValue value) {
        return value instanceof FieldValue.Json json ? json.value() : null;
    }

    /** A path as the elements of {@code fieldsV1}, for a record of it. */
    public static List<String> elements(FieldPath path) {
        return path.steps().stream().map(Elements::of).toList();
    }

    /** The path of such elements. */
    public static FieldPath path(List<String> elements) {
        return new FieldPath(elements.stream().map(Elements::step).toList());
    }

    /**
     * Whether the server would store the second for the first: to the letter, but for the spelling of quantities and the
     * defaults of its own kinds.
     */
    public static boolean isStoredFor(Kind kind, FieldPath path, @Nullable Object desired, @Nullable Object stored) {
        List<String> trail = path.steps().stream()
                .map(step -> step instanceof Step.Field field ? field.name() : "[]")
                .toList();
        return Leaf.same(kind, trail, desired, stored);
    }

    /**
     * The elements of a list's items, in order; items that have none are left out.
     *
     * @param like an element that shows how the items of this list are told apart
     */
    public static List<String> itemsOf(List<?> list, String like) {
        List<String> elements = new ArrayList<>();
        for (Object item : list) {
            if (Elements.isItem(like) && item instanceof Map<?, ?> map) {
                Map<String, Object> keys = keysOf(map, Elements.keys(like).keySet());
                if (keys != null) {
                    elements.add(Elements.item(keys));
                }
            } else if (Elements.isMember(like) && item != null && !(item instanceof Map) && !(item instanceof List)) {
                elements.add(Elements.member(item));
            }
        }
        return elements;
    }

    /** The place in a list of the item that a step names, or -1. */
    static int indexOf(List<?> list, Step step) {
        if (step instanceof Step.Index index) {
            return index.index() < list.size() ? index.index() : -1;
        }
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            if (step instanceof Step.Item keyed
                    ? item instanceof Map<?, ?> map && matches(map, keyed.keys())
                    : step instanceof Step.Member member && Trees.same(item, member.value())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether an item has these keys, defaults included. */
    static boolean matches(Map<?, ?> item, Map<String, Object> keys) {
        for (Map.Entry<String, Object> key : keys.entrySet()) {
            Object value = item.containsKey(key.getKey()) ? item.get(key.getKey()) : defaultKey(key.getKey());
            Object wanted = key.getValue();
            if (!wanted.equals(value) && !(wanted instanceof Number && Trees.same(wanted, value))) {
                return false;
            }
        }
        return true;
    }

    /** The value that the server gives to a key field that is left out, or null. */
    static @Nullable Object defaultKey(String name) {
        return name.equals("protocol") ? "TCP" : null;
    }

    /** The key fields of an item, with defaults; null where one is missing or no scalar. */
    static @Nullable Map<String, Object> keysOf(Map<?, ?> item, Iterable<String> names) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String name : names) {
            Object value = item.containsKey(name) ? item.get(name) : defaultKey(name);
            if (value == null || value instanceof Map || value instanceof List) {
                return null;
            }
            keys.put(name, value);
        }
        return keys;
    }

    /**
     * Sets the value at a path, making what is missing on the way; an item that is missing is appended to its list.
     *
     * @param tree is changed
     */
    public static void set(Map<String, Object> tree, FieldPath path, @Nullable Object value) {
        Object here = tree;
        List<Step> steps = path.steps();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            here = descend(here, steps.get(i), last ? null : steps.get(i + 1), value);
        }
    }

    @SuppressWarnings("unchecked")
    private static Object descend(Object here, Step step, @Nullable Step next, @Nullable Object value) {
        if (step instanceof Step.Field field && here instanceof Map<?, ?> map) {
            Map<String, Object> object = (Map<String, Object>) map;
            if (next == null) {
                object.put(field.name(), value);
                return object;
            }
            Object child = object.get(field.name());
            if (child != null && holds(child, next)) {
                return child;
            }
            Object made = containerFor(next);
            object.put(field.name(), made);
            return made;
        }
        if (here instanceof List<?> items) {
            List<Object> list = (List<Object>) items;
            int index = indexOf(list, step);
            if (next == null) {
                if (index < 0) {
                    list.add(value);
                } else {
                    list.set(index, value);
                }
                return list;
            }
            if (index >= 0 && holds(list.get(index), next)) {
                return list.get(index);
            }
            Object child = containerFor(next);
            if (step instanceof Step.Item item && child instanceof Map<?, ?> map) {
                ((Map<String, Object>) map).putAll(item.keys());
            }
            if (index < 0) {
                list.add(child);
            } else {
                list.set(index, child);
            }
            return child;
        }
        throw new IllegalArgumentException("the tree has no place for " + step);
    }

    private static boolean holds(@Nullable Object container, Step next) {
        return next instanceof Step.Field ? container instanceof Map : container instanceof List;
    }

    private static Object containerFor(Step next) {
        return next instanceof Step.Field ? new LinkedHashMap<String, Object>() : new ArrayList<Object>();
    }

    /**
     * Removes what a path leads to; what surrounds it stays, even when it is empty then.
     *
     * @param tree is changed
     */
    public static void remove(Map<String, Object> tree, FieldPath path) {
        int last = path.steps().size() - 1;
        if (last < 0) {
            tree.clear();
            return;
        }
        Object parent = valueAt(tree, new FieldPath(path.steps().subList(0, last)));
        Step step = path.steps().get(last);
        if (step instanceof Step.Field field && parent instanceof Map<?, ?> map) {
            map.remove(field.name());
        } else if (parent instanceof List<?> list) {
            int index = indexOf(list, step);
            if (index >= 0) {
                list.remove(index);
            }
        }
    }
}
