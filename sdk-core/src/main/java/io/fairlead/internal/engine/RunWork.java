package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.MaskedCause;
import io.fairlead.failure.Misuse;
import io.fairlead.failure.ProgramFailed;
import io.fairlead.failure.TimedOut;
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
import io.fairlead.plan.Guard;
import io.fairlead.plan.PlanRefused;
import io.fairlead.plan.Preview;
import io.fairlead.plan.StepId;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a program as a run: every step is carried out, journalled before it is, and noted so that it can be taken back. */
final class RunWork extends EngineWork {

    private final RunControl control;
    private final Ledger ledger;
    private final Stop stop;
    private @Nullable Limit limit;
    private boolean irrevocable;
    private @Nullable FairleadException expected;

    RunWork(
            Session session,
            MadeUp madeUp,
            Masks masks,
            RunControl control,
            Ledger ledger,
            Stop stop,
            List<String> scope) {
        super(session, madeUp, masks, scope);
        this.control = control;
        this.ledger = ledger;
        this.stop = stop;
    }

    /**
     * The nearest time limit.
     *
     * @param end when it passes, in the pace's nanoseconds
     * @param length how long it is, for messages
     */
    record Limit(long end, Duration length) {}

    RunControl control() {
        return control;
    }

    Ledger ledger() {
        return ledger;
    }

    /** A step that writes, as its record knows it. */
    JournalRecord.Step written(StepId id, Collection<Ref> objects) {
        return new JournalRecord.Step(id, StepTree.digest(objects), irrevocable);
    }

    /** Records what is about to be written; refused where a program that is played anew has not come so far. */
    JournalRecord.Wave record(JournalRecord.Step step, List<Ledger.Entry> entries) {
        FairleadException failure = expected;
        if (failure != null && !control.replay().hasMet(step.id())) {
            throw failure;
        }
        control.replay().refuseNew(step.id());
        return control.journal().before(step, entries);
    }

    private boolean isPast() {
        return control.replay().isPast(scope());
    }

    @Override
    void proceed() {
        control.replay().proceed();
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted("go on" + where(), null, null);
        }
        if (stop.isStopped()) {
            throw new Stop.Stopped();
        }
        Limit nearest = limit;
        if (nearest != null && nearest.end() - session().pace().nanoTime() <= 0) {
            throw new TimedOut("finish" + where(), nearest.length(), "No step was half-way.", null);
        }
    }

    private String where() {
        return scope().isEmpty() ? "" : " with " + String.join(" / ", scope());
    }

    /** The time a wait has: its own limit, or what is left of the operation's. */
    Duration left(Duration own) {
        Limit nearest = limit;
        if (nearest == null) {
            return own;
        }
        Duration rest = Duration.ofNanos(nearest.end() - session().pace().nanoTime());
        return rest.compareTo(own) < 0 ? rest : own;
    }

    @Override
    FairleadException failed(Throwable cause) {
        return new ProgramFailed(
                "run " + (scope().isEmpty() ? "an operation" : String.join(" / ", scope())),
                line(cause),
                said(cause),
                masked(cause));
    }

    private Throwable masked(Throwable thrown) {
        return MaskedCause.of(thrown, masks().now()::text);
    }

    private String said(Throwable thrown) {
        return thrown.getMessage() == null ? "" : masks().now().text(thrown.getMessage());
    }

    // ------------------------------------------------------------------ structure

    @Override
    public void ignoring(Operation<?> part) {
        enter();
        call(part);
    }

    @Override
    public <T> List<T> all(List<? extends Operation<? extends T>> parts) {
        enter();
        return new Branches(this, parts.size()).run(parts);
    }

    RunWork branch(Ledger own, Stop inner, List<String> scope) {
        RunWork branch = new RunWork(session(), madeUp(), masks(), control, own, inner, scope);
        branch.limit = limit;
        branch.irrevocable = irrevocable;
        branch.expected = expected;
        return branch;
    }

    Stop stop() {
        return stop;
    }

    @Override
    public <R> R within(Duration length, Operation<? extends R> part) {
        enter();
        Limit outer = limit;
        long end = session().pace().nanoTime() + length.toNanos();
        if (outer == null || end - outer.end() < 0) {
            limit = new Limit(end, length);
        }
        try {
            return call(part);
        } finally {
            limit = outer;
        }
    }

    @Override
    public <R> Outcome<R> attempt(Operation<R> part) {
        enter();
        return new RunAttempts(this).attempt(part);
    }

    @Override
    public <R> R orElse(Operation<? extends R> part, Operation<? extends R> other) {
        enter();
        return new RunAttempts(this).orElse(part, other);
    }

    @Override
    public <R> R undoOnFailure(Operation<? extends R> part) {
        enter();
        return new RunAttempts(this).undoOnFailure(part);
    }

    /** Plays a part that failed when it ran first: its first write that was not made then fails. */
    void failing(FairleadException failure, Operation<?> part) {
        FairleadException outer = expected;
        expected = outer == null ? failure : outer;
        try {
            call(part);
        } finally {
            expected = outer;
        }
    }

    /** Where something is taken back: neither limited, nor stopped, nor recorded. */
    RunWork undoing(String name) {
        List<String> inner = new java.util.ArrayList<>(scope());
        inner.add(name);
        return new RunWork(session(), madeUp(), masks(), control.unrecorded(), new Ledger(), new Stop(null), inner);
    }

    @Override
    public <R> R irrevocably(Operation<? extends R> part) {
        enter();
        int before = ledger.size();
        boolean outer = irrevocable;
        irrevocable = true;
        try {
            return call(part);
        } finally {
            irrevocable = outer;
            ledger.takeSince(before);
        }
    }

    @Override
    public <R> R requiring(Guard guard, Operation<? extends R> part) {
        enter();
        if (isPast()) {
            return call(part);
        }
        Preview preview = Planning.preview(session(), madeUp(), masks(), scope(), described(part), part);
        session().tell(new Event.Planned(session().pace().now(), preview));
        Guard.Verdict verdict =
                Guards.verdict(guard, preview, new LiveSurroundings(session(), permission -> {}), masks());
        if (verdict.kind() == Guard.Verdict.Kind.REFUSE) {
            throw new PlanRefused(preview.name(), verdict.reason(), preview);
        }
        if (verdict.kind() == Guard.Verdict.Kind.WARN) {
            session().tell(new Event.Warned(session().pace().now(), new Warning(Optional.empty(), verdict.reason())));
        }
        return call(part);
    }

    @Override
    public void note(Ref about, String text) {
        enter();
        session()
                .tell(new Event.Warned(
                        session().pace().now(),
                        new Warning(Optional.of(session().locate(about).ref()), text)));
    }

    // ------------------------------------------------------------------ reading

    @Override
    Optional<Map<String, Object>> read(Located at) {
        Optional<Map<String, Object>> now = new Live(session().api(), permission -> {}).read(at);
        return control.replay().view(at.ref(), now);
    }

    @Override
    public Optional<Tree> find(Ref ref) {
        enter();
        return read(session().locate(ref)).map(Tree::of);
    }

    @Override
    List<Map<String, Object>> readAll(Kind kind, Selection selection) {
        List<Map<String, Object>> now =
                new Live(session().api(), permission -> {}).list(session().api().typeOf(kind), selection);
        return control.replay().view(kind, selection, now);
    }

    @Override
    public List<Tree> list(Kind kind, Selection selection) {
        enter();
        return readAll(kind, selection).stream().map(Tree::of).toList();
    }

    // ------------------------------------------------------------------ writing

    private void write(String what) {
        enter();
        if (control.readOnly()) {
            throw new Misuse(
                    what,
                    "A query only reads; nothing was written.",
                    "Give the operation to cluster.run or cluster.plan.");
        }
    }

    /** Tells a step's start and its one end around what it does. */
    <T> T step(StepId id, String what, int objects, Supplier<T> body) {
        long started = session().pace().nanoTime();
        session().tell(new Event.StepStarted(session().pace().now(), id, shown(what), objects));
        boolean failed = true;
        try {
            T result = body.get();
            failed = false;
            return result;
        } finally {
            Duration took = Duration.ofNanos(session().pace().nanoTime() - started);
            session().tell(new Event.StepEnded(session().pace().now(), id, took, failed));
        }
    }

    @Override
    public Applied apply(Batch batch) {
        write("apply " + batch);
        StepId id = id("apply", target(batch));
        return step(id, "apply " + target(batch), batch.objects().size(), () -> new RunApply(this, id).apply(batch));
    }

    static String target(Batch batch) {
        int count = batch.objects().size();
        return (count == 1 ? "1 object" : count + " objects") + " as " + batch.owner();
    }

    @Override
    public Tree amend(Ref ref, Amendment amendment) {
        write("amend " + ref);
        Located at = session().locate(ref);
        StepId id = id("amend", at.ref().toString());
        return step(id, "amend " + at.ref(), 1, () -> Tree.of(new RunEdits(this, id).amend(at, amendment)));
    }

    @Override
    public void delete(Ref ref, Deletion deletion) {
        write("delete " + ref);
        Located at = session().locate(ref);
        StepId id = id("delete", at.ref().toString());
        step(id, "delete " + at.ref(), 1, () -> new RunEdits(this, id).delete(at, deletion));
    }

    @Override
    public <T> T act(Act<T> act) {
        write(act.what() + " " + act.ref());
        Located at = session().locate(act.ref());
        StepId id = id(act.what(), at.ref().toString());
        return step(id, act.what() + " " + at.ref(), 1, () -> new RunEdits(this, id).act(at, act));
    }

    UndoReport restore(Ledger done) {
        write("undo");
        StepId id = id("undo", done.told().size() + " steps");
        RunWork undoing = new RunWork(session(), madeUp(), masks(), control.unrecorded(), new Ledger(), stop, scope());
        undoing.limit = limit;
        return step(id, "undo", done.changed().size(), () -> new RunUndo(undoing).restore(done));
    }

    /** The step that giving back an object is told as. */
    StepId undoStep(Ref ref) {
        return new StepId(scope(), "undo", ref.toString(), 1);
    }

    @Override
    public <T> T external(ExternalStep<T> step) {
        write("take the external step " + step.name());
        StepId id = id("external", step.name());
        Supplier<T> taken = () -> new RunExternal(this, id).take(step);
        return step(id, step.name(), 1, taken);
    }

    /** Calls code of the user's; what it throws is its own failure. */
    <T> T outside(String tried, java.util.concurrent.Callable<T> body) {
        try {
            return body.call();
        } catch (FairleadException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(shown(tried), null, e);
        } catch (Exception e) {
            throw new ProgramFailed(shown(tried), "", said(e), masked(e));
        }
    }

    @Override
    void made(String key, String value, boolean secret) {
        if (control.replay().note(Notes.MADE, key).isEmpty()) {
            boolean hides = secret || !masks().now().wordsIn(value).isEmpty();
            control.journal().note(Notes.made(key, value, hides));
        }
    }

    @Override
    void taken(String key, java.time.Instant time) {
        if (control.replay().note(Notes.MADE, key).isEmpty()) {
            control.journal().note(Notes.taken(key, time));
        }
    }

    // ------------------------------------------------------------------ waiting and deciding

    @Override
    public void await(Collection<Ref> refs, Until until, Duration length) {
        enter();
        List<Located> targets = refs.stream().map(session()::locate).distinct().toList();
        List<Ref> located = targets.stream().map(Located::ref).toList();
        String what = WaitWords.targets(located);
        StepId id = id(WaitWords.verb(until), what);
        if (isPast()) {
            ledger.add(new Ledger.Waited(located, until));
            return;
        }
        step(id, "wait until " + what + " " + WaitWords.condition(until), located.size(), () -> {
            new Waiter(this, id).await(targets, until, left(length), length);
            return what;
        });
        Ledger.Waited waited = new Ledger.Waited(located, until);
        ledger.add(waited);
        control.journal().note(waited);
    }

    @Override
    public <T> T await(Ref ref, String what, Function<Tree, Optional<T>> value, Duration length) {
        enter();
        Located at = session().locate(ref);
        StepId id = id("await " + what, at.ref().toString());
        Optional<T> then = isPast() ? read(at).map(Tree::of).flatMap(value) : Optional.empty();
        if (then.isPresent()) {
            return then.get();
        }
        return step(
                id,
                "wait for " + what + " of " + at.ref(),
                1,
                () -> new Waiter(this, id).value(at, what, value, left(length), length));
    }

    @Override
    public <T> T await(Ref ref, String what, Function<Tree, Optional<T>> value, Duration length, T standIn) {
        return await(ref, what, value, length);
    }

    @Override
    public String later(Ref ref, String what, Function<Tree, Optional<String>> value, Duration length) {
        return await(ref, what, value, length);
    }

    @Override
    public Gate.Verdict judge(Gate gate) {
        enter();
        StepId id = id("decide", gate.question());
        Optional<Map<String, Object>> decided = control.replay().note(Notes.DECIDED, id.toString());
        if (decided.isPresent()) {
            return Notes.verdict(decided.get());
        }
        String what = "ask " + gate.whom() + ": " + gate.question();
        Gate.Verdict verdict = step(id, what, 1, () -> {
            GateAsking asking = new GateAsking(this, id, gate);
            return asking.verdict(() -> outside("ask " + gate.question(), () -> gate.ask(asking)));
        });
        control.journal().note(Notes.decided(id, verdict, masks()));
        return verdict;
    }

    @Override
    public void pause(Duration time) {
        enter();
        if (isPast()) {
            return;
        }
        try {
            session().pace().sleep(left(time));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted("pause for " + time, null, e);
        }
    }
}
