package io.fairlead.cost.price;

import io.fairlead.failure.FairleadException;

/** A book in another currency than the default list's has no price, and nothing may stand in for it. */
public final class MissingPrice extends FairleadException {

    MissingPrice(String what, PriceBook book) {
        super(
                "price " + what + " by the book " + book.version(),
                "It has no price for that in " + book.currency() + ", and the list of defaults is in USD.",
                "Give the price, or let defaults stand in: book.over(PriceBook.defaults().in(rates)).",
                null,
                null);
    }
}
