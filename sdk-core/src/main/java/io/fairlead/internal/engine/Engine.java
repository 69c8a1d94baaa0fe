package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Misuse;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.time.Pace;
import io.fairlead.journal.Journal;
import io.fairlead.operation.Execution;
import io.fairlead.operation.Follower;
import io.fairlead.operation.Following;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans and runs operations against one API server. Thread-safe. */
public final class Engine {

    private final Session session;

    /** An engine over an API server. */
    public Engine(KubeApi api, Pace pace, EngineOptions options, SafeListener listener) {
        this.session = new Session(api, pace, options, listener);
    }

    Session session() {
        return session;
    }

    /** The records of the cluster. */
    public Journal journal() {
        return new ClusterJournal(session);
    }

    /** Reads an operation as a plan. */
    public <R> Plan<R> plan(Operation<R> operation) {
        return EnginePlan.of(this, operation, new MadeUp(), new DryRuns());
    }

    /** Carries an operation out; its result, or the typed failure. */
    public <R> R run(Operation<R> operation) {
        return attempt(operation).orThrow();
    }

    /** Carries an operation out; its end as a value. */
    public <R> Outcome<R> attempt(Operation<R> operation) {
        return carryOut(operation, new MadeUp(), new Masks(), Map.of());
    }

    /** Carries an operation out if its effect is that of a plan which was kept; its end as a value. */
    public <R> Outcome<R> attempt(Operation<R> operation, StoredPlan approved) {
        return Approved.attempt(this, operation, approved);
    }

    /** Starts an operation on a thread of its own. */
    public <R> Execution<R> start(Operation<R> operation) {
        return new EngineExecution<>(this, operation);
    }

    <R> Outcome<R> carryOut(
            Operation<R> operation, MadeUp madeUp, Masks masks, Map<Ref, Optional<Map<String, Object>>> seeds) {
        String name = EngineWork.described(operation);
        Instant started = session.pace().now();
        session.tell(new Event.Started(started, name));
        JournalRecord record = session.journals().open(name, masks);
        RunControl control = new RunControl(record, seeds);
        Ledger ledger = new Ledger();
        Outcome<R> outcome;
        Optional<FairleadException> failure = Optional.empty();
        RunWork work = new RunWork(session, madeUp, masks, control, ledger, new Stop(null), List.of());
        try {
            outcome = Outcomes.done(work.call(operation), ledger, control);
        } catch (FairleadException e) {
            outcome = Outcomes.failed(e, ledger, control);
            failure = Optional.of(e);
        } finally {
            work.end();
            record.release();
        }
        record.close(Outcomes.end(outcome));
        Duration took = Duration.between(started, session.pace().now());
        session.tell(new Event.Ended(session.pace().now(), name, took, failure));
        return outcome;
    }

    /**
     * Carries out an operation that only reads.
     *
     * @throws Misuse when it would write; nothing was written
     */
    public <R> R query(Operation<R> operation) {
        RunControl control = RunControl.reading();
        RunWork work =
                new RunWork(session, new MadeUp(), new Masks(), control, new Ledger(), new Stop(null), List.of());
        try {
            return work.call(operation);
        } finally {
            work.end();
        }
    }

    /** Follows the objects of some kinds. */
    public Following follow(List<Kind> kinds, Selection selection, Follower follower) {
        return EngineFollowing.of(session.api(), kinds, selection, follower);
    }
}
