package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.schema.Quantities;
import java.math.BigDecimal;

/**
 * An amount of a resource that can be added up and is printed as the server prints the sum.
 *
 * @param number how much
 * @param binary whether it is told in powers of 1024
 */
record Amount(BigDecimal number, boolean binary) {
    static final Amount ZERO = new Amount(BigDecimal.ZERO, false);
    static final Amount ONE = new Amount(BigDecimal.ONE, false);

    static Amount of(long count) {
        return new Amount(BigDecimal.valueOf(count), false);
    }

    /** Reads a quantity, which validation has let through. */
    static Amount of(Object quantity) {
        String text = String.valueOf(quantity);
        return new Amount(Quantities.number(text).orElse(BigDecimal.ZERO), text.endsWith("i"));
    }

    /** The sum, told as this amount is told; nothing takes the form of what is added to it. */
    Amount plus(Amount other) {
        return new Amount(number.add(other.number), number.signum() == 0 ? other.binary : binary);
    }

    Amount minus(Amount other) {
        return new Amount(number.subtract(other.number), number.signum() == 0 ? other.binary : binary);
    }

    Amount orMore(Amount other) {
        return other.number.compareTo(number) > 0 ? other : this;
    }

    boolean moreThan(Amount other) {
        return number.compareTo(other.number) > 0;
    }

    boolean nothing() {
        return number.signum() == 0;
    }

    @Override
    public String toString() {
        String text = binary ? number.divide(BigDecimal.valueOf(1024)).toPlainString() + "Ki" : number.toPlainString();
        return Quantities.canonical(text).orElse(text);
    }
}
