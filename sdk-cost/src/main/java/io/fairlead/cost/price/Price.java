package io.fairlead.cost.price;

import java.math.BigDecimal;

/**
 * What one piece costs, and where that is said.
 *
 * @param amount the cost of a piece
 * @param unit the piece: {@code vCPU hour}
 * @param origin where it is said, and of when it is
 * @param defaulted whether it stands in for one that the book should have had
 */
public record Price(Money amount, String unit, Origin origin, boolean defaulted) {

    /**
     * Where a price comes from.
     *
     * @param source the file, the list or the service
     * @param asOf the day of which it is, as its source writes it; empty where the source does not say
     */
    public record Origin(String source, String asOf) {
        @Override
        public String toString() {
            return asOf.isEmpty() ? source : source + ", " + asOf;
        }
    }

    /** So many pieces. */
    public Money of(BigDecimal pieces) {
        return amount.times(pieces);
    }

    /** The same, standing in for one that is missing. */
    Price standingIn() {
        return new Price(amount, unit, origin, true);
    }

    @Override
    public String toString() {
        return amount + " per " + unit + " (" + origin + (defaulted ? ", stands in for one not given" : "") + ")";
    }
}
