package io.fairlead.cost;

import io.fairlead.failure.UnknownKind;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Surroundings;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Optional;

/** Prices a plan as a question to a cluster. */
record PlanCostQuery(Preview preview, CostSpec spec) implements Operation<PlanCost> {

    @Override
    public String name() {
        return "cost of " + preview.name();
    }

    @Override
    public PlanCost perform(Work work) {
        return new Costing(spec, new WorkSurroundings(work)).price(preview);
    }

    @Override
    public String toString() {
        return name();
    }

    /** The cluster as a program reads it. */
    private record WorkSurroundings(Work work) implements Surroundings {

        @Override
        public Optional<Tree> find(Ref ref) {
            return work.find(ref);
        }

        @Override
        public List<Tree> list(Kind kind, String namespace, String labels) {
            try {
                return work.list(kind, new Selection(namespace, labels, ""));
            } catch (UnknownKind e) {
                return List.of();
            }
        }
    }
}
