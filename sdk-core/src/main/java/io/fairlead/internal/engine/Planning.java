package io.fairlead.internal.engine;

import io.fairlead.operation.Operation;
import io.fairlead.plan.Preview;
import io.fairlead.resource.Permission;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Reads a program as a plan. */
final class Planning {

    private final Session session;
    private final MadeUp madeUp;
    private final Masks masks;
    private final PlanState state;
    private final Recorder recorder = new Recorder();
    private final Overlay overlay = new Overlay();

    Planning(Session session, MadeUp madeUp, Masks masks, DryRuns dryRuns) {
        this.session = session;
        this.madeUp = madeUp;
        this.masks = masks;
        this.state = new PlanState(dryRuns);
    }

    /** What was read of the cluster, to be handed to the run of this very plan. */
    PlanState state() {
        return state;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Reads the program to its end, or to where it is known only when it runs. */
    void read(Operation<?> operation, List<String> scope) {
        PlanWork work = new PlanWork(session, madeUp, masks, state, overlay, recorder, scope);
        try {
            work.call(operation);
        } catch (PlanCut ended) {
            // The recorder holds the step that says so.
        } finally {
            work.end();
        }
    }

    Preview preview(String name, Optional<SortedSet<Permission>> lacking) {
        return Previews.of(
                name, recorder, lacking, NetEffects.between(new Overlay(), overlay, state.reads(), masks.now()));
    }

    /** A plan of a part, for a guard that is asked while the whole runs. */
    static Preview preview(
            Session session, MadeUp madeUp, Masks masks, List<String> scope, String name, Operation<?> part) {
        Planning planning = new Planning(session, madeUp, masks, new DryRuns());
        planning.read(part, scope);
        return planning.preview(name, Optional.empty());
    }
}
