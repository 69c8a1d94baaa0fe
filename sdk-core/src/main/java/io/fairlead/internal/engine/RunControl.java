package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Ref;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the branches of one run share. */
final class RunControl {

    private final Map<Ref, Optional<Map<String, Object>>> seeds;
    private final Map<FairleadException, UndoReport> undone;
    private final JournalRecord journal;
    private final boolean readOnly;
    private volatile Replay replay = Replay.none();

    RunControl(JournalRecord journal, Map<Ref, Optional<Map<String, Object>>> seeds) {
        this(
                journal,
                new ConcurrentHashMap<>(new HashMap<>(seeds)),
                Collections.synchronizedMap(new IdentityHashMap<>()),
                false);
    }

    private RunControl(
            JournalRecord journal,
            Map<Ref, Optional<Map<String, Object>>> seeds,
            Map<FairleadException, UndoReport> undone,
            boolean readOnly) {
        this.journal = journal;
        this.readOnly = readOnly;
        this.seeds = seeds;
        this.undone = undone;
    }

    /** The same for an undo: the record that it takes back is its own record, from which another process goes on. */
    RunControl unrecorded() {
        return new RunControl(JournalRecord.none(), seeds, undone, readOnly);
    }

    /** The control of a run that must not write. */
    static RunControl reading() {
        return new RunControl(JournalRecord.none(), new ConcurrentHashMap<>(), new HashMap<>(), true);
    }

    /** What an earlier process did of this program; none where it is not played anew. */
    Replay replay() {
        return replay;
    }

    void replay(Replay told) {
        replay = told;
    }

    boolean readOnly() {
        return readOnly;
    }

    JournalRecord journal() {
        return journal;
    }

    /** An object as the plan that is being run has just read it; given once, so that later reads are real. */
    Optional<Optional<Map<String, Object>>> seed(Ref ref) {
        return Optional.ofNullable(seeds.remove(ref));
    }

    /** Remembers that a failure's part was taken back; of parts within parts each adds what it gave back. */
    void undone(FairleadException failure, UndoReport report) {
        undone.merge(failure, report, RunControl::both);
    }

    private static UndoReport both(UndoReport inner, UndoReport outer) {
        return new UndoReport(
                Stream.concat(inner.restored().stream(), outer.restored().stream())
                        .distinct()
                        .toList(),
                Stream.concat(inner.kept().stream(), outer.kept().stream())
                        .distinct()
                        .toList());
    }

    Optional<UndoReport> reportOf(FairleadException failure) {
        return Optional.ofNullable(undone.get(failure));
    }
}
