package io.fairlead.internal.fields;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the JSON that elements hold: a scalar, or an object of scalars. */
final class Scalars {

    private final String text;
    private int at;

    Scalars(String text, int at) {
        this.text = text;
        this.at = at;
    }

    Map<String, Object> object() {
        Map<String, Object> keys = new TreeMap<>(Elements::compareText);
        expect('{');
        while (peek() != '}') {
            String name = string();
            expect(':');
            keys.put(name, scalar());
            if (peek() == ',') {
                at++;
            }
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    Object scalar() {
        char c = peek();
        if (c == '"') {
            return string();
        }
        int end = at;
        while (end < text.length() && ",}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end).trim();
        at = end;
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        return number(word);
    }

    private Object number(String word) {
        try {
            long value = Long.parseLong(word);
            return value == (int) value ? (Object) (int) value : (Object) value;
        } catch (NumberFormatException e) {
            try {
                return Double.valueOf(word);
            } catch (NumberFormatException e2) {
                throw broken();
            }
        }
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return string.toString();
            }
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escape = next();
            switch (escape) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'u' -> {
                    if (at + 4 > text.length()) {
                        throw broken();
                    }
                    string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> string.append(escape);
            }
        }
    }

    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at >= text.length()) {
            throw broken();
        }
        return text.charAt(at);
    }

    private char next() {
        if (at >= text.length()) {
            throw broken();
        }
        return text.charAt(at++);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw broken();
        }
        at++;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("no path element of fieldsV1: " + text);
    }
}
