package io.fairlead.resource;

import java.util.Objects;

/**
 * One field of one object that a readiness or a diagnosis rests on: what was seen, where.
 *
 * <p>Text is quoted, never trusted: control characters become spaces, and no more than {@value #LIMIT} characters of it are
 * kept. Immutable.
 *
 * @param object the object that says so
 * @param field the field in it
 * @param value text, a number, a boolean, or the word {@code absent}
 */
public record Evidence(Ref object, FieldPath field, Object value) {

    /** The longest text that is kept. */
    public static final int LIMIT = 200;

    public Evidence {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(field, "field");
        value = value instanceof Number || value instanceof Boolean ? value : quote(String.valueOf(value));
    }

    /** A text on one line, without control characters, cut after {@value #LIMIT} characters. */
    public static String quote(String text) {
        int end = Math.min(text.length(), LIMIT);
        // A cut between the halves of one character would leave a broken one.
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder line = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char letter = text.charAt(i);
            boolean blank =
                    letter == ' ' || Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT;
            if (!blank) {
                line.append(letter);
            } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        String quoted = line.toString().strip();
        return end < text.length() ? quoted + "…" : quoted;
    }

    @Override
    public String toString() {
        return object + " " + field + " = " + value;
    }
}
