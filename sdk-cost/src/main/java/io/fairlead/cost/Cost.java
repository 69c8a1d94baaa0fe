package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Plan;
import io.fairlead.plan.Guard;
import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * What a change costs before it runs.
 *
 * <pre>{@code
 * var plan = cluster.plan(release);
 * System.out.println(cluster.query(Cost.of(plan)));   // shop/web: $412/mo -> $530/mo (+$118), 2 surge pods for about 3 min
 * plan.requiring(Cost.atMost(Money.usd(200))).run();
 * }</pre>
 *
 * <p>What is priced is what objects reserve: a pod's effective requests by the prices of the nodes that would take it, claims, load
 * balancers. What cannot be priced is named, never left out in silence.
 *
 * <p>Reads, of what the plan touches: the nodes; of a namespace the limit ranges where requests are not said, the autoscalers of workloads,
 * the pods of a workload that rolls and the finished jobs of a schedule; storage classes where a claim names none. Writes nothing.
 */
public final class Cost {

    private Cost() {}

    /** What a plan costs, by the list of default prices. */
    public static Operation<PlanCost> of(Plan<?> plan) {
        return of(plan, spec -> {});
    }

    /** What a plan costs: {@code Cost.of(plan, c -> c.prices(book))}. */
    public static Operation<PlanCost> of(Plan<?> plan, Consumer<CostSpec> how) {
        return new PlanCostQuery(plan.preview(), CostSpec.told(how));
    }

    /** Refuses a plan that adds more than this a month, or of which not everything can be priced. */
    public static Guard atMost(Money perMonth) {
        return atMost(perMonth, spec -> {});
    }

    /** Refuses a plan that adds more than this a month, priced as told. */
    public static Guard atMost(Money perMonth, Consumer<CostSpec> how) {
        return new CostGuard.AtMost(perMonth, CostSpec.told(how));
    }

    /**
     * Refuses a plan that adds more than this part of what the objects it touches cost before, or of which not everything can be priced.
     *
     * @param percent 10 for a tenth more
     */
    public static Guard addsAtMost(int percent) {
        return addsAtMost(percent, spec -> {});
    }

    /** Refuses a plan that adds more than this part, priced as told. */
    public static Guard addsAtMost(int percent, Consumer<CostSpec> how) {
        if (percent < 0) {
            throw new IllegalArgumentException("a percentage is 0 or more, got " + percent);
        }
        return new CostGuard.AddsAtMost(BigDecimal.valueOf(percent), CostSpec.told(how));
    }
}
