package io.fairlead.internal.engine;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.Guard;
import io.fairlead.plan.Preview;
import io.fairlead.resource.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** A plan with the right to run it: plans again, compares, and runs what was shown. */
final class EnginePlan<R> implements Plan<R> {

    private final Engine engine;
    private final Operation<R> operation;
    private final MadeUp madeUp;
    private final DryRuns dryRuns;
    private final Preview preview;
    private final Map<String, String> texts;
    private final Map<String, String> times;
    private final List<Guard> guards;

    private EnginePlan(
            Engine engine,
            Operation<R> operation,
            MadeUp madeUp,
            DryRuns dryRuns,
            Preview preview,
            Map<String, String> texts,
            Map<String, String> times,
            List<Guard> guards) {
        this.engine = engine;
        this.operation = operation;
        this.madeUp = madeUp;
        this.dryRuns = dryRuns;
        this.preview = preview;
        this.texts = texts;
        this.times = times;
        this.guards = List.copyOf(guards);
    }

    static <R> EnginePlan<R> of(Engine engine, Operation<R> operation, MadeUp madeUp, DryRuns dryRuns) {
        Masks masks = new Masks();
        Planning planning = new Planning(engine.session(), madeUp, masks, dryRuns);
        planning.read(operation, List.of());
        RecordPermissions.of(planning.recorder(), engine.session()).forEach(planning.recorder()::need);
        SortedSet<Permission> needed = planning.recorder().permissions();
        Preview unasked = planning.preview(operation.name(), Optional.empty());
        Preview preview = unasked.changesNothing()
                ? unasked
                : planning.preview(
                        operation.name(),
                        Optional.of(new Preflight(engine.session().api()).lacking(needed)));
        return new EnginePlan<>(
                engine, operation, madeUp, dryRuns, preview, madeUp.open(masks), madeUp.times(), List.of());
    }

    @Override
    public Preview preview() {
        return preview;
    }

    @Override
    public String toJson() {
        return PlanJson.print(
                new StoredPlan(preview, operation.name(), engine.session().cluster(), texts, times));
    }

    @Override
    public R run() {
        return attempt().orThrow();
    }

    @Override
    public Outcome<R> attempt() {
        return new Approved(preview, madeUp, dryRuns, guards).attempt(engine, operation);
    }

    @Override
    public Plan<R> requiring(Guard guard) {
        List<Guard> more = new ArrayList<>(guards);
        more.add(guard);
        return new EnginePlan<>(engine, operation, madeUp, dryRuns, preview, texts, times, more);
    }

    @Override
    public String toString() {
        return preview.toString();
    }
}
