package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import io.fairlead.failure.FairleadException;
import io.fairlead.plan.Guard;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Surroundings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Refuses plans by what they add. Fails closed: what cannot be priced is refused, unless that was allowed. */
abstract class CostGuard implements Guard {

    private static final int NAMED = 3;

    private final CostSpec spec;

    CostGuard(CostSpec spec) {
        this.spec = spec;
    }

    /** The verdict over a cost of which everything, or enough, is known. */
    abstract Verdict judge(PlanCost cost);

    @Override
    public Verdict check(Preview preview) {
        return Verdict.refuse("what it costs depends on the cluster, which could not be asked");
    }

    @Override
    public Verdict check(Preview preview, Surroundings cluster) {
        try {
            PlanCost cost = new Costing(spec, cluster).price(preview);
            return cost.isComplete() || spec.isUnknownAllowed()
                    ? judge(cost)
                    : Verdict.refuse("not all that it costs is known: " + String.join("; ", cost.unknown()));
        } catch (FairleadException e) {
            return Verdict.refuse("what it costs could not be found out: " + e.happened());
        }
    }

    /** The objects that add most. */
    static String dearest(PlanCost cost) {
        return cost.objects().stream()
                .filter(object -> !object.difference().perHour().isNegative()
                        && !object.difference().isZero())
                .sorted(Comparator.comparing(ObjectCost::difference).reversed().thenComparing(ObjectCost::ref))
                .limit(NAMED)
                .map(object -> object.ref().path() + " "
                        + object.difference().perMonth().signed())
                .collect(Collectors.joining(", "));
    }

    /** At most an amount a month. */
    static final class AtMost extends CostGuard {

        private final Money limit;

        AtMost(Money limit, CostSpec spec) {
            super(spec);
            this.limit = limit;
        }

        @Override
        Verdict judge(PlanCost cost) {
            Money added = cost.difference().perMonth();
            return added.compareTo(limit) <= 0
                    ? Verdict.allow()
                    : Verdict.refuse("it adds " + added.shown() + " a month, more than the " + limit.shown()
                            + " allowed (" + dearest(cost) + ")");
        }

        @Override
        public String toString() {
            return "it adds at most " + limit.shown() + " a month";
        }
    }

    /** At most a part of what is there. */
    static final class AddsAtMost extends CostGuard {

        private final BigDecimal percent;

        AddsAtMost(BigDecimal percent, CostSpec spec) {
            super(spec);
            this.percent = percent;
        }

        @Override
        Verdict judge(PlanCost cost) {
            Money limit = cost.before().perMonth().times(percent.movePointLeft(2));
            Money added = cost.difference().perMonth();
            return added.compareTo(limit) <= 0
                    ? Verdict.allow()
                    : Verdict.refuse("it adds " + added.shown() + " a month to " + cost.before() + ", more than the "
                            + percent.toPlainString() + " % allowed (" + dearest(cost) + ")");
        }

        @Override
        public String toString() {
            return "it adds at most " + percent.toPlainString() + " % of what is there";
        }
    }
}
