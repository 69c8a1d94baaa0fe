package io.fairlead.cost.price;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Converts money by rates that are given; there are no rates of its own, and none is fetched.
 *
 * <pre>{@code
 * var rates = ExchangeRates.of("USD", r -> r.rate("EUR", "1.08").rate("GBP", "1.27"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class ExchangeRates {

    private final Currency target;
    private final SortedMap<String, BigDecimal> rates;

    private ExchangeRates(Currency target, Map<String, BigDecimal> rates) {
        this.target = target;
        this.rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
    }

    /** Rates into one currency. */
    public static ExchangeRates of(String target, Consumer<Spec> rates) {
        Spec spec = new Spec();
        rates.accept(spec);
        return new ExchangeRates(Money.currency(target), spec.rates);
    }

    /** The rates, one by one. */
    public static final class Spec {

        private final Map<String, BigDecimal> rates = new TreeMap<>();

        private Spec() {}

        /**
         * What one unit of a currency is worth in the target's.
         *
         * @throws IllegalArgumentException when the rate is no decimal number above 0
         */
        public Spec rate(String currency, String worth) {
            BigDecimal rate = Money.of(worth, currency).amount();
            if (rate.signum() <= 0) {
                throw new IllegalArgumentException("a rate is more than 0, got " + worth + " for " + currency);
            }
            rates.put(Money.currency(currency).getCurrencyCode(), rate);
            return this;
        }
    }

    /** The currency that it converts to. */
    public Currency target() {
        return target;
    }

    /**
     * The same money in the target's currency; what is in it already stays as it is.
     *
     * @throws CurrencyMismatch when no rate was given
     */
    public Money convert(Money money) {
        if (money.currency().equals(target)) {
            return money;
        }
        BigDecimal rate = rates.get(money.currency().getCurrencyCode());
        if (rate == null) {
            throw new CurrencyMismatch(money, target.getCurrencyCode());
        }
        return new Money(money.amount().multiply(rate), target);
    }

    @Override
    public String toString() {
        return "rates to " + target + " " + rates;
    }
}
