package io.fairlead.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The way to one field of an object, as the API server writes it: {@code .spec.template.spec.containers[name="web"].image}.
 *
 * <p>List items are named by their keys where the list has keys, by their value in a set, by position elsewhere. Immutable.
 *
 * @param steps the steps from the object's root; empty for the whole object
 */
public record FieldPath(List<Step> steps) implements Comparable<FieldPath> {

    private static final FieldPath ROOT = new FieldPath(List.of());

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** One step down: sealed, so that a reader of paths covers every form. */
    public sealed interface Step {

        /**
         * A field of an object, or an entry of a map.
         *
         * @param name the field's name
         */
        record Field(String name) implements Step {
            @Override
            public String toString() {
                return isPlain(name) ? "." + name : "[" + quoted(name) + "]";
            }

            private static boolean isPlain(String name) {
                return !name.isEmpty() && name.chars().noneMatch(c -> "./[\"".indexOf(c) >= 0);
            }
        }

        /**
         * An item of a list with keys, such as {@code [containerPort=80,protocol="TCP"]}.
         *
         * @param keys the key fields with their values
         */
        record Item(Map<String, Object> keys) implements Step {
            public Item {
                keys = new TreeMap<>(keys);
            }

            @Override
            public String toString() {
                return keys.entrySet().stream()
                        .map(key -> key.getKey() + "=" + scalar(key.getValue()))
                        .collect(Collectors.joining(",", "[", "]"));
            }
        }

        /**
         * An item of a set, known by its value.
         *
         * @param value a string, number or boolean
         */
        record Member(Object value) implements Step {
            @Override
            public String toString() {
                return "[=" + scalar(value) + "]";
            }
        }

        /**
         * An item of a list without keys, known by its position.
         *
         * @param index from 0
         */
        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }

        private static String scalar(Object value) {
            return value instanceof String text ? quoted(text) : String.valueOf(value);
        }

        private static String quoted(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    /**
     * A path from the text that it prints as: {@code FieldPath.parse(".spec.containers[name=\"web\"].image")}.
     *
     * @throws IllegalArgumentException when no path prints so
     */
    public static FieldPath parse(String text) {
        return text.equals(".") ? ROOT : new FieldPath(new PathText(text).steps());
    }

    /** The whole object. */
    public static FieldPath root() {
        return ROOT;
    }

    /** A path of plain fields: {@code FieldPath.of("spec", "replicas")}. */
    public static FieldPath of(String... fields) {
        FieldPath path = ROOT;
        for (String field : fields) {
            path = path.field(field);
        }
        return path;
    }

    /** One field further down. */
    public FieldPath field(String name) {
        return then(new Step.Field(name));
    }

    /** One list item further down, by its keys. */
    public FieldPath item(Map<String, Object> keys) {
        return then(new Step.Item(keys));
    }

    /** One list item further down, by position. */
    public FieldPath index(int index) {
        return then(new Step.Index(index));
    }

    /** One set member further down, by its value. */
    public FieldPath member(Object value) {
        return then(new Step.Member(value));
    }

    /** One step further down. */
    public FieldPath then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new FieldPath(longer);
    }

    /** Whether this is the other path or leads to a place above it. */
    public boolean isPrefixOf(FieldPath other) {
        return steps.size() <= other.steps.size() && steps.equals(other.steps.subList(0, steps.size()));
    }

    /** Whether this path begins with these plain fields. */
    public boolean startsWith(String... fields) {
        return of(fields).isPrefixOf(this);
    }

    @Override
    public int compareTo(FieldPath other) {
        int shared = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < shared; i++) {
            Step mine = steps.get(i);
            Step theirs = other.steps.get(i);
            int order = mine instanceof Step.Index a && theirs instanceof Step.Index b
                    ? Integer.compare(a.index(), b.index())
                    : mine.toString().compareTo(theirs.toString());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(steps.size(), other.steps.size());
    }

    @Override
    public String toString() {
        return steps.isEmpty() ? "." : steps.stream().map(Object::toString).collect(Collectors.joining());
    }
}
