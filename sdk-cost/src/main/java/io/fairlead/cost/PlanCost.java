package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a plan costs: before, after, and while it runs.
 *
 * <p>Exact; what is shown is rounded. Made twice from the same plan and cluster, it prints the same. Immutable.
 *
 * @param name the operation's name
 * @param currency the currency of all of it
 * @param objects the objects that cost anything, in the order of their references
 * @param unknown what cannot be priced, one sentence each; a guard refuses a plan that has any
 * @param assumptions what it stands on, one sentence each: where prices come from, how long pods take to start
 */
public record PlanCost(
        String name, Currency currency, List<ObjectCost> objects, List<String> unknown, List<String> assumptions) {

    private static final int SHOWN = 8;
    private static final int SENTENCES = 4;

    public PlanCost {
        objects = List.copyOf(objects);
        unknown = List.copyOf(unknown);
        assumptions = List.copyOf(assumptions);
    }

    /** What the objects that the plan touches cost before. */
    public Rate before() {
        return sum(ObjectCost::before);
    }

    /** What they cost after. */
    public Rate after() {
        return sum(ObjectCost::after);
    }

    private Rate sum(Function<ObjectCost, Rate> side) {
        return objects.stream().map(side).reduce(Rate.zero(currency), Rate::plus);
    }

    /** What the plan adds, an hour and a month; less than nothing where it saves. */
    public Rate difference() {
        return after().minus(before());
    }

    /** What runs only while it is under way costs, once. */
    public Money once() {
        return objects.stream().map(ObjectCost::once).reduce(Money.zero(currency), Money::plus);
    }

    /** Whether everything could be priced. */
    public boolean isComplete() {
        return unknown.isEmpty();
    }

    /** The sum on one line: {@code $412/mo -> $530/mo (+$118), +$0.16 an hour, 3 objects}. */
    public String summary() {
        return ObjectCost.told(before(), after()) + ", "
                + difference().perHour().signed() + " an hour, " + Words.count(objects.size(), "object")
                + (isComplete() ? "" : "; not all is known");
    }

    /** The whole of it as text: the sum, then each object with its resources, what is not known, and what it stands on. */
    public String text() {
        return String.join("\n", lines(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private List<String> lines(int most, int sentences) {
        List<String> lines = new ArrayList<>();
        if (objects.isEmpty()) {
            lines.add("cost of " + name + ": nothing that it touches costs anything"
                    + (isComplete() ? "" : " that is known"));
        } else if (objects.size() > 1) {
            lines.add("cost of " + name + ": " + summary());
        }
        String indent = objects.size() > 1 ? "  " : "";
        List<ObjectCost> shown = objects.size() <= most ? objects : dearest(most);
        boolean detailed = most == Integer.MAX_VALUE || objects.size() == 1;
        for (ObjectCost object : shown) {
            lines.add(indent + object);
            if (detailed) {
                object.parts().forEach(part -> lines.add(indent + "  " + part));
            }
        }
        if (objects.size() > shown.size()) {
            lines.add("  ... " + (objects.size() - shown.size()) + " more: text()");
        }
        if (!once().isZero()) {
            lines.add("  once, while it runs: " + once().shown());
        }
        sentences(lines, "not known: ", unknown, sentences);
        sentences(lines, "assumed: ", assumptions, sentences);
        return lines;
    }

    private static void sentences(List<String> lines, String head, List<String> sentences, int most) {
        sentences.stream().limit(most).forEach(sentence -> lines.add("  " + head + sentence));
        if (sentences.size() > most) {
            lines.add("  " + head + (sentences.size() - most) + " more: text()");
        }
    }

    /** Those that change most, in the order of their references. */
    private List<ObjectCost> dearest(int most) {
        return objects.stream()
                .sorted(Comparator.comparing((ObjectCost object) ->
                                object.difference().perHour().amount().abs())
                        .reversed()
                        .thenComparing(ObjectCost::ref))
                .limit(most)
                .sorted(Comparator.comparing(ObjectCost::ref))
                .collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return String.join("\n", lines(SHOWN, SENTENCES));
    }
}
