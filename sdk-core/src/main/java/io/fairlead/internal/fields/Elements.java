package io.fairlead.internal.fields;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The path elements of {@code fieldsV1} as text: {@code f:name}, <code>k:{"name":"web"}</code>, {@code v:"value"}, {@code i:0}.
 *
 * <p>Text is the identity of an element, because the API server writes each element in one way only. Order and escapes here
 * are that server's.
 */
final class Elements {

    /** The parsed keys of items: few differ in a cluster, and each is asked for thousands of times; emptied when it grows. */
    private static final Map<String, Map<String, Object>> KEYS = new ConcurrentHashMap<>();

    private static final int KEYS_LIMIT = 10_000;

    private Elements() {}

    static boolean isField(String element) {
        return element.startsWith("f:");
    }

    static boolean isItem(String element) {
        return element.startsWith("k:");
    }

    static boolean isMember(String element) {
        return element.startsWith("v:");
    }

    static String field(String name) {
        return "f:" + name;
    }

    static String item(Map<String, Object> keys) {
        StringBuilder text = new StringBuilder("k:{");
        new TreeMap<>(keys).forEach((name, value) -> {
            if (text.length() > 3) {
                text.append(',');
            }
            quote(text, name);
            text.append(':');
            scalar(text, value);
        });
        return text.append('}').toString();
    }

    static String member(Object value) {
        StringBuilder text = new StringBuilder("v:");
        scalar(text, value);
        return text.toString();
    }

    /** The element for a step of a path. */
    static String of(Step step) {
        if (step instanceof Step.Field field) {
            return field(field.name());
        }
        if (step instanceof Step.Item item) {
            return item(item.keys());
        }
        if (step instanceof Step.Member member) {
            return member(member.value());
        }
        return "i:" + ((Step.Index) step).index();
    }

    /** The step of a path for an element. */
    static Step step(String element) {
        return switch (element.substring(0, Math.min(2, element.length()))) {
            case "f:" -> new Step.Field(element.substring(2));
            case "k:" -> new Step.Item(keys(element));
            case "v:" -> new Step.Member(new Scalars(element, 2).scalar());
            case "i:" -> new Step.Index(Integer.parseInt(element.substring(2)));
            default -> throw new IllegalArgumentException("no path element of fieldsV1: " + element);
        };
    }

    /** Whether this is one of the forms that are known; the server drops others, so do we. */
    static boolean isKnown(String element) {
        return element.length() >= 2 && element.charAt(1) == ':' && "fkvi".indexOf(element.charAt(0)) >= 0;
    }

    /** The key fields of a {@code k:} element, by name. */
    static Map<String, Object> keys(String element) {
        Map<String, Object> known = KEYS.get(element);
        if (known != null) {
            return known;
        }
        Map<String, Object> keys = new Scalars(element, 2).object();
        if (KEYS.size() >= KEYS_LIMIT) {
            KEYS.clear();
        }
        KEYS.put(element, keys);
        return keys;
    }

    /** A path as elements. */
    static String[] of(FieldPath path) {
        return path.steps().stream().map(Elements::of).toArray(String[]::new);
    }

    /** The server's order: fields, keys, values, positions; each by what it holds. */
    static int compare(String one, String other) {
        int kinds = Integer.compare(rank(one), rank(other));
        if (kinds != 0) {
            return kinds;
        }
        return switch (one.charAt(0)) {
            case 'f' -> compareText(one, other);
            case 'k' -> compareKeys(keys(one), keys(other));
            case 'v' -> compareScalars(new Scalars(one, 2).scalar(), new Scalars(other, 2).scalar());
            default -> Integer.compare(Integer.parseInt(one.substring(2)), Integer.parseInt(other.substring(2)));
        };
    }

    private static int rank(String element) {
        return "fkvi".indexOf(element.charAt(0));
    }

    private static int compareKeys(Map<String, Object> one, Map<String, Object> other) {
        Iterator<Map.Entry<String, Object>> mine = one.entrySet().iterator();
        Iterator<Map.Entry<String, Object>> theirs = other.entrySet().iterator();
        while (mine.hasNext() && theirs.hasNext()) {
            Map.Entry<String, Object> a = mine.next();
            Map.Entry<String, Object> b = theirs.next();
            int order = compareText(a.getKey(), b.getKey());
            if (order == 0) {
                order = compareScalars(a.getValue(), b.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(mine.hasNext(), theirs.hasNext());
    }

    private static int compareScalars(Object one, Object other) {
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
        }
        if (one instanceof String a && other instanceof String b) {
            return compareText(a, b);
        }
        int types = Integer.compare(typeRank(one), typeRank(other));
        return types != 0 ? types : compareText(one.toString(), other.toString());
    }

    private static int typeRank(Object scalar) {
        return scalar instanceof Number ? 0 : scalar instanceof String ? 1 : 2;
    }

    /** By UTF-8 bytes, as Go compares: differs from Java's order beyond the basic plane only. */
    static int compareText(String one, String other) {
        int shared = Math.min(one.length(), other.length());
        for (int i = 0; i < shared; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static void scalar(StringBuilder text, Object value) {
        if (value instanceof String string) {
            quote(text, string);
        } else {
            text.append(value);
        }
    }

    private static void quote(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
