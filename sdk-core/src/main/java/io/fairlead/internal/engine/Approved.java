package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.plan.BadPlan;
import io.fairlead.plan.Guard;
import io.fairlead.plan.PlanDrifted;
import io.fairlead.plan.PlanRefused;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Warning;
import java.util.List;
import java.util.Optional;

/**
 * The effect that somebody has seen and let pass: an operation is planned again, compared with it, and run if it still does just that.
 *
 * @param preview what was seen
 * @param madeUp the values that its program made up
 * @param dryRuns the server's answers that need not be asked for again
 * @param guards what has to agree when it runs
 */
record Approved(Preview preview, MadeUp madeUp, DryRuns dryRuns, List<Guard> guards) {

    /** Runs an operation if its effect is that of a plan which was kept, made by whatever process. */
    static <R> Outcome<R> attempt(Engine engine, Operation<R> operation, StoredPlan plan) {
        try {
            ClusterIdentity here = engine.session().cluster();
            if (!here.isSame(plan.cluster())) {
                throw BadPlan.ofAnotherCluster(
                        plan.preview().name(), plan.cluster().toString(), here.toString());
            }
        } catch (FairleadException e) {
            return new Outcome.Refused<>(e);
        }
        return new Approved(plan.preview(), MadeUp.of(plan), new DryRuns(), List.of()).attempt(engine, operation);
    }

    <R> Outcome<R> attempt(Engine engine, Operation<R> operation) {
        Session session = engine.session();
        Masks masks = new Masks();
        Planning again = new Planning(session, madeUp, masks, dryRuns);
        Preview now;
        try {
            again.read(operation, List.of());
            Optional<FairleadException> refusal = again.state().refusal();
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            RecordPermissions.of(again.recorder(), session).forEach(again.recorder()::need);
            now = again.preview(operation.name(), Optional.empty());
            if (!now.hash().equals(preview.hash())) {
                throw new PlanDrifted(preview, now, Drift.between(preview, now));
            }
            session.tell(new Event.Planned(session.pace().now(), now));
            LiveSurroundings cluster = new LiveSurroundings(session, permission -> {});
            for (Guard guard : guards) {
                judge(session, now, Guards.verdict(guard, now, cluster, masks));
            }
        } catch (FairleadException e) {
            return new Outcome.Refused<>(e);
        }
        return engine.carryOut(operation, madeUp, masks, again.state().reads());
    }

    private static void judge(Session session, Preview now, Guard.Verdict verdict) {
        if (verdict.kind() == Guard.Verdict.Kind.REFUSE) {
            throw new PlanRefused(now.name(), verdict.reason(), now);
        }
        if (verdict.kind() == Guard.Verdict.Kind.WARN) {
            session.tell(new Event.Warned(session.pace().now(), new Warning(Optional.empty(), verdict.reason())));
        }
    }
}
