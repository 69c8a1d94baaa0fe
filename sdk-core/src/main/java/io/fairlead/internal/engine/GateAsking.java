package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.TimedOut;
import io.fairlead.internal.time.Pace;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Selection;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One gate being asked: its time, its reads, and the alarm that ends it.
 *
 * <p>A gate is asked on the thread of the program, as it may use what that thread holds; so what ends one that blocks is an interrupt.
 */
final class GateAsking implements Gate.Asking {

    private final RunWork work;
    private final StepId id;
    private final Gate gate;
    private final Pace pace;
    private final long end;
    private final Thread asker = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean late;
    private boolean answered;

    GateAsking(RunWork work, StepId id, Gate gate) {
        this.work = work;
        this.id = id;
        this.gate = gate;
        this.pace = work.session().pace();
        this.end = pace.nanoTime() + work.left(gate.limit()).toNanos();
    }

    /**
     * Asks.
     *
     * @param question asks the gate with this, and makes failures of what it throws
     */
    Gate.Verdict verdict(Supplier<Gate.Verdict> question) {
        Pace.Alarm alarm = pace.schedule(left(), this::expire);
        try {
            Gate.Verdict verdict = question.get();
            if (isLate()) {
                throw tooLate();
            }
            return verdict;
        } catch (FairleadException e) {
            if (isLate()) {
                TimedOut timedOut = tooLate();
                timedOut.addSuppressed(e);
                throw timedOut;
            }
            throw e;
        } finally {
            alarm.cancel();
        }
    }

    private void expire() {
        lock.lock();
        try {
            if (!answered) {
                late = true;
                asker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the alarm ended it; from here on it cannot any more. */
    private boolean isLate() {
        lock.lock();
        try {
            answered = true;
            if (late) {
                // The interrupt was the alarm's.
                Thread.interrupted();
            }
            return late;
        } finally {
            lock.unlock();
        }
    }

    private TimedOut tooLate() {
        return new TimedOut(
                work.shown("ask " + gate.whom() + ": " + gate.question()), gate.limit(), "No answer came.", null);
    }

    @Override
    public Instant now() {
        return pace.now();
    }

    @Override
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - pace.nanoTime()));
    }

    @Override
    public void pause(Duration time) {
        if (left().isZero()) {
            throw tooLate();
        }
        work.pause(time);
    }

    @Override
    public void tell(String sentence) {
        work.session().tell(new Event.WaitProgress(pace.now(), id, 0, 1, work.shown(sentence), List.of()));
    }

    @Override
    public Optional<Tree> find(Ref ref) {
        return work.find(ref);
    }

    @Override
    public List<Tree> list(Kind kind, Selection selection) {
        return work.list(kind, selection);
    }
}
