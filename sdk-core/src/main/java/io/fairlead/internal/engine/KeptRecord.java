package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.NotRecorded;
import io.fairlead.internal.journal.Piece;
import io.fairlead.internal.journal.RecordWriter;
import io.fairlead.internal.journal.RunningRecords;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The record of a run in the cluster: made with its first wave, so that a run that writes nothing leaves none. */
final class KeptRecord implements JournalRecord {

    private final Session session;
    private final Journals journals;
    private final String operation;
    private final Masks masks;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<KeptWave> waves = new ArrayList<>();
    private final Set<KeptWave> changed = new LinkedHashSet<>();
    private final List<Ledger.Entry> notes = new ArrayList<>();
    private String vault = "";
    private int steps;
    private @Nullable RecordWriter writer;
    private @Nullable State before;
    private boolean closed;

    KeptRecord(Session session, Journals journals, String operation, Masks masks) {
        this.session = session;
        this.journals = journals;
        this.operation = masks.text(operation);
        this.masks = masks;
    }

    private final class KeptWave implements Wave {

        private final int number;
        private final Step step;
        private final int stepNumber;
        private final String vault;
        private final List<Ledger.Entry> before;
        private final List<Ledger.Entry> done = new ArrayList<>();
        private List<Ledger.Entry> pending;
        private boolean ended;
        private boolean undoing;
        private boolean taken;

        KeptWave(Step step, int stepNumber, List<Ledger.Entry> before, List<Ledger.Entry> pending) {
            this.number = waves.isEmpty() ? 1 : waves.get(waves.size() - 1).number + 1;
            this.step = step;
            this.stepNumber = stepNumber;
            this.vault = KeptRecord.this.vault;
            this.before = new ArrayList<>(before);
            this.pending = List.copyOf(pending);
        }

        /** A wave of an earlier process, as far as it was done. */
        KeptWave(RecordedProgram.Wave wave, Replay replay) {
            this.number = wave.number();
            this.step = wave.step();
            this.stepNumber = wave.stepNumber();
            this.vault = wave.vault();
            this.before = new ArrayList<>(wave.before());
            this.done.addAll(replay.done(wave));
            this.pending = replay.inDoubt(wave);
            this.ended = wave.ended();
            this.undoing = wave.undoing();
            this.taken = true;
        }

        @Override
        public void again(List<Ledger.Entry> entries) {
            lock.lock();
            try {
                pending = List.copyOf(entries);
                write(this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void after(List<Ledger.Entry> written, List<Ledger.Entry> rest) {
            lock.lock();
            try {
                done.addAll(written);
                pending = List.copyOf(rest);
                changed.add(this);
            } finally {
                lock.unlock();
            }
        }

        List<Ledger.Entry> entries() {
            List<Ledger.Entry> entries = new ArrayList<>(done);
            entries.addAll(pending);
            return entries;
        }
    }

    @Override
    public Wave before(Step step, List<Ledger.Entry> entries) {
        lock.lock();
        try {
            refs(entries).stream()
                    .filter(ref ->
                            ref.kind().group().isEmpty() && ref.kind().name().equals("Secret"))
                    .forEach(ref -> vault = ref.namespace());
            List<KeptWave> same = underWay(step);
            // What an earlier process foretold of this step is told anew.
            for (KeptWave wave : same) {
                if (wave.taken && !wave.pending.isEmpty()) {
                    wave.pending = List.of();
                    changed.add(wave);
                }
            }
            KeptWave wave =
                    new KeptWave(step, same.isEmpty() ? ++steps : same.get(0).stepNumber, notesToKeep(), entries);
            waves.add(wave);
            write(wave);
            return wave;
        } finally {
            lock.unlock();
        }
    }

    private List<KeptWave> underWay(Step step) {
        return waves.stream()
                .filter(wave -> !wave.ended && wave.step.equals(step))
                .toList();
    }

    /** A made-up secret waits until a Secret is written: that is where such values may be. */
    private List<Ledger.Entry> notesToKeep() {
        List<Ledger.Entry> kept = notes.stream()
                .filter(entry -> !(entry instanceof Ledger.Noted noted && noted.secret() && vault.isEmpty()))
                .toList();
        notes.removeAll(kept);
        return kept;
    }

    @Override
    public void takeOver(RecordWriter record, State was, RecordedProgram program, Replay replay) {
        lock.lock();
        try {
            writer = record;
            before = was;
            for (RecordedProgram.Wave told : program.waves()) {
                KeptWave wave = new KeptWave(told, replay);
                waves.add(wave);
                steps = Math.max(steps, wave.stepNumber);
                if (!wave.vault.isEmpty()) {
                    vault = wave.vault;
                }
                if (told.told().stream().anyMatch(entry -> !entry.known())) {
                    changed.add(wave);
                }
            }
            putChanged();
            record.flush();
            RunningRecords.add(record.id());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isBegun() {
        lock.lock();
        try {
            return writer != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Step step) {
        lock.lock();
        try {
            for (KeptWave wave : underWay(step)) {
                wave.ended = true;
                changed.add(wave);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes a wave that is about to be written; one that cannot be recorded is none. */
    private void write(KeptWave wave) {
        RecordWriter record = writer;
        if (record == null) {
            record = journals.writer(operation, firstRef(wave.entries()));
            writer = record;
        }
        try {
            namespacesDeleted(wave.pending).forEach(record::leave);
            changed.add(wave);
            putChanged();
            record.flush();
            RunningRecords.add(record.id());
        } catch (FairleadException e) {
            wave.pending = List.of();
            changed.add(wave);
            throw e;
        }
    }

    /** Packs what changed since the last writing: once, however often that was. */
    private void putChanged() {
        RecordWriter record = writer;
        if (record != null) {
            changed.forEach(wave -> put(record, wave));
            changed.clear();
        }
    }

    private void put(RecordWriter record, KeptWave wave) {
        List<Ledger.Entry> entries = wave.entries();
        Secrecy sorted = new Secrecy(masks.now(), journals.home()).vault(wave.vault);
        wave.before.forEach(entry -> sorted.add(entry, true));
        wave.done.forEach(entry -> sorted.add(entry, true));
        wave.pending.forEach(entry -> sorted.add(entry, false));
        List<Piece> pieces =
                sorted.pieces(StepTree.write(wave.step, wave.stepNumber, wave.ended, wave.undoing, wave.vault));
        String what = masks.text(String.join(
                ", ", entries.stream().map(Ledger.Entry::what).distinct().toList()));
        record.put(wave.number, what, refs(entries).size(), pieces);
    }

    private static List<Ref> refs(Collection<Ledger.Entry> entries) {
        Ledger ledger = new Ledger();
        ledger.addAll(List.copyOf(entries));
        return ledger.changed();
    }

    private static Optional<Ref> firstRef(List<Ledger.Entry> entries) {
        return refs(entries).stream().findFirst();
    }

    private static List<String> namespacesDeleted(List<Ledger.Entry> entries) {
        return entries.stream()
                .filter(Ledger.Deleted.class::isInstance)
                .map(entry -> ((Ledger.Deleted) entry).state().ref())
                .filter(ref -> ref.kind().group().isEmpty() && ref.kind().name().equals("Namespace"))
                .map(Ref::name)
                .toList();
    }

    @Override
    public void note(Ledger.Entry entry) {
        lock.lock();
        try {
            notes.add(entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void undoing(Ledger.Entry why, List<Ledger.Entry> entries) {
        lock.lock();
        try {
            RecordWriter record = writer;
            if (record == null || !record.written() || waves.isEmpty()) {
                return;
            }
            Set<Ledger.Entry> back = identities(entries);
            waves.get(waves.size() - 1).before.add(why);
            changed.add(waves.get(waves.size() - 1));
            for (KeptWave wave : waves) {
                if (wave.entries().stream().anyMatch(back::contains)) {
                    wave.undoing = true;
                    changed.add(wave);
                }
            }
            putChanged();
            record.flush();
        } finally {
            lock.unlock();
        }
    }

    private static Set<Ledger.Entry> identities(List<Ledger.Entry> entries) {
        Set<Ledger.Entry> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(entries);
        return identities;
    }

    @Override
    public void forget(List<Ledger.Entry> entries) {
        lock.lock();
        try {
            Set<Ledger.Entry> gone = identities(entries);
            for (KeptWave wave : waves) {
                boolean less = wave.done.removeIf(gone::contains);
                if (wave.pending.stream().anyMatch(gone::contains)) {
                    wave.pending = wave.pending.stream()
                            .filter(entry -> !gone.contains(entry))
                            .toList();
                    less = true;
                }
                if (less) {
                    changed.add(wave);
                }
            }
            if (closed) {
                end(isEmpty() ? State.UNDONE : State.STUCK);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return waves.stream()
                .filter(wave -> !wave.step.stays())
                .allMatch(wave -> wave.entries().stream().allMatch(KeptRecord::changesNothing));
    }

    private static boolean changesNothing(Ledger.Entry entry) {
        return entry instanceof Ledger.Applied applied
                && applied.objects().stream().allMatch(state -> state.isEmpty());
    }

    @Override
    public void close(End end) {
        lock.lock();
        try {
            closed = true;
            switch (end) {
                case NOTHING -> {
                    State was = before;
                    if (was == null) {
                        remove();
                    } else if (was != State.OPEN) {
                        // Taken over, and nothing was done with it.
                        end(was);
                    }
                }
                case UNDONE -> end(State.UNDONE);
                case STUCK -> end(State.STUCK);
                case DONE -> {
                    if (isEmpty()) {
                        remove();
                    } else {
                        end(State.DONE);
                    }
                }
            }
        } finally {
            lock.unlock();
            release();
        }
    }

    private void end(State state) {
        RecordWriter record = writer;
        if (record != null && record.written()) {
            putChanged();
            quietly(() -> record.close(state, session.pace().now().toString()));
        }
    }

    private void remove() {
        RecordWriter record = writer;
        if (record != null && record.written()) {
            quietly(record::remove);
        }
    }

    /** What is done is done, also where its record cannot be closed; an interrupt must not leave it open. */
    private void quietly(Runnable write) {
        boolean interrupted = Thread.interrupted();
        try {
            write.run();
        } catch (NotRecorded e) {
            session.tell(new Event.Warned(
                    session.pace().now(),
                    new Warning(Optional.empty(), "The record of " + operation + " stays open: " + e.happened())));
        } catch (FairleadException e) {
            session.tell(new Event.Warned(
                    session.pace().now(),
                    new Warning(Optional.empty(), "The record of " + operation + " stays as it is: " + e.happened())));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void release() {
        RecordWriter record = writer;
        if (record != null) {
            RunningRecords.remove(record.id());
        }
    }
}
