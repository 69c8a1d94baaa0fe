package io.fairlead.failure;

/** The record of an operation could not be written, so that what it would have told of was not written either. */
public final class NotRecorded extends FairleadException {

    private final boolean retryable;
    private final boolean takenOver;

    /**
     * A record that could not be written.
     *
     * @param operation what was to be recorded
     * @param failure why not
     */
    public NotRecorded(String operation, FairleadException failure) {
        super(
                "record " + operation + " in the journal before writing",
                failure.happened(),
                (failure.remedy().isEmpty() ? "" : failure.remedy() + " ")
                        + "Or run without a journal: ClusterOptions.withoutJournal(); a process that dies then leaves what it wrote.",
                failure.ref().orElse(null),
                failure);
        this.retryable = failure.retryable();
        this.takenOver = false;
    }

    /**
     * A record that is no longer this process's: someone else goes on with it.
     *
     * @param operation what was to be recorded
     * @param record the record's id
     * @param who who has it now
     */
    public NotRecorded(String operation, String record, String who) {
        super(
                "record " + operation + " in the journal before writing",
                "The record " + record + " was taken over: " + who + ".",
                "Nothing more is written by this process; look at cluster.journal().show(\"" + record + "\").",
                null,
                null);
        this.retryable = false;
        this.takenOver = true;
    }

    /** Whether someone else goes on with the record, so that nothing more may be written here. */
    public boolean takenOver() {
        return takenOver;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
