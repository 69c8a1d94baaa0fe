package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.Changed;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NotFound;
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

    Map<String, Object> amend(Located at, Amendment amendment) {
        String tried = "amend " + at.ref();
        JournalRecord.Wave wave = null;
        for (int round = 0; ; round++) {
            Map<String, Object> before =
                    read(at).orElseThrow(() -> new NotFound(tried, at.ref().toString(), at.ref()));
            Map<String, Object> expected = Amending.amended(before, amendment, tried, at.ref());
            if (Trees.same(before, expected)) {
                return before;
            }
            Ledger.Amended entry =
                    new Ledger.Amended(at, before, expected, amendment, Amending.inverse(before, amendment));
            if (wave == null) {
                wave = work.control().journal().before(List.of(entry));
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
        return delete(at, deletion, work.ledger().lastOwner(at.ref()).orElse(Amending.OWNER));
    }

    /** Deletes in the name of an owner, so that its later creation is taken back as one with the deletion. */
    boolean delete(Located at, Deletion deletion, Owner owner) {
        Optional<Map<String, Object>> before = read(at);
        if (before.isEmpty() || Deleting.isUnderWay(before.get())) {
            return false;
        }
        Ledger.Deleted entry = new Ledger.Deleted(PriorState.ofDelete(before.get(), owner));
        JournalRecord.Wave wave = work.control().journal().before(List.of(entry));
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
        Map<String, Object> before = act.readsFirst()
                ? read(at).orElseThrow(() -> new NotFound(tried, at.ref().toString(), at.ref()))
                : Map.of();
        Optional<Act<?>> inverse = before.isEmpty() ? Optional.empty() : act.inverse(Tree.of(before));
        Ledger.Acted entry = new Ledger.Acted(tried, at.ref(), before, inverse);
        JournalRecord.Wave wave = work.control().journal().before(List.of(entry));
        Reply reply = sent(entry, Acting.request(at, act, before));
        noteIfTaken(wave, entry, reply);
        Map<String, Object> answer = work.masks().refusal(reply).orThrow(tried, at.ref());
        done(wave, entry, at.ref(), Action.UPDATE);
        return act.result(Tree.of(answer));
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
