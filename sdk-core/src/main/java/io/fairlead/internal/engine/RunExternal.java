package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.NotResumed;
import io.fairlead.operation.ExternalStep;
import io.fairlead.plan.StepId;
import java.util.List;
import java.util.Optional;

/** Runs an external step: recorded, then taken; one that an earlier process took is not taken again. */
final class RunExternal {

    private final RunWork work;
    private final StepId id;

    RunExternal(RunWork work, StepId id) {
        this.work = work;
        this.id = id;
    }

    <T> T take(ExternalStep<T> step) {
        JournalRecord.Step written = work.written(id, List.of());
        Replay replay = work.control().replay();
        Optional<Replay.Played> played = replay.meet(written);
        if (played.isPresent()) {
            Optional<Ledger.Stepped> done = stepped(played.get().done(), step);
            Optional<Ledger.Stepped> doubt = stepped(played.get().inDoubt(), step);
            if (done.isPresent() || doubt.isPresent() && replay.choices().isDone(step.name())) {
                Ledger.Stepped taken = done.orElseGet(doubt::orElseThrow);
                T value = MetValues.of(taken, step, replay);
                work.ledger().add(taken);
                work.control().journal().ended(written);
                return value;
            }
            boolean harmless = step.idempotent() || replay.choices().isAgain(step.name());
            if (doubt.isPresent() && !harmless) {
                throw replay.refuse(NotResumed.inDoubt(replay.id(), step.name()));
            }
        }
        return carryOut(step, written);
    }

    private static Optional<Ledger.Stepped> stepped(List<Ledger.Entry> entries, ExternalStep<?> step) {
        for (Ledger.Entry entry : entries) {
            if (entry instanceof Ledger.Stepped stepped) {
                if (stepped.step() instanceof MetStep recorded) {
                    recorded.meet(step);
                }
                return Optional.of(stepped);
            }
        }
        return Optional.empty();
    }

    private <T> T carryOut(ExternalStep<T> step, JournalRecord.Step written) {
        Ledger.Stepped begun = new Ledger.Stepped(step, Given.unknown());
        JournalRecord.Wave wave = work.record(written, List.of(begun));
        try {
            T result = work.outside("take the external step " + step.name(), step::run);
            Given given = Given.of(result);
            boolean secret = given.value() instanceof String text
                    && !work.masks().now().wordsIn(text).isEmpty();
            Ledger.Stepped done = new Ledger.Stepped(step, secret ? Given.unknown() : given);
            work.ledger().add(done);
            wave.after(List.of(done), List.of());
            work.control().journal().ended(written);
            return result;
        } catch (FairleadException e) {
            wave.after(List.of(), List.of());
            throw e;
        }
    }
}
