package io.fairlead.resource;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the text of a path, step by step. */
final class PathText {

    private static final String ENDS_NAME = ".[";
    private static final String ENDS_SCALAR = ",]";

    private final String text;
    private int at;

    PathText(String text) {
        this.text = text;
    }

    List<FieldPath.Step> steps() {
        List<FieldPath.Step> steps = new ArrayList<>();
        while (at < text.length()) {
            steps.add(step());
        }
        if (steps.isEmpty()) {
            throw unreadable();
        }
        return steps;
    }

    private FieldPath.Step step() {
        if (take('.')) {
            return new FieldPath.Step.Field(until(ENDS_NAME));
        }
        expect('[');
        FieldPath.Step step;
        if (peek() == '"') {
            step = new FieldPath.Step.Field(quoted());
        } else if (take('=')) {
            step = new FieldPath.Step.Member(required(scalar()));
        } else {
            step = itemOrIndex();
        }
        expect(']');
        return step;
    }

    private FieldPath.Step itemOrIndex() {
        String first = until("=]");
        if (peek() == ']') {
            try {
                return new FieldPath.Step.Index(Integer.parseInt(first));
            } catch (NumberFormatException e) {
                throw unreadable();
            }
        }
        TreeMap<String, Object> keys = new TreeMap<>();
        String key = first;
        while (true) {
            expect('=');
            keys.put(key, required(scalar()));
            if (!take(',')) {
                return new FieldPath.Step.Item(keys);
            }
            key = until("=]");
        }
    }

    private @Nullable Object scalar() {
        if (peek() == '"') {
            return quoted();
        }
        String word = until(ENDS_SCALAR);
        switch (word) {
            case "null":
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                return number(word);
        }
    }

    private Object number(String word) {
        try {
            if (!word.matches("-?\\d+")) {
                return Double.valueOf(word);
            }
            BigInteger whole = new BigInteger(word);
            if (whole.bitLength() < Integer.SIZE) {
                return whole.intValue();
            }
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
        } catch (NumberFormatException e) {
            throw unreadable();
        }
    }

    private Object required(@Nullable Object value) {
        if (value == null) {
            throw unreadable();
        }
        return value;
    }

    private String quoted() {
        expect('"');
        StringBuilder word = new StringBuilder();
        while (peek() != '"') {
            take('\\');
            word.append(peek());
            at++;
        }
        at++;
        return word.toString();
    }

    private String until(String ends) {
        int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw unreadable();
        }
        return text.substring(from, at);
    }

    private char peek() {
        if (at >= text.length()) {
            throw unreadable();
        }
        return text.charAt(at);
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("no field's path: \"" + text + "\"");
    }
}
