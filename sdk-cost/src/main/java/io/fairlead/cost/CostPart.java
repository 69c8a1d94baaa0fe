package io.fairlead.cost;

import io.fairlead.cost.price.Charge;
import io.fairlead.cost.price.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an object costs for one resource.
 *
 * @param charge the resource
 * @param detail which of its sort, such as a storage class; empty where there is one sort
 * @param unitsBefore how much before
 * @param unitsAfter how much after
 * @param before what that costs before
 * @param after what it costs after
 */
public record CostPart(
        Charge charge, String detail, BigDecimal unitsBefore, BigDecimal unitsAfter, Rate before, Rate after) {

    /** What is added; less than nothing where it is saved. */
    public Rate difference() {
        return after.minus(before);
    }

    @Override
    public String toString() {
        String name = charge.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                + (detail.isEmpty() ? "" : " " + detail);
        String unit = charge.unit().replaceAll(" ?hour$", "");
        return name + " " + units(unitsBefore) + " -> " + units(unitsAfter) + (unit.isEmpty() ? "" : " " + unit) + ", "
                + difference().perMonth().signed() + "/mo";
    }

    private static String units(BigDecimal units) {
        BigDecimal rounded = units.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }
}
