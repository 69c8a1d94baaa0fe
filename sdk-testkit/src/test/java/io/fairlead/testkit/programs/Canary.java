package io.fairlead.testkit.programs;

import io.fairlead.operation.Amendment;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.List;

/** Moves traffic to a new version step by step, as long as a gate passes. */
final class Canary {

    // snippet:canary
    static Operation<Void> shift(Ref route, Gate healthy, Duration pause) {
        return Operation.doing(work -> {
                    for (int weight : List.of(5, 20, 50, 100)) {
                        work.amend(
                                route,
                                Amendment.of(a -> a.replace("/spec/rules/0/backendRefs/0/weight", 100 - weight)
                                        .replace("/spec/rules/0/backendRefs/1/weight", weight)));
                        work.pause(pause);
                        if (!work.decide(healthy)) {
                            throw work.abort("it is not healthy at " + weight + " % of the traffic");
                        }
                    }
                })
                .named("shift the traffic")
                .undoOnFailure();
    }
    // end:canary
}
