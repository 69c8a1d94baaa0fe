package io.fairlead.scaling;

import org.jspecify.annotations.Nullable;

/**
 * A number or a percentage of a total, such as {@code maxUnavailable: 25%}.
 *
 * <p>Source: {@code GetScaledValueFromIntOrPercent} of apimachinery {@code util/intstr}. Which way a percentage rounds is
 * the field's business, not the value's.
 *
 * @param value the number, or the percentage without its sign
 * @param percent whether it is a percentage
 */
public record IntOrPercent(int value, boolean percent) {
    /** Zero, as a number. */
    public static final IntOrPercent ZERO = new IntOrPercent(0, false);

    /**
     * Reads the value of a JSON tree: an integer, or text that ends in {@code %}.
     *
     * @param value the value; {@code null} gives the fallback
     * @throws IllegalArgumentException if it is neither
     */
    public static IntOrPercent of(@Nullable Object value, IntOrPercent fallback) {
        if (value == null) {
            return fallback;
        }
        if (value instanceof Number number) {
            return new IntOrPercent(number.intValue(), false);
        }
        String text = value.toString();
        try {
            if (text.endsWith("%")) {
                return new IntOrPercent(Integer.parseInt(text.substring(0, text.length() - 1)), true);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Neither an integer nor a percentage: \"" + text + "\"", notANumber);
        }
        throw new IllegalArgumentException("Neither an integer nor a percentage: \"" + text + "\"");
    }

    /** The number, or this percentage of the total with fractions rounded up. */
    public int roundedUp(int total) {
        return percent ? (int) Math.ceil((double) value * total / 100) : value;
    }

    /** The number, or this percentage of the total with fractions rounded down. */
    public int roundedDown(int total) {
        return percent ? (int) Math.floor((double) value * total / 100) : value;
    }

    @Override
    public String toString() {
        return percent ? value + "%" : Integer.toString(value);
    }
}
