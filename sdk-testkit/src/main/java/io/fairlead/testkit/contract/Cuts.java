package io.fairlead.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Cluster;
import io.fairlead.failure.NotResumed;
import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.UndoReport;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Processes that are cut off half-way in a room, and another one that goes on with what they left, or takes it back. */
final class Cuts {

    private static final int MOST = Integer.getInteger("fairlead.contract.cuts", 6);

    private final Room room;
    private final Cluster cluster;
    private final Set<String> known = new HashSet<>();

    Cuts(Room room, Cluster cluster) {
        this.room = room;
        this.cluster = cluster;
        forget();
    }

    /** Where to cut: everywhere, or of a long operation at the first, the last, and some between, the same each time. */
    static Set<Integer> some(int writes) {
        Set<Integer> some = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(writes);
        some.add(0);
        some.add(writes - 1);
        while (some.size() < Math.min(writes, MOST)) {
            some.add(random.nextInt(writes));
        }
        return some;
    }

    /** Runs an operation to its end; how many writes it takes, its record's among them. */
    int count(Operation<?> operation) {
        try (CutOff process = new CutOff(room.admin(), room.namespace(), Integer.MAX_VALUE)) {
            Outcome<?> outcome = process.attempt(operation);
            assertThat(outcome.isDone()).as(outcome.toString()).isTrue();
            return process.writes();
        }
    }

    /** Runs an operation until it is cut off, or to its end where it takes less than it took before; whether it left something. */
    boolean leavesRecord(Operation<?> operation, int writes) {
        forget();
        try (CutOff process = new CutOff(room.admin(), room.namespace(), writes)) {
            process.attempt(operation);
        }
        return newest().filter(entry -> entry.state() != State.UNDONE).isPresent();
    }

    /** Goes on with what was left; a step in doubt is taken again. */
    Outcome<?> resume(Operation<?> operation) {
        String id = newest().orElseThrow().id();
        Outcome<?> outcome = cluster.attempt(cluster.journal().resume(id, operation));
        if (outcome instanceof Outcome.Stuck<?> stuck
                && stuck.cause() instanceof NotResumed doubt
                && doubt.happened().contains("nobody knows")) {
            outcome = cluster.attempt(cluster.journal().resume(id, operation, r -> r.again(doubt.step())));
        }
        assertThat(left()).as("no record is left open").isEmpty();
        return outcome;
    }

    /** Takes back what was left, from the record alone; of steps outside the cluster it has no code. */
    void takeBack() {
        String id = newest().orElseThrow().id();
        UndoReport report = cluster.run(cluster.journal().undo(id));
        assertThat(report.kept())
                .filteredOn(kept -> !kept.ref().kind().name().equals("Step"))
                .isEmpty();
        if (report.complete()) {
            assertThat(left()).as("no record is left open").isEmpty();
        }
    }

    private Optional<JournalEntry> newest() {
        return entries().stream().filter(entry -> !known.contains(entry.id())).findFirst();
    }

    private Optional<JournalEntry> left() {
        return newest().filter(entry -> entry.state() == State.OPEN || entry.state() == State.STUCK);
    }

    private List<JournalEntry> entries() {
        return cluster.journal().list();
    }

    /** Looks no more at the records that are there. */
    void forget() {
        entries().forEach(entry -> known.add(entry.id()));
    }
}
