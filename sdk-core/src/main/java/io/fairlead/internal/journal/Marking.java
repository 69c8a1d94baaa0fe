package io.fairlead.internal.journal;

import io.fairlead.journal.JournalEntry.State;
import java.time.Instant;
import java.util.Map;

/** Says on a record that another process goes on with it, and how that ended. */
public final class Marking {

    private final Shelf shelf;

    /** Marks on a shelf's records. */
    public Marking(Shelf shelf) {
        this.shelf = shelf;
    }

    /**
     * Takes a record over, if nobody wrote to it since it was read: its writer's next write to it fails.
     *
     * @return whether it was as it was read
     */
    public boolean take(StoredRecord record, String user, Instant now) {
        Machine here = Machine.here();
        return shelf.mark(
                record,
                Map.of(),
                Map.of(Marks.WRITER, "undo by " + user + " on " + here.host() + "/" + here.process() + " at " + now),
                true);
    }

    /** Says how a record that was taken over stands. */
    public void end(StoredRecord record, State state, Instant now) {
        shelf.mark(record, Map.of(Marks.STATE, state.word()), Map.of(Marks.ENDED, now.toString()), false);
    }
}
