package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.Rate;
import io.fairlead.resource.Ref;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one object costs before a plan and after it.
 *
 * @param ref the object
 * @param currency the currency of all of it
 * @param parts by resource, in the order of the resources
 * @param transitions what runs only while the change is under way
 */
public record ObjectCost(Ref ref, Currency currency, List<CostPart> parts, List<Transition> transitions) {

    public ObjectCost {
        parts = List.copyOf(parts);
        transitions = List.copyOf(transitions);
    }

    /** What it costs before. */
    public Rate before() {
        return sum(CostPart::before);
    }

    /** What it costs after. */
    public Rate after() {
        return sum(CostPart::after);
    }

    private Rate sum(Function<CostPart, Rate> side) {
        return parts.stream().map(side).reduce(Rate.zero(currency), Rate::plus);
    }

    /** What is added; less than nothing where it is saved. */
    public Rate difference() {
        return after().minus(before());
    }

    /** What the transitions cost, once. */
    public Money once() {
        return transitions.stream().map(Transition::cost).reduce(Money.zero(currency), Money::plus);
    }

    /** {@code shop/web: $412/mo -> $530/mo (+$118), 2 surge pods for about 3 min}. */
    @Override
    public String toString() {
        return ref.path() + ": " + told(before(), after())
                + transitions.stream().map(one -> ", " + one).collect(Collectors.joining());
    }

    static String told(Rate before, Rate after) {
        return before + " -> " + after + " (" + after.minus(before).perMonth().signed() + ")";
    }
}
