package io.fairlead.journal;

import java.time.Instant;
import java.util.Locale;

/**
 * One record of the journal, as a list shows it.
 *
 * @param id names it: namespace and name of the object that holds it
 * @param operation what the operation was called
 * @param state how it stands
 * @param user who ran it, as the record says
 * @param process where it ran: host and process number
 * @param started when it wrote first
 * @param steps how many things it did
 * @param objects how many objects it wrote
 */
public record JournalEntry(
        String id,
        String operation,
        State state,
        String user,
        String process,
        Instant started,
        int steps,
        int objects) {

    /** How the operation of a record stands. */
    public enum State {
        /** It runs, or its process died. */
        OPEN,
        /** It came to its end. */
        DONE,
        /** What it wrote was taken back. */
        UNDONE,
        /** It failed, and something that it wrote is still there. */
        STUCK;

        /** The word in labels and texts. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return id + "  " + state.word() + "  " + operation + ", by " + user + " on " + process + ", " + started + ", "
                + (steps == 1 ? "1 step" : steps + " steps") + ", "
                + (objects == 1 ? "1 object" : objects + " objects");
    }
}
