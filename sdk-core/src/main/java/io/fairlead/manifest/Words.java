package io.fairlead.manifest;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What plain words mean in YAML 1.2's core schema, and what kubectl, which reads YAML 1.1, takes them for. */
final class Words {

    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Set<String> TRUE_TO_KUBECTL = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE_TO_KUBECTL = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7]+");
    private static final Pattern OTHER_INTEGER =
            Pattern.compile("[-+]?(0[bB][01]+|0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|[1-9][0-9]*)");

    private Words() {}

    /** A value that may be null. */
    record Value(@Nullable Object value) {}

    /** What a plain word is. */
    static @Nullable Object resolve(String text) {
        if (NULL.contains(text)) {
            return null;
        }
        char first = text.charAt(0);
        if (first == 't' || first == 'T' || first == 'f' || first == 'F') {
            boolean isTrue = TRUE.contains(text);
            return isTrue || FALSE.contains(text) ? (Object) isTrue : text;
        }
        if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.') {
            return text;
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(text);
        }
        return NUMBER.matcher(text).matches() ? decimal(text) : text;
    }

    private static Object integer(String text) {
        BigInteger value;
        if (text.startsWith("0o")) {
            value = new BigInteger(text.substring(2), 8);
        } else if (text.startsWith("0x")) {
            value = new BigInteger(text.substring(2), 16);
        } else if (text.length() < 10) {
            return Integer.parseInt(text);
        } else {
            value = new BigInteger(text);
        }
        if (value.bitLength() < 32) {
            return value.intValue();
        }
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    private static Object decimal(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.endsWith("nan")) {
            return Double.NaN;
        }
        if (lower.endsWith("inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.valueOf(text);
    }

    /** What a word with a tag is; empty where the tag is not known, or the word is none of its kind. */
    static Optional<Value> tagged(String tag, String text) {
        return switch (tag) {
            case "!", "tag:yaml.org,2002:str" -> Optional.of(new Value(text));
            case "tag:yaml.org,2002:null" -> NULL.contains(text) ? Optional.of(new Value(null)) : Optional.empty();
            case "tag:yaml.org,2002:bool" ->
                resolve(text) instanceof Boolean value ? Optional.of(new Value(value)) : Optional.empty();
            case "tag:yaml.org,2002:int" ->
                resolve(text) instanceof Number value && !(value instanceof Double)
                        ? Optional.of(new Value(value))
                        : Optional.empty();
            case "tag:yaml.org,2002:float" ->
                resolve(text) instanceof Number value && Double.isFinite(value.doubleValue())
                        ? Optional.of(new Value(value.doubleValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What kubectl takes a plain word for, where that is something else than the value it has here. */
    static Optional<String> otherwise(String text, @Nullable Object value) {
        if (text.isEmpty() || value instanceof Boolean || value instanceof Double || value == null) {
            return Optional.empty();
        }
        if (TRUE_TO_KUBECTL.contains(text)) {
            return Optional.of("true");
        }
        if (FALSE_TO_KUBECTL.contains(text)) {
            return Optional.of("false");
        }
        char first = text.charAt(0);
        if (!(first >= '0' && first <= '9') && first != '-' && first != '+') {
            return Optional.empty();
        }
        if (value instanceof Number) {
            return OCTAL.matcher(text).matches() ? octal(text) : Optional.empty();
        }
        String plain = text.replace("_", "");
        if (OTHER_INTEGER.matcher(plain).matches()) {
            return Optional.of("the number " + number(plain));
        }
        return !plain.equals(text) && NUMBER.matcher(plain).matches()
                ? Optional.of("the number " + plain)
                : Optional.empty();
    }

    private static Optional<String> octal(String text) {
        BigInteger octal = new BigInteger(text, 8);
        return octal.equals(new BigInteger(text)) ? Optional.empty() : Optional.of("the octal number " + octal);
    }

    private static BigInteger number(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int base = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char letter = Character.toLowerCase(digits.charAt(1));
            base = letter == 'b' ? 2 : letter == 'x' ? 16 : 8;
            digits = digits.substring(Character.isLetter(letter) ? 2 : 1);
        }
        BigInteger value = new BigInteger(digits, base);
        return negative ? value.negate() : value;
    }

    /** A value in words. */
    static String describe(@Nullable Object value) {
        return value instanceof String text ? "the text \"" + text + "\"" : "the number " + value;
    }
}
