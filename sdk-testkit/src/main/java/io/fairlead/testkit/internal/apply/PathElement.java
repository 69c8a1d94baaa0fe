package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step of a path of owned fields: a field by name, a list element by its keys, a set element by its value.
 *
 * @param form how the step names what it leads to
 * @param text the name, or keys or value as JSON
 */
public record PathElement(Form form, String text) implements Comparable<PathElement> {

    /** How a step names what it leads to, in the order in which steps are printed. */
    public enum Form {
        /** A field or map key. */
        FIELD("f:"),
        /** A list element by its keys. */
        KEYS("k:"),
        /** A set element by its value. */
        VALUE("v:"),
        /** A list element by its place. */
        INDEX("i:");

        private final String prefix;

        Form(String prefix) {
            this.prefix = prefix;
        }
    }

    /** A field or map key. */
    public static PathElement field(String name) {
        return new PathElement(Form.FIELD, name);
    }

    /** A list element by its keys. */
    public static PathElement keys(Map<String, Object> keys) {
        return new PathElement(Form.KEYS, Json.print(new TreeMap<>(keys)));
    }

    /** A set element by its value. */
    public static PathElement value(Object value) {
        return new PathElement(Form.VALUE, Json.print(value));
    }

    /** Reads a step as it stands in {@code fieldsV1}. */
    public static PathElement parse(String text) {
        if (text.length() < 2) {
            throw new IllegalArgumentException("key must be 2 characters long:'" + text + "'");
        }
        for (Form form : Form.values()) {
            if (text.startsWith(form.prefix)) {
                String rest = text.substring(2);
                // Keys may come in any order and spacing; one form makes them comparable.
                return form == Form.KEYS ? keys(Json.parseObject(rest)) : new PathElement(form, rest);
            }
        }
        throw new IllegalArgumentException("unsupported path element type: '" + text.substring(0, 2) + "'");
    }

    /** The step as it stands in {@code fieldsV1}. */
    public String serialized() {
        return form.prefix + text;
    }

    /** The step as messages print it: {@code .spec}, {@code [name="web"]}, {@code [="a"]}. */
    @Override
    public String toString() {
        return switch (form) {
            case FIELD -> "." + text;
            case KEYS -> {
                var printed = new StringBuilder("[");
                for (Map.Entry<String, Object> key : Json.parseObject(text).entrySet()) {
                    printed.append(printed.length() > 1 ? "," : "")
                            .append(key.getKey())
                            .append('=')
                            .append(Json.print(key.getValue()));
                }
                yield printed.append(']').toString();
            }
            case VALUE -> "[=" + text + "]";
            case INDEX -> "[" + text + "]";
        };
    }

    @Override
    public int compareTo(PathElement other) {
        int byForm = form.compareTo(other.form);
        return byForm != 0 ? byForm : text.compareTo(other.text);
    }
}
