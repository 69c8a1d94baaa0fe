package io.fairlead.cost.price;

import java.math.BigDecimal;

/**
 * What is taken off the prices of cores and memory, never off those of accelerators: a general discount and a negotiated one, which multiply.
 *
 * <p>Source: OpenCost's combined discount, {@code 1 - (1 - d)(1 - n)}.
 *
 * @param general the general discount, from 0 to 1
 * @param negotiated the negotiated one, from 0 to 1
 */
public record Discount(BigDecimal general, BigDecimal negotiated) {

    /** No discount. */
    public static final Discount NONE = new Discount(BigDecimal.ZERO, BigDecimal.ZERO);

    public Discount {
        check(general);
        check(negotiated);
    }

    private static void check(BigDecimal part) {
        if (part.signum() < 0 || part.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("a discount is from 0 to 1, got " + part.toPlainString());
        }
    }

    /** What both take off together. */
    public BigDecimal combined() {
        return BigDecimal.ONE.subtract(left());
    }

    /** What both leave. */
    BigDecimal left() {
        return BigDecimal.ONE.subtract(general).multiply(BigDecimal.ONE.subtract(negotiated));
    }
}
