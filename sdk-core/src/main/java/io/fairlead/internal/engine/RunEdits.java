package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.Changed;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NotFound;
import io.fairlead.failure.NotResumed;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Act;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Deletion;
import io.fairlead.plan.Change.Action;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs amendments, deletions and acts: read, journalled with what takes them back, then sent, guarded by what was read. */
final class RunEdits {

    private static final int ROUNDS = 8;
    private static final int MISSING = 404;

    private final RunWork work;
    private final Session session;
    private final StepId id;

    RunEdits(RunWork work, StepId id) {
        this.work = work;
        this.session = work.session();
        this.id = id;
    }

    private Optional<Map<String, Object>> read(Located at) {
        return new Live(session.api(), permission -> {}).read(at);
    }

    /** The object as it was here when the program ran first, where steps to come wrote to it; else as it is. */
    private Optional<Map<String, Object>> seen(Located at) {
        Replay replay = work.control().replay();
        return replay.hides(at.ref()) ? replay.view(at.ref(), read(at)) : read(at);
    }

    Map<String, Object> amend(Located at, Amendment amendment) {
        String tried = "amend " + at.ref();
        JournalRecord.Step step = work.written(id, List.of(at.ref()));
        if (isDone(step)) {
            work.control().journal().ended(step);
            return seen(at).orElseThrow(() -> new NotFound(tried, at.ref().toString(), at.ref()));
        }
        Map<String, Object> stored = amend(at, amendment, tried, step);
        work.control().journal().ended(step);
        return stored;
    }

    /** What steps to come make is missing here: then it is another program. */
    private NotFound missing(String tried, Located at, JournalRecord.Step step) {
        work.control().replay().refuseNew(step.id());
        return new NotFound(tried, at.ref().toString(), at.ref());
    }

    /** Whether an earlier process did it: then it is told as done, and not done again. */
    private boolean isDone(JournalRecord.Step step) {
        Optional<Replay.Played> played = work.control().replay().meet(step);
        played.ifPresent(known -> work.ledger().addAll(known.done()));
        return played.filter(known -> known.ended() || !known.done().isEmpty()).isPresent();
    }

    private Map<String, Object> amend(Located at, Amendment amendment, String tried, JournalRecord.Step step) {
        JournalRecord.Wave wave = null;
        for (int round = 0; ; round++) {
            Map<String, Object> before = seen(at).orElseThrow(() -> missing(tried, at, step));
            Map<String, Object> expected = Amending.amended(before, amendment, tried, at.ref());
            if (Trees.same(before, expected)) {
                return before;
            }
            Ledger.Amended entry =
                    new Ledger.Amended(at, before, expected, amendment, Amending.inverse(before, amendment));
            if (wave == null) {
                wave = work.record(step, List.of(entry));
            } else {
                wave.again(List.of(entry));
            }
            Reply reply = sent(entry, Amending.request(at, before, amendment));
            if (reply.ok()) {
                done(
                        wave,
                        new Ledger.Amended(at, before, reply.body(), amendment, entry.inverse()),
                        at.ref(),
                        Action.UPDATE);
                return reply.body();
            }
            FairleadException failure = work.masks().refusal(reply).failure(tried, at.ref());
            if (!(failure instanceof Changed) || round >= ROUNDS) {
                noteIfTaken(wave, entry, reply);
                throw failure;
            }
            Optional<Map<String, Object>> taken = reply.sends() > 1 ? taken(entry, failure) : Optional.empty();
            if (taken.isPresent()) {
                done(
                        wave,
                        new Ledger.Amended(at, before, taken.get(), amendment, entry.inverse()),
                        at.ref(),
                        Action.UPDATE);
                return taken.get();
            }
            wave.after(List.of(), List.of());
            work.proceed();
        }
    }

    /**
     * The object, when an earlier try was taken and its answer lost; empty when none was.
     *
     * @throws FairleadException the failure, when others wrote to the same places, so that nobody can tell
     */
    private Optional<Map<String, Object>> taken(Ledger.Amended entry, FairleadException failure) {
        Optional<Map<String, Object>> now = read(entry.at());
        if (now.isPresent() && Amending.holds(now.get(), entry.written(), entry)) {
            return now;
        }
        if (now.isPresent() && Amending.holds(now.get(), entry.before(), entry)) {
            return Optional.empty();
        }
        work.ledger().add(entry);
        throw failure;
    }

    boolean delete(Located at, Deletion deletion) {
        JournalRecord.Step step = work.written(id, List.of(at.ref()));
        boolean deleted = isDone(step)
                || delete(at, deletion, work.ledger().lastOwner(at.ref()).orElse(Amending.OWNER), step);
        work.control().journal().ended(step);
        return deleted;
    }

    /** Deletes in the name of an owner, so that its later creation is taken back as one with the deletion. */
    boolean delete(Located at, Deletion deletion, Owner owner, JournalRecord.Step step) {
        Optional<Map<String, Object>> before = seen(at);
        if (before.isEmpty() || Deleting.isUnderWay(before.get())) {
            return false;
        }
        Ledger.Deleted entry = new Ledger.Deleted(PriorState.ofDelete(before.get(), owner));
        JournalRecord.Wave wave = work.record(step, List.of(entry));
        Reply reply = sent(entry, Deleting.request(at, before.get(), deletion));
        if (reply.code() == MISSING && reply.sends() == 1) {
            wave.after(List.of(), List.of());
            return false;
        }
        if (reply.code() != MISSING) {
            noteIfTaken(wave, entry, reply);
            work.masks().refusal(reply).orThrow("delete " + at.ref(), at.ref());
        }
        // Also when it is missing now because an earlier try was taken, whose answer was lost.
        done(wave, entry, at.ref(), Action.DELETE);
        return true;
    }

    <T> T act(Located at, Act<T> act) {
        String tried = act.what() + " " + at.ref();
        JournalRecord.Step step = work.written(id, List.of(at.ref()));
        Optional<Replay.Played> played = work.control().replay().meet(step);
        if (played.isPresent()) {
            Optional<Ledger.Entry> done = played.get().done().stream().findFirst();
            if (done.isPresent() && done.get() instanceof Ledger.Acted acted) {
                work.ledger().add(acted);
                work.control().journal().ended(step);
                return MetValues.of(acted, act, work.control().replay(), played.get());
            }
            Optional<Ledger.Entry> doubt = played.get().inDoubt().stream().findFirst();
            if (doubt.isPresent() && doubt.get() instanceof Ledger.Acted acted) {
                return actAgain(at, act, acted, step, played.get());
            }
        }
        Map<String, Object> before = act.readsFirst() ? seen(at).orElseThrow(() -> missing(tried, at, step)) : Map.of();
        Optional<Act<?>> inverse = before.isEmpty() ? Optional.empty() : act.inverse(Tree.of(before));
        return act(at, act, new Ledger.Acted(tried, at.ref(), before, inverse, Given.unknown()), before, step);
    }

    /** An act of which nobody knows whether it was done: what takes it back is made from what was there before the first try. */
    private <T> T actAgain(Located at, Act<T> act, Ledger.Acted begun, JournalRecord.Step step, Replay.Played played) {
        Replay replay = work.control().replay();
        String name = act.what() + " " + at.ref();
        if (replay.choices().isDone(name)) {
            work.ledger().add(begun);
            work.control().journal().ended(step);
            return MetValues.of(begun, act, replay, played);
        }
        // An eviction marks its pod as leaving in the same write: one that is not leaving was not evicted.
        boolean harmless = act.call().repeatable() || act.call().subresource().equals("eviction");
        if (!harmless && !replay.choices().isAgain(name)) {
            throw replay.refuse(NotResumed.inDoubt(replay.id(), name));
        }
        Map<String, Object> now = act.readsFirst() ? read(at).orElse(Map.of()) : Map.of();
        return act(at, act, begun, now, step);
    }

    private <T> T act(Located at, Act<T> act, Ledger.Acted entry, Map<String, Object> now, JournalRecord.Step step) {
        String tried = act.what() + " " + at.ref();
        JournalRecord.Wave wave = work.record(step, List.of(entry));
        Reply reply = sent(entry, Acting.request(at, act, now));
        noteIfTaken(wave, entry, reply);
        Map<String, Object> answer = work.masks().refusal(reply).orThrow(tried, at.ref());
        T result = act.result(Tree.of(answer));
        done(wave, entry.giving(result), at.ref(), Action.UPDATE);
        work.control().journal().ended(step);
        return result;
    }

    private Reply sent(Ledger.Entry entry, Request request) {
        try {
            return session.api().sendAll(List.of(request)).get(0);
        } catch (Interrupted e) {
            work.ledger().add(entry);
            throw e;
        }
    }

    /** Where nobody knows whether the server took a write, it is noted as done, and undo looks at the live object. */
    private void noteIfTaken(JournalRecord.Wave wave, Ledger.Entry entry, Reply reply) {
        if (reply.mayHaveBeenTaken()) {
            work.ledger().add(entry);
        } else if (!reply.ok()) {
            wave.after(List.of(), List.of());
        }
    }

    private void done(JournalRecord.Wave wave, Ledger.Entry entry, Ref ref, Action action) {
        work.ledger().add(entry);
        wave.after(List.of(entry), List.of());
        session.tell(new Event.Wrote(session.pace().now(), id, ref, action));
    }
}
