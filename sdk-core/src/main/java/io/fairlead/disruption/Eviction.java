package io.fairlead.disruption;

import io.fairlead.resource.Ref;
import java.util.List;

/** What the API server answers to the eviction of one pod. */
public sealed interface Eviction {

    /** Whether the pod goes. */
    default boolean goes() {
        return !(this instanceof Held || this instanceof Contested);
    }

    /** It goes, and no budget is asked: none selects it, or it does not run. */
    record Free() implements Eviction {
        @Override
        public String toString() {
            return "goes, in no budget's way";
        }
    }

    /**
     * It goes, and takes one of the disruptions that the budget allows.
     *
     * @param budget the budget
     */
    record Spends(Ref budget) implements Eviction {
        @Override
        public String toString() {
            return "goes, and spends one of " + budget;
        }
    }

    /**
     * It is not ready, and goes without spending anything.
     *
     * @param budget the budget, whose policy for unhealthy pods lets it go
     */
    record Unhealthy(Ref budget) implements Eviction {
        @Override
        public String toString() {
            return "goes, as it is not ready and " + budget + " lets such pods go";
        }
    }

    /**
     * It stays: answered by 429.
     *
     * @param standing the budget that holds it, with its numbers
     */
    record Held(BudgetStanding standing) implements Eviction {
        @Override
        public String toString() {
            return "is held by " + standing;
        }
    }

    /**
     * It stays, whatever happens: answered by 500, as evictions ask one budget only.
     *
     * @param budgets the budgets that select it
     */
    record Contested(List<Ref> budgets) implements Eviction {
        public Contested {
            budgets = List.copyOf(budgets);
        }

        @Override
        public String toString() {
            return "cannot be evicted, as " + budgets.size() + " budgets select it: " + budgets;
        }
    }
}
