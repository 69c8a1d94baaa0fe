package io.fairlead.ha.rollout;

import io.fairlead.operation.Amendment;
import io.fairlead.operation.Work;
import java.util.Optional;

/** What pausing and resuming have in common: only Deployments can be. */
final class Pausing {

    private Pausing() {}

    static WorkloadName deployment(String name) {
        WorkloadName parsed = WorkloadName.parse(name);
        parsed.kind().filter(kind -> !kind.sameAs(WorkloadName.DEPLOYMENT)).ifPresent(kind -> {
            throw new IllegalArgumentException("only a Deployment can be paused, got \"" + name + "\"");
        });
        return new WorkloadName(Optional.of(WorkloadName.DEPLOYMENT), parsed.namespace(), parsed.name());
    }

    /** A patch rather than an apply: it is a switch that whoever comes next sets, not a field that somebody keeps. */
    static void set(Work work, Workload workload, boolean paused) {
        work.amend(workload.ref(), Amendment.of(edit -> {
            if (paused) {
                edit.add("/spec/paused", true);
            } else {
                edit.remove("/spec/paused");
            }
        }));
    }
}
