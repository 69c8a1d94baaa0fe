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
    private final List<Ledger.Entry> notes = new ArrayList<>();
    private @Nullable RecordWriter writer;
    private boolean closed;

    KeptRecord(Session session, Journals journals, String operation, Masks masks) {
        this.session = session;
        this.journals = journals;
        this.operation = masks.text(operation);
        this.masks = masks;
    }

    private final class KeptWave implements Wave {

        private final int number;
        private final List<Ledger.Entry> before;
        private final List<Ledger.Entry> done = new ArrayList<>();
        private List<Ledger.Entry> pending;

        KeptWave(int number, List<Ledger.Entry> before, List<Ledger.Entry> pending) {
            this.number = number;
            this.before = List.copyOf(before);
            this.pending = List.copyOf(pending);
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
                put(this);
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
    public Wave before(List<Ledger.Entry> entries) {
        lock.lock();
        try {
            KeptWave wave = new KeptWave(waves.size() + 1, notes, entries);
            waves.add(wave);
            notes.clear();
            write(wave);
            return wave;
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
            put(wave);
            record.flush();
            RunningRecords.add(record.id());
        } catch (FairleadException e) {
            wave.pending = List.of();
            put(wave);
            throw e;
        }
    }

    private void put(KeptWave wave) {
        RecordWriter record = writer;
        if (record == null) {
            return;
        }
        List<Ledger.Entry> entries = wave.entries();
        Secrecy sorted = new Secrecy(masks.now(), journals.home());
        wave.before.forEach(entry -> sorted.add(entry, true));
        wave.done.forEach(entry -> sorted.add(entry, true));
        wave.pending.forEach(entry -> sorted.add(entry, false));
        List<Piece> pieces = entries.isEmpty() ? List.of() : sorted.pieces();
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
    public void forget(List<Ledger.Entry> entries) {
        lock.lock();
        try {
            Set<Ledger.Entry> gone = Collections.newSetFromMap(new IdentityHashMap<>());
            gone.addAll(entries);
            for (KeptWave wave : waves) {
                boolean changed = wave.done.removeIf(gone::contains);
                if (wave.pending.stream().anyMatch(gone::contains)) {
                    wave.pending = wave.pending.stream()
                            .filter(entry -> !gone.contains(entry))
                            .toList();
                    changed = true;
                }
                if (changed && !closed) {
                    put(wave);
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
        return waves.stream().allMatch(wave -> wave.entries().stream().allMatch(KeptRecord::changesNothing));
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
                case NOTHING -> remove();
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
