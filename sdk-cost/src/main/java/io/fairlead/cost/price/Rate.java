package io.fairlead.cost.price;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * What something costs as long as it is there: an hour, or a month of 730 hours.
 *
 * @param perHour the cost of an hour, exact
 */
public record Rate(Money perHour) implements Comparable<Rate> {

    /** The hours of a month: 365 days by 12. */
    public static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

    /** Nothing an hour. */
    public static Rate zero(Currency currency) {
        return new Rate(Money.zero(currency));
    }

    /** The cost of a month. */
    public Money perMonth() {
        return perHour.times(HOURS_A_MONTH);
    }

    /** The sum of both. */
    public Rate plus(Rate other) {
        return new Rate(perHour.plus(other.perHour));
    }

    /** What is left of this when the other is taken away. */
    public Rate minus(Rate other) {
        return new Rate(perHour.minus(other.perHour));
    }

    /** This so many times. */
    public Rate times(BigDecimal factor) {
        return new Rate(perHour.times(factor));
    }

    /** Whether it costs nothing. */
    public boolean isZero() {
        return perHour.isZero();
    }

    @Override
    public int compareTo(Rate other) {
        return perHour.compareTo(other.perHour);
    }

    /** A month, as people read it: {@code $412/mo}. */
    @Override
    public String toString() {
        return perMonth().shown() + "/mo";
    }
}
