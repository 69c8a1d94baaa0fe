package io.fairlead.cost;

import io.fairlead.cost.price.Charge;
import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an object holds while it is there, by resource. */
final class Demand {

    private static final Held NOTHING = new Held(BigDecimal.ZERO, BigDecimal.ZERO);

    private final Map<Key, Held> held = new TreeMap<>();

    private record Key(Charge charge, String detail) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::charge).thenComparing(Key::detail).compare(this, other);
        }
    }

    private record Held(BigDecimal units, BigDecimal cost) {
        Held plus(Held other) {
            return new Held(units.add(other.units), cost.add(other.cost));
        }
    }

    /** So many units of a resource at this price each. */
    void add(Charge charge, String detail, BigDecimal units, Money each) {
        if (units.signum() != 0) {
            held.merge(new Key(charge, detail), new Held(units, each.amount().multiply(units)), Held::plus);
        }
    }

    /** All of another, so many times. */
    void add(Demand other, BigDecimal times) {
        other.held.forEach((key, one) -> {
            if (times.signum() != 0) {
                held.merge(key, new Held(one.units.multiply(times), one.cost.multiply(times)), Held::plus);
            }
        });
    }

    /** What all of it costs. */
    Rate total(Currency currency) {
        BigDecimal sum = held.values().stream().map(Held::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Rate(new Money(sum, currency));
    }

    /** Both sides of a change, resource by resource. */
    static List<CostPart> parts(Demand before, Demand after, Currency currency) {
        TreeSet<Key> keys = new TreeSet<>(before.held.keySet());
        keys.addAll(after.held.keySet());
        List<CostPart> parts = new ArrayList<>();
        for (Key key : keys) {
            Held had = before.held.getOrDefault(key, NOTHING);
            Held has = after.held.getOrDefault(key, NOTHING);
            parts.add(new CostPart(
                    key.charge, key.detail, had.units, has.units, rate(had, currency), rate(has, currency)));
        }
        return parts;
    }

    private static Rate rate(Held held, Currency currency) {
        return new Rate(new Money(held.cost, currency));
    }
}
