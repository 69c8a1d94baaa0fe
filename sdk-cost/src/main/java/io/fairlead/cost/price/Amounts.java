package io.fairlead.cost.price;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers as files of prices and bills write them. */
final class Amounts {

    /** What is said of a text that is no price. */
    static final String NO_PRICE = "is no price: a decimal number of 0 or more is expected";

    /** Longer exponents are no prices, and would make numbers that no memory holds. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,2})?");

    private Amounts() {}

    /** A decimal number; empty for anything else, {@code NaN} and {@code Infinity} too. */
    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A decimal number of 0 or more. */
    static Optional<BigDecimal> price(String text) {
        return number(text).filter(number -> number.signum() >= 0);
    }

    /** A part from 0 to 1: {@code 0.3} or {@code 30%}. */
    static Optional<BigDecimal> part(String text) {
        return (text.endsWith("%")
                        ? price(text.substring(0, text.length() - 1).trim()).map(number -> number.movePointLeft(2))
                        : price(text))
                .filter(part -> part.compareTo(BigDecimal.ONE) <= 0);
    }
}
