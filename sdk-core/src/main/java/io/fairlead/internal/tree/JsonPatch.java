package io.fairlead.internal.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three edits of RFC 6902 that change a tree, on trees; and RFC 6901 pointers.
 *
 * <p>A patch library would bring a JSON library's types; these three are all the engine needs.
 */
public final class JsonPatch {

    private JsonPatch() {}

    /** A place that is not there, or cannot be edited so. */
    public static final class NoSuchPlace extends Exception {

        private static final long serialVersionUID = 1L;

        NoSuchPlace(String pointer, String why) {
            super(pointer + ": " + why);
        }
    }

    /** A pointer from plain names, escaped. */
    public static String pointer(String... names) {
        StringBuilder pointer = new StringBuilder();
        for (String name : names) {
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** The value at a pointer; empty where there is none. */
    public static Optional<Object> read(Map<String, Object> tree, String pointer) {
        Object here = tree;
        for (String name : names(pointer)) {
            here = child(here, name);
            if (here == null) {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    /**
     * Carries out one edit in place.
     *
     * @param verb {@code add}, {@code replace} or {@code remove}
     * @throws NoSuchPlace when the place is not there
     */
    @SuppressWarnings("unchecked")
    public static void edit(Map<String, Object> tree, String verb, String pointer, @Nullable Object value)
            throws NoSuchPlace {
        List<String> names = names(pointer);
        if (names.isEmpty()) {
            throw new NoSuchPlace(pointer, "the whole object cannot be edited");
        }
        String last = names.get(names.size() - 1);
        Object parent = tree;
        for (String name : names.subList(0, names.size() - 1)) {
            parent = child(parent, name);
        }
        if (parent instanceof Map<?, ?> map) {
            if (!verb.equals("add") && !map.containsKey(last)) {
                throw new NoSuchPlace(pointer, "there is no such field");
            }
            if (verb.equals("remove")) {
                map.remove(last);
            } else {
                ((Map<String, @Nullable Object>) map).put(last, Trees.copyOrNull(value));
            }
        } else if (parent instanceof List<?> list) {
            editList((List<@Nullable Object>) list, verb, pointer, last, value);
        } else {
            throw new NoSuchPlace(pointer, "there is nothing to hold it");
        }
    }

    private static void editList(
            List<@Nullable Object> list, String verb, String pointer, String last, @Nullable Object value)
            throws NoSuchPlace {
        int index = last.equals("-") && verb.equals("add") ? list.size() : index(last);
        int end = verb.equals("add") ? list.size() : list.size() - 1;
        if (index < 0 || index > end) {
            throw new NoSuchPlace(pointer, "the list has " + list.size() + " items");
        }
        switch (verb) {
            case "add" -> list.add(index, Trees.copyOrNull(value));
            case "remove" -> list.remove(index);
            default -> list.set(index, Trees.copyOrNull(value));
        }
    }

    /** One operation as the API takes it. */
    public static Map<String, Object> operation(String verb, String pointer, @Nullable Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", verb);
        operation.put("path", pointer);
        if (!verb.equals("remove")) {
            operation.put("value", value);
        }
        return operation;
    }

    private static @Nullable Object child(@Nullable Object here, String name) {
        if (here instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (here instanceof List<?> list) {
            int index = index(name);
            return index >= 0 && index < list.size() ? list.get(index) : null;
        }
        return null;
    }

    private static int index(String name) {
        return name.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(name) : -1;
    }

    private static List<String> names(String pointer) {
        List<String> names = new ArrayList<>();
        if (!pointer.isEmpty()) {
            for (String name : pointer.substring(1).split("/", -1)) {
                names.add(name.replace("~1", "/").replace("~0", "~"));
            }
        }
        return names;
    }
}
