package io.fairlead.cost.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An exact amount of one currency.
 *
 * <p>Sums and products are exact; amounts of two currencies are never mixed silently: {@link ExchangeRates} converts them by rates that are
 * given. Equal amounts are equal however many zeros they are written with. Immutable.
 *
 * @param amount the amount in the currency's unit
 * @param currency the currency
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    private static final Map<String, String> SIGNS = Map.of("USD", "$", "EUR", "€", "GBP", "£", "JPY", "¥");
    private static final BigDecimal WHOLE_FROM = new BigDecimal("99.995");
    private static final BigDecimal CENTS_FROM = new BigDecimal("0.01");

    public Money {
        Objects.requireNonNull(currency, "currency");
        BigDecimal plain = amount.stripTrailingZeros();
        amount = plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Dollars: {@code Money.usd(200)}. */
    public static Money usd(long amount) {
        return of(BigDecimal.valueOf(amount), "USD");
    }

    /** Dollars and cents: {@code Money.usd("0.031611")}. */
    public static Money usd(String amount) {
        return of(amount, "USD");
    }

    /**
     * An amount of a currency.
     *
     * @param amount a decimal number
     * @param currency the currency's code of ISO 4217, such as {@code EUR}
     * @throws IllegalArgumentException when the amount is no decimal number, or nobody knows the currency
     */
    public static Money of(String amount, String currency) {
        try {
            return of(new BigDecimal(amount.trim()), currency);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + amount + "\" is no amount of money: a decimal number is expected, such as 12.50", e);
        }
    }

    /** An amount of a currency, by its code. */
    public static Money of(BigDecimal amount, String currency) {
        return new Money(amount, currency(currency));
    }

    /** Nothing, in this currency. */
    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    static Currency currency(String code) {
        try {
            return Currency.getInstance(code.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + code + "\" is no currency: a code of ISO 4217 is expected, such as USD or EUR", e);
        }
    }

    /** The sum of both. */
    public Money plus(Money other) {
        return new Money(amount.add(same("add", other)), currency);
    }

    /** What is left of this when the other is taken away. */
    public Money minus(Money other) {
        return new Money(amount.subtract(same("subtract", other)), currency);
    }

    /** This so many times. */
    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor), currency);
    }

    /** This so many times. */
    public Money times(long factor) {
        return times(BigDecimal.valueOf(factor));
    }

    /** The same amount with the other sign. */
    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    /** Whether it is nothing at all. */
    public boolean isZero() {
        return amount.signum() == 0;
    }

    /** Whether it is less than nothing. */
    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** Compares amounts of one currency. */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same("compare", other));
    }

    private BigDecimal same(String what, Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatch(what, this, other);
        }
        return other.amount;
    }

    /** As people read it: {@code $412}, {@code $4.20}, {@code $0.0043}; rounded half up. */
    public String shown() {
        BigDecimal size = amount.abs();
        String digits;
        if (size.compareTo(WHOLE_FROM) >= 0) {
            digits = grouped(size.setScale(0, RoundingMode.HALF_UP), "#,##0");
        } else if (size.signum() == 0 || size.compareTo(CENTS_FROM) >= 0) {
            digits = grouped(size.setScale(2, RoundingMode.HALF_UP), "0.00");
        } else {
            digits = size.round(new java.math.MathContext(2, RoundingMode.HALF_UP))
                    .toPlainString();
        }
        return (isNegative() ? "-" : "") + sign() + digits;
    }

    /** As people read a difference: {@code +$118}, {@code -$4.20}. */
    public String signed() {
        return isNegative() ? shown() : "+" + shown();
    }

    private String sign() {
        return SIGNS.getOrDefault(currency.getCurrencyCode(), currency.getCurrencyCode() + " ");
    }

    private static String grouped(BigDecimal number, String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }

    /** The exact amount. */
    @Override
    public String toString() {
        return (isNegative() ? "-" : "") + sign() + amount.abs().toPlainString();
    }
}
