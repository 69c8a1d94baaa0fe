package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.Json;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.Guard;
import io.fairlead.plan.PlanDrifted;
import io.fairlead.plan.PlanRefused;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A plan with the right to run it: plans again, compares, and runs what was shown. */
final class EnginePlan<R> implements Plan<R> {

    private final Engine engine;
    private final Operation<R> operation;
    private final MadeUp madeUp;
    private final DryRuns dryRuns;
    private final Preview preview;
    private final List<Guard> guards;

    private EnginePlan(
            Engine engine,
            Operation<R> operation,
            MadeUp madeUp,
            DryRuns dryRuns,
            Preview preview,
            List<Guard> guards) {
        this.engine = engine;
        this.operation = operation;
        this.madeUp = madeUp;
        this.dryRuns = dryRuns;
        this.preview = preview;
        this.guards = List.copyOf(guards);
    }

    static <R> EnginePlan<R> of(Engine engine, Operation<R> operation, MadeUp madeUp, DryRuns dryRuns) {
        Planning planning = new Planning(engine.session(), madeUp, new Masks(), dryRuns);
        planning.read(operation, List.of());
        RecordPermissions.of(planning.recorder(), engine.session()).forEach(planning.recorder()::need);
        SortedSet<Permission> needed = planning.recorder().permissions();
        Preview unasked = planning.preview(operation.name(), Optional.empty());
        Preview preview = unasked.changesNothing()
                ? unasked
                : planning.preview(
                        operation.name(),
                        Optional.of(new Preflight(engine.session().api()).lacking(needed)));
        return new EnginePlan<>(engine, operation, madeUp, dryRuns, preview, List.of());
    }

    @Override
    public Preview preview() {
        return preview;
    }

    @Override
    public String toJson() {
        return Json.print(Previews.tree(preview));
    }

    @Override
    public R run() {
        return attempt().orThrow();
    }

    @Override
    public Outcome<R> attempt() {
        Session session = engine.session();
        Masks masks = new Masks();
        Planning again = new Planning(session, madeUp, masks, dryRuns);
        try {
            again.read(operation, List.of());
        } catch (FairleadException e) {
            return new Outcome.Refused<>(e);
        }
        Optional<FairleadException> refusal = again.state().refusal();
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        RecordPermissions.of(again.recorder(), session).forEach(again.recorder()::need);
        Preview now = again.preview(operation.name(), Optional.empty());
        if (!now.hash().equals(preview.hash())) {
            return new Outcome.Refused<>(new PlanDrifted(preview, now, Drift.between(preview, now)));
        }
        session.tell(new Event.Planned(session.pace().now(), now));
        for (Guard guard : guards) {
            Guard.Verdict verdict = guard.check(now);
            if (verdict.kind() == Guard.Verdict.Kind.REFUSE) {
                return new Outcome.Refused<>(new PlanRefused(now.name(), verdict.reason(), now));
            }
            if (verdict.kind() == Guard.Verdict.Kind.WARN) {
                session.tell(new Event.Warned(session.pace().now(), new Warning(Optional.empty(), verdict.reason())));
            }
        }
        return engine.carryOut(operation, madeUp, masks, again.state().reads());
    }

    @Override
    public Plan<R> requiring(Guard guard) {
        List<Guard> more = new ArrayList<>(guards);
        more.add(guard);
        return new EnginePlan<>(engine, operation, madeUp, dryRuns, preview, more);
    }

    @Override
    public String toString() {
        return preview.toString();
    }
}
