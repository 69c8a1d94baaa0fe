package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.MaskedCause;
import io.fairlead.failure.Misuse;
import io.fairlead.operation.Act;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Deletion;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Selection;
import io.fairlead.operation.UndoReport;
import io.fairlead.plan.Change;
import io.fairlead.plan.Grade;
import io.fairlead.plan.Guard;
import io.fairlead.plan.PlanFailed;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a program as a plan: nothing is changed, every step is recorded, reads see the changes planned so far. */
final class PlanWork extends EngineWork {

    private static final FieldPath STATUS = FieldPath.of("status");

    private final PlanState state;
    private final Overlay overlay;
    private Recorder recorder;
    private final PlannedReads reads;
    private Grade floor = Grade.exact();
    private @Nullable PlanCut cut;
    private Replay replay = Replay.none();
    private int pausedAt = -1;
    private int calls;

    PlanWork(
            Session session,
            MadeUp madeUp,
            Masks masks,
            PlanState state,
            Overlay overlay,
            Recorder recorder,
            List<String> scope) {
        super(session, madeUp, masks, scope);
        this.state = state;
        this.overlay = overlay;
        this.recorder = recorder;
        this.reads = new PlannedReads(session, state, overlay, () -> this.recorder);
    }

    Recorder recorder() {
        return recorder;
    }

    /** Plans what is left of a program that another process began. */
    void replay(Replay told) {
        replay = told;
        replayed().begin();
    }

    private boolean isPast() {
        return replay.isPast(scope());
    }

    private PlannedReplay replayed() {
        return new PlannedReplay(this, replay, overlay, reads);
    }

    Grade floor() {
        return floor;
    }

    @Override
    void proceed() {
        if (cut != null) {
            throw cut;
        }
        if (++calls > Recorder.MOST_STEPS) {
            throw new Misuse(
                    "plan a program of more than " + Recorder.MOST_STEPS + " steps",
                    "It does not come to an end; a loop \"until the cluster says\" is a wait.",
                    "Wait by work.await(...), or pass time by work.pause(...).");
        }
    }

    /** Ends the planning of this part. */
    PlanCut cut(String needs) {
        PlanCut ended = new PlanCut(shown(needs));
        cut = ended;
        recorder.add(new Step.Cut(id("cut", needs), shown(needs)));
        return ended;
    }

    /** A part that caught the cut, and returned or threw something of its own, is cut all the same. */
    @Override
    <R> R call(Operation<? extends R> part) {
        try {
            R result = super.call(part);
            if (cut != null) {
                throw cut;
            }
            return result;
        } catch (FairleadException e) {
            if (cut != null) {
                throw cut;
            }
            throw e;
        }
    }

    @Override
    FairleadException failed(Throwable cause) {
        return new PlanFailed(
                scope().isEmpty() ? "an operation" : String.join(" / ", scope()),
                line(cause),
                cause.getMessage() == null ? "" : masks().now().text(cause.getMessage()),
                MaskedCause.of(cause, masks().now()::text),
                recorder.holes());
    }

    // ------------------------------------------------------------------ structure

    @Override
    public void ignoring(Operation<?> part) {
        enter();
        try {
            call(part);
        } catch (PlanCut ended) {
            cut = null;
            floor = floor.and(Grade.predicted("what comes before it is known only when it runs"));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // each part gives a T
    public <T> List<T> all(List<? extends Operation<? extends T>> parts) {
        enter();
        List<T> results = new ArrayList<>();
        PlannedBranches branches = new PlannedBranches(overlay);
        PlanCut ended = null;
        for (int i = 0; i < parts.size(); i++) {
            Operation<? extends T> part = parts.get(i);
            List<String> inner = branchScope(parts, i);
            Overlay own = overlay.copy();
            Recorder record = recorder.branch();
            PlanWork branch = new PlanWork(session(), madeUp(), masks(), state, own, record, inner);
            branch.floor = floor;
            branching(true);
            branch.replay = replay;
            try {
                results.add((T) branch.call(part));
            } catch (PlanCut inside) {
                ended = inside;
            } finally {
                branching(false);
                branch.end();
            }
            branches.join(i, shown(part.name().isEmpty() ? String.join(" / ", inner) : part.name()), own, record);
            recorder.takeOver(record);
        }
        if (ended != null) {
            cut = ended;
            throw ended;
        }
        return results;
    }

    @Override
    public <R> R within(Duration limit, Operation<? extends R> part) {
        enter();
        return call(part);
    }

    @Override
    public <R> Outcome<R> attempt(Operation<R> part) {
        enter();
        return new PlannedAttempts(this, replay).attempt(part);
    }

    @Override
    public <R> R orElse(Operation<? extends R> part, Operation<? extends R> other) {
        enter();
        if (new PlannedAttempts(this, replay).failure(part).isPresent()) {
            return call(other);
        }
        Overlay start = overlay.copy();
        Recorder own = recorder.branch();
        PlanWork aside = new PlanWork(session(), madeUp(), masks(), state, start, own, scope());
        try {
            return call(part);
        } finally {
            alternative(aside, described(part), other);
        }
    }

    private void alternative(PlanWork aside, String part, Operation<?> other) {
        List<Step> steps = List.of();
        try {
            aside.call(other);
            steps = aside.recorder.steps();
        } catch (PlanCut ended) {
            steps = aside.recorder.steps();
        } catch (FairleadException e) {
            recorder.warn("What happens if " + part + " fails cannot be planned: " + e.happened());
        } finally {
            aside.end();
        }
        recorder.takeOverAllButSteps(aside.recorder);
        recorder.add(new Step.Alternative(id("alternative", part), "if " + part + " fails", steps));
    }

    @Override
    public <R> R undoOnFailure(Operation<? extends R> part) {
        enter();
        return new PlannedAttempts(this, replay).undoOnFailure(part);
    }

    @Override
    public <R> R irrevocably(Operation<? extends R> part) {
        enter();
        Recorder outer = recorder;
        recorder = outer.branch();
        try {
            return call(part);
        } finally {
            outer.takeOverAllButSteps(recorder);
            recorder.steps().forEach(step -> outer.add(step instanceof Change change ? change.irrevocable() : step));
            recorder = outer;
        }
    }

    @Override
    public <R> R requiring(Guard guard, Operation<? extends R> part) {
        enter();
        Recorder outer = recorder;
        recorder = outer.branch();
        Overlay start = overlay.copy();
        try {
            R result = call(part);
            judge(guard, described(part), start, outer);
            return result;
        } catch (PlanCut ended) {
            judge(guard, described(part), start, outer);
            throw ended;
        } finally {
            outer.takeOver(recorder);
            recorder = outer;
        }
    }

    private void judge(Guard guard, String part, Overlay start, Recorder outer) {
        Preview preview = Previews.of(part, recorder, NetEffects.between(start, overlay, state.reads(), masks().now()));
        Guards.planned(guard, preview, new LiveSurroundings(session(), outer::need), masks(), outer);
    }

    @Override
    public void note(Ref about, String text) {
        enter();
        recorder.warn(reads.locate(about).ref(), text);
    }

    // ------------------------------------------------------------------ reading

    @Override
    Optional<Map<String, Object>> read(Located at) {
        Optional<Overlay.State> touched = overlay.get(at.ref());
        touched.filter(Overlay.State::awaited).ifPresent(object -> {
            throw cut("status of " + at.ref());
        });
        return reads.withTokens(at);
    }

    @Override
    public Optional<Tree> find(Ref ref) {
        enter();
        Located at = reads.locate(ref);
        return reads.withTokens(at).map(tree -> Tree.watched(tree, path -> stopAtHole(at.ref(), path)));
    }

    void stopAtHole(Ref ref, FieldPath path) {
        if (reads.isHole(ref, path)) {
            throw cut(path + " of " + ref);
        }
    }

    @Override
    List<Map<String, Object>> readAll(Kind kind, Selection selection) {
        PlannedReads.Listed listed = reads.list(kind, selection);
        listed.unknown().ifPresent(needs -> {
            throw cut(needs);
        });
        return replay.view(kind, selection, listed.objects());
    }

    @Override
    public List<Tree> list(Kind kind, Selection selection) {
        enter();
        return readAll(kind, selection).stream()
                .map(tree -> {
                    Ref ref = Ref.of(tree);
                    return Tree.watched(tree, path -> stopAtHole(ref, path));
                })
                .toList();
    }

    @Override
    public Readiness readiness(Tree object) {
        stopAtHole(object.ref(), STATUS);
        return super.readiness(object);
    }

    @Override
    public Diagnoses diagnose(List<Tree> objects) {
        for (Tree object : objects) {
            if (overlay.get(object.ref()).filter(Overlay.State::written).isPresent()) {
                throw cut("what keeps " + object.ref() + " from being ready");
            }
        }
        return super.diagnose(objects);
    }

    @Override
    public Diagnoses diagnose(Selection selection) {
        if (overlay.all().values().stream().anyMatch(Overlay.State::written)) {
            throw cut("what keeps what is " + selection + " from being ready");
        }
        return super.diagnose(selection);
    }

    @Override
    void made(String key, String value, boolean secret) {
        if (secret) {
            recorder.madeSecret();
        }
    }

    @Override
    void reads(Permission permission) {
        recorder.need(permission);
    }

    // ------------------------------------------------------------------ writing

    @Override
    public Applied apply(Batch batch) {
        enter();
        Supplier<Applied> plan = () -> new PlannedApply(this, session(), state, overlay, reads).apply(batch);
        return replay.isActive() ? replayed().apply(batch, plan) : plan.get();
    }

    private PlannedEdits edits() {
        return new PlannedEdits(this, state, overlay, reads);
    }

    @Override
    public Tree amend(Ref ref, Amendment amendment) {
        enter();
        Located at = reads.locate(ref);
        Supplier<Tree> plan = () -> Tree.watched(edits().amend(at, amendment), path -> stopAtHole(at.ref(), path));
        return replay.isActive() ? replayed().amend(at, plan) : plan.get();
    }

    @Override
    public void delete(Ref ref, Deletion deletion) {
        enter();
        Located at = reads.locate(ref);
        if (replay.isActive()) {
            replayed().delete(at, () -> edits().delete(at, deletion));
        } else {
            edits().delete(at, deletion);
        }
    }

    @Override
    public <T> T act(Act<T> act) {
        enter();
        Supplier<T> plan = () -> edits().act(act);
        return replay.isActive() ? replayed().act(act, reads.locate(act.ref()), plan) : plan.get();
    }

    /** Takes back what a ledger holds, as far as the live objects confirm it. */
    UndoReport restore(Ledger ledger) {
        enter();
        int before = recorder.steps().size();
        UndoReport report = new PlannedUndo(this, session(), overlay, reads).restore(ledger);
        recorder.undid(before);
        return report;
    }

    @Override
    public <T> T external(ExternalStep<T> step) {
        enter();
        Supplier<T> plan = () -> outside(step);
        return replay.isActive() ? replayed().take(step, plan) : plan.get();
    }

    private <T> T outside(ExternalStep<T> step) {
        recorder.add(new Step.Outside(
                id("external", step.name()),
                shown(step.name()),
                shown(step.inverse().map(ExternalStep::name).orElse(""))));
        if (step.valueless()) {
            return MetValues.none();
        }
        return step.predicted().orElseThrow(() -> cut("what " + step.name() + " gives"));
    }

    // ------------------------------------------------------------------ waiting and deciding

    @Override
    public void await(Collection<Ref> refs, Until until, Duration limit) {
        enter();
        List<Ref> located =
                refs.stream().map(ref -> reads.locate(ref).ref()).distinct().toList();
        if (isPast()) {
            return;
        }
        recorder.add(new Step.Wait(
                id(WaitWords.verb(until), WaitWords.targets(located)), located, WaitWords.condition(until), limit));
        located.forEach(ref -> reads.awaited(ref, until));
    }

    @Override
    public <T> T await(Ref ref, String what, Function<Tree, Optional<T>> value, Duration limit) {
        Optional<T> known = valueAwaited(ref, what, value, limit);
        return known.orElseThrow(() -> cut(what + " of " + reads.locate(ref).ref()));
    }

    @Override
    public <T> T await(Ref ref, String what, Function<Tree, Optional<T>> value, Duration limit, T standIn) {
        return valueAwaited(ref, what, value, limit).orElseGet(() -> {
            floor = floor.and(Grade.predicted("it stands on an assumed " + what + " of "
                    + reads.locate(ref).ref()));
            return standIn;
        });
    }

    @Override
    public String later(Ref ref, String what, Function<Tree, Optional<String>> value, Duration limit) {
        return valueAwaited(ref, what, value, limit)
                .orElseGet(() ->
                        state.tokens().of(what + " of " + reads.locate(ref).ref()));
    }

    private <T> Optional<T> valueAwaited(Ref ref, String what, Function<Tree, Optional<T>> value, Duration limit) {
        enter();
        return new PlannedValue(this, reads).awaited(ref, what, value, limit);
    }

    @Override
    public Gate.Verdict judge(Gate gate) {
        enter();
        StepId id = id("decide", gate.question());
        Optional<Map<String, Object>> decided = replay.note(Notes.DECIDED, id.toString());
        if (decided.isPresent()) {
            return Notes.verdict(decided.get());
        }
        recorder.add(new Step.Question(id, shown(gate.question()), shown(gate.whom()), gate.limit()));
        gate.permissions().forEach(recorder::need);
        return Gate.Verdict.passed("");
    }

    @Override
    public void pause(Duration time) {
        enter();
        if (isPast()) {
            return;
        }
        if (pausedAt >= 0 && !recorder.wrote(pausedAt)) {
            throw cut("what the cluster does in a pause");
        }
        recorder.add(new Step.Pause(id("pause", time.toString()), time));
        pausedAt = recorder.steps().size();
    }
}
