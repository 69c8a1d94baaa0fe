package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Immutable;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NamespaceMissing;
import io.fairlead.failure.UnknownKind;
import io.fairlead.internal.fields.LocalCheck;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.fields.Predicted;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Deletion;
import io.fairlead.plan.Change.Action;
import io.fairlead.plan.StepId;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the apply of a batch: one read a kind and namespace, one journal record, one guarded patch a changed object, side by side.
 *
 * <p>Each patch names the uid and the version that was read, so the prior state in the journal is the one that was overwritten. A patch
 * that comes too late (a controller wrote a status meanwhile) is tried again on the object as it is then.
 */
final class RunApply {

    private static final int ROUNDS = 8;
    private static final int DISCOVERY_ROUNDS = 50;
    private static final int CREATED = 201;
    private static final int MISSING = 404;
    private static final Duration BREATH = Duration.ofMillis(100);

    private final RunWork work;
    private final Session session;
    private final StepId id;
    private final Live live;
    private JournalRecord.@Nullable Step step;
    private final List<Ledger.Entry> doubts = new ArrayList<>();
    private JournalRecord.@Nullable Wave wave;
    private Ledger.@Nullable Applied underWay;

    RunApply(RunWork work, StepId id) {
        this.work = work;
        this.session = work.session();
        this.id = id;
        this.live = new Live(session.api(), permission -> {});
    }

    /** One object on its way. */
    private static final class Item {
        private final Prepared wanted;
        private @Nullable Map<String, Object> before;
        private @Nullable PriorState prior;
        private boolean answerLost;

        Item(Prepared wanted) {
            this.wanted = wanted;
        }
    }

    Applied apply(Batch batch) {
        List<Prepared> wanted = prepared(batch);
        wanted.forEach(one -> work.masks().addDataOf(one.body()));
        JournalRecord.Step written =
                work.written(id, wanted.stream().map(Prepared::ref).toList());
        step = written;
        Optional<Replay.Played> played = work.control().replay().meet(written);
        played.ifPresent(known -> work.ledger().addAll(known.done()));
        Map<Ref, Map<String, Object>> before = read(wanted);
        Set<Ref> changed = new HashSet<>(played.map(MetApply::changed).orElse(Set.of()));
        if (played.filter(Replay.Played::ended).isPresent()) {
            return new MetApply(work.control().replay(), played.get()).applied(wanted, before, changed);
        }
        Map<Ref, Map<String, Object>> stored = new LinkedHashMap<>();
        List<Item> open = new ArrayList<>();
        for (Prepared one : wanted) {
            Item item = new Item(one);
            item.before = before.get(one.ref());
            stored.put(one.ref(), item.before == null ? Map.of() : item.before);
            if (changes(item) && !wasUnchanged(item, stored)) {
                open.add(item);
            }
        }
        List<FairleadException> failures = new ArrayList<>();
        for (int round = 0; !open.isEmpty(); round++) {
            open = write(open, stored, changed, failures, round);
        }
        if (wanted.stream().anyMatch(one -> one.ref().kind().name().equals("CustomResourceDefinition"))
                && !changed.isEmpty()) {
            session.api().forgetTypes();
        }
        PlannedApply.throwFirst(failures);
        work.control().journal().ended(written);
        Map<Ref, Tree> objects = new LinkedHashMap<>();
        stored.forEach((ref, object) -> objects.put(ref, Tree.of(object)));
        return new Applied(objects, changed);
    }

    /** Discovery shows a kind a moment after its definition is established: waited for where this run made a definition. */
    private List<Prepared> prepared(Batch batch) {
        for (int round = 0; ; round++) {
            try {
                return Prepared.of(batch, session::locate);
            } catch (UnknownKind e) {
                if (round >= DISCOVERY_ROUNDS || !madeDefinition()) {
                    throw e;
                }
                breathe();
                session.api().forgetTypes();
            }
        }
    }

    private boolean madeDefinition() {
        return work.ledger().changed().stream()
                .anyMatch(ref -> ref.kind().name().equals("CustomResourceDefinition"));
    }

    private Map<Ref, Map<String, Object>> read(List<Prepared> wanted) {
        Map<Ref, Map<String, Object>> before = new LinkedHashMap<>();
        List<Located> unread = new ArrayList<>();
        for (Prepared one : wanted) {
            Optional<Optional<Map<String, Object>>> seed = work.control().seed(one.ref());
            if (seed.isPresent()) {
                seed.get().ifPresent(object -> before.put(one.ref(), object));
            } else {
                unread.add(one.at());
            }
        }
        before.putAll(live.readAll(unread));
        return before;
    }

    /** Whether the object needs a write; refuses one that is on its way out. */
    private boolean changes(Item item) {
        Map<String, Object> before = item.before;
        if (before == null) {
            return true;
        }
        if (Trees.at(before, "metadata", "deletionTimestamp") != null) {
            throw BeingDeleted.object(item.wanted.tried(), item.wanted.ref().toString(), item.wanted.ref());
        }
        return !LocalCheck.isUnchanged(item.wanted.body(), before, item.wanted.owner());
    }

    /** Whether there was nothing to write when the program ran first, before steps to come wrote to the object. */
    private boolean wasUnchanged(Item item, Map<Ref, Map<String, Object>> stored) {
        Ref ref = item.wanted.ref();
        Replay replay = work.control().replay();
        if (!replay.hides(ref)) {
            return false;
        }
        Optional<Map<String, Object>> then = replay.view(ref, Optional.ofNullable(item.before));
        boolean unchanged =
                then.isPresent() && LocalCheck.isUnchanged(item.wanted.body(), then.get(), item.wanted.owner());
        if (unchanged) {
            stored.put(ref, then.get());
        }
        return unchanged;
    }

    /** Journals and writes these; gives those that came too late and were read again. */
    private List<Item> write(
            List<Item> items,
            Map<Ref, Map<String, Object>> stored,
            Set<Ref> changed,
            List<FairleadException> failures,
            int round) {
        boolean recorded = true;
        for (Item item : items) {
            // Of a creation only its name is kept, so there is nothing to predict.
            Map<String, Object> predicted = item.before == null
                    ? item.wanted.body()
                    : Predicted.after(item.before, item.wanted.body(), item.wanted.owner());
            PriorState prior = PriorState.ofApply(item.before, predicted, item.wanted.owner());
            PriorState before = item.prior;
            recorded &= before != null && prior.equals(before);
            item.prior = prior;
        }
        record(items, recorded);
        List<Reply> replies = sent(items);
        boolean replaced = false;
        List<Item> late = new ArrayList<>();
        List<PriorState> written = new ArrayList<>();
        List<Ledger.Entry> uncertain = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Reply reply = replies.get(i);
            if (reply.ok() && isSameVersion(item.before, reply.body())) {
                // The server was asked because it could not be told here; it stored nothing.
                stored.put(item.wanted.ref(), reply.body());
                continue;
            }
            if (reply.ok()) {
                written.add(settled(item, reply, stored, changed));
                continue;
            }
            FairleadException failure = work.masks().refusal(reply).failure(item.wanted.tried(), item.wanted.ref());
            if (failure instanceof Changed changedSince && !changedSince.replaced() && round < ROUNDS) {
                item.answerLost = reply.sends() > 1;
                late.add(item);
            } else if (failure instanceof Immutable && item.wanted.replacing() && item.before != null) {
                replace(item, failures);
                replaced = true;
                late.add(item);
            } else if (reply.code() == MISSING && isYoungKind(failure) && round < ROUNDS) {
                // The server serves a kind a moment after its definition is established.
                breathe();
                late.add(item);
            } else {
                failures.add(failure instanceof Conflict ? sameObject(item, failure) : failure);
                if (reply.mayHaveBeenTaken()) {
                    // Nobody knows whether the server took it: undo compares the live object with what was sent.
                    uncertain.add(entry(List.of(item)));
                }
            }
        }
        work.ledger().addAll(uncertain);
        doubts.addAll(uncertain);
        settle(written, late, replaced);
        return again(late, stored, changed, failures);
    }

    /** Records what is about to be written, unless the record says so already. */
    private void record(List<Item> items, boolean recorded) {
        JournalRecord.Wave open = wave;
        underWay = entry(items);
        List<Ledger.Entry> pending = new ArrayList<>(doubts);
        pending.add(underWay);
        if (open == null) {
            wave = work.record(java.util.Objects.requireNonNull(step), pending);
        } else if (!recorded) {
            open.again(pending);
        } else {
            open.after(List.of(), pending);
        }
    }

    /** Notes what was written; a creation after a deletion is a wave of its own, as it must be taken back before that. */
    private void settle(List<PriorState> written, List<Item> late, boolean replaced) {
        List<Ledger.Entry> done = written.isEmpty() ? List.of() : List.of(new Ledger.Applied(written));
        work.ledger().addAll(done);
        known(done, replaced ? List.of() : late);
        if (replaced) {
            wave = null;
            doubts.clear();
        }
    }

    private void known(List<Ledger.Entry> done, List<Item> late) {
        List<Ledger.Entry> pending = new ArrayList<>(doubts);
        if (!late.isEmpty()) {
            pending.add(entry(late));
        }
        if (wave != null) {
            wave.after(done, pending);
        }
    }

    private List<Reply> sent(List<Item> items) {
        try {
            return session.api()
                    .sendAll(items.stream()
                            .map(item -> Applying.write(item.wanted, item.before))
                            .toList());
        } catch (Interrupted e) {
            // Nobody knows which of them the server took: undo compares the live objects with what was sent.
            work.ledger().add(java.util.Objects.requireNonNull(underWay));
            throw e;
        }
    }

    /** The server looks at owners before uids: a conflict with an object that took the place of the one read is no conflict. */
    private FairleadException sameObject(Item item, FairleadException conflict) {
        Map<String, Object> before = item.before;
        if (before == null) {
            return conflict;
        }
        Optional<Map<String, Object>> now = live.read(item.wanted.at());
        return now.isPresent() && Changes.uid(now.get()).equals(Changes.uid(before))
                ? conflict
                : Changed.replaced(item.wanted.tried(), item.wanted.ref().toString(), item.wanted.ref());
    }

    private static boolean isYoungKind(FairleadException failure) {
        return !(failure instanceof NamespaceMissing);
    }

    private void breathe() {
        try {
            session.pace().sleep(BREATH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted("apply to a kind that is not served yet", null, e);
        }
    }

    private static Ledger.Applied entry(List<Item> items) {
        return new Ledger.Applied(items.stream()
                .map(item -> java.util.Objects.requireNonNull(item.prior))
                .toList());
    }

    private static boolean isSameVersion(@Nullable Map<String, Object> before, Map<String, Object> after) {
        return before != null
                && Trees.text(before, "metadata", "resourceVersion")
                        .equals(Trees.text(after, "metadata", "resourceVersion"));
    }

    private PriorState settled(Item item, Reply reply, Map<Ref, Map<String, Object>> stored, Set<Ref> changed) {
        Ref ref = item.wanted.ref();
        Map<String, Object> before = item.before;
        if (before == null && reply.code() != CREATED && !isOursAlone(reply, item.wanted)) {
            session.tell(new Event.Warned(
                    session.pace().now(),
                    new Warning(Optional.of(ref), "somebody else made it meanwhile; undo will leave it there")));
        }
        stored.put(ref, reply.body());
        changed.add(ref);
        reply.warnings()
                .forEach(text -> session.tell(new Event.Warned(
                        session.pace().now(),
                        new Warning(Optional.of(ref), work.masks().text(text)))));
        session.tell(new Event.Wrote(session.pace().now(), id, ref, before == null ? Action.CREATE : Action.UPDATE));
        return PriorState.ofApply(before, reply.body(), item.wanted.owner());
    }

    /** A creation that was sent twice, because its first answer was lost, is answered as an update. */
    private static boolean isOursAlone(Reply reply, Prepared wanted) {
        return reply.sends() > 1
                && ManagedFields.of(reply.body()).entries().stream()
                        .filter(entry -> entry.subresource().isEmpty())
                        .allMatch(entry -> entry.manager().equals(wanted.owner().name()));
    }

    /** Whether the owner's entry moved: nobody else writes under its name. */
    private static boolean isWritten(Map<String, Object> before, Map<String, Object> after, Prepared wanted) {
        return !ownEntry(before, wanted).equals(ownEntry(after, wanted));
    }

    private static List<Map<String, Object>> ownEntry(Map<String, Object> object, Prepared wanted) {
        return Trees.maps(object, "metadata", "managedFields").stream()
                .filter(entry ->
                        wanted.owner().name().equals(entry.get("manager")) && "Apply".equals(entry.get("operation")))
                .toList();
    }

    private void replace(Item item, List<FairleadException> failures) {
        try {
            RunEdits edits = new RunEdits(work, id);
            edits.delete(
                    item.wanted.at(),
                    Deletion.foreground(),
                    item.wanted.owner(),
                    java.util.Objects.requireNonNull(step));
            new Waiter(work, id)
                    .await(
                            List.of(item.wanted.at()),
                            io.fairlead.resource.Until.gone(),
                            work.left(session.options().readLimit()),
                            session.options().readLimit());
        } catch (FairleadException e) {
            failures.add(e);
        }
    }

    /** Reads what came too late again; what is as wanted by now needs no write. */
    private List<Item> again(
            List<Item> late, Map<Ref, Map<String, Object>> stored, Set<Ref> changed, List<FairleadException> failures) {
        if (late.isEmpty()) {
            return late;
        }
        work.proceed();
        Map<Ref, Map<String, Object>> now =
                live.readAll(late.stream().map(item -> item.wanted.at()).toList());
        List<Item> open = new ArrayList<>();
        List<Ledger.Entry> known = new ArrayList<>();
        for (Item item : late) {
            Map<String, Object> seen = now.get(item.wanted.ref());
            Map<String, Object> before = item.before;
            try {
                if (seen != null && item.before != null && !Changes.uid(seen).equals(Changes.uid(item.before))) {
                    throw Changed.replaced(
                            item.wanted.tried(), item.wanted.ref().toString(), item.wanted.ref());
                }
                item.before = seen;
                if (changes(item)) {
                    if (item.answerLost && before != null && seen != null && isWritten(before, seen, item.wanted)) {
                        // An earlier try was taken, and somebody wrote after it: what it overwrote is not in the object
                        // now.
                        work.ledger().add(new Ledger.Applied(List.of(java.util.Objects.requireNonNull(item.prior))));
                    }
                    open.add(item);
                } else if (seen != null) {
                    // An earlier try was taken and its answer lost.
                    stored.put(item.wanted.ref(), seen);
                    changed.add(item.wanted.ref());
                    Ledger.Applied taken =
                            new Ledger.Applied(List.of(PriorState.ofApply(before, seen, item.wanted.owner())));
                    work.ledger().add(taken);
                    known.add(taken);
                }
            } catch (FairleadException e) {
                failures.add(e);
            }
        }
        known(known, open);
        return open;
    }
}
