package io.fairlead.cost.price;

import io.fairlead.failure.FairleadException;

/** Amounts of two currencies met where no rate between them was given. */
public final class CurrencyMismatch extends FairleadException {

    /**
     * Two amounts that do not go together.
     *
     * @param what what was tried: {@code add}
     * @param one an amount
     * @param other an amount of another currency
     */
    public CurrencyMismatch(String what, Money one, Money other) {
        super(
                what + " " + one + " and " + other,
                "They are of different currencies, " + one.currency() + " and " + other.currency()
                        + ", which are never mixed silently.",
                "Convert one by ExchangeRates with a rate that you give.",
                null,
                null);
    }

    /** An amount for which no rate was given. */
    CurrencyMismatch(Money amount, String to) {
        super(
                "convert " + amount + " to " + to,
                "No rate from " + amount.currency() + " to " + to + " was given.",
                "Give one: ExchangeRates.of(\"" + to + "\", r -> r.rate(\"" + amount.currency() + "\", ...)).",
                null,
                null);
    }
}
