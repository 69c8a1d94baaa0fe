package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** An operation that another process began, and that cannot be gone on with as it was given; nothing was written for the step that it names. */
public final class NotResumed extends FairleadException {

    private static final String BACK = "take back what was done: cluster.journal().undo(\"";

    private final String step;
    private final boolean otherProgram;

    private NotResumed(
            String record, String step, boolean otherProgram, String happened, String remedy, @Nullable Ref ref) {
        super("resume the record " + record, happened, remedy, ref, null);
        this.step = step;
        this.otherProgram = otherProgram;
    }

    /**
     * The operation given is not the one that was begun.
     *
     * @param record the record
     * @param step the first step of the record that the operation does not come to
     * @param instead what it does instead: {@code amend ConfigMap shop/web}
     */
    public static NotResumed otherProgram(String record, String step, String instead) {
        return new NotResumed(
                record,
                step,
                true,
                "This is another operation than the one that was begun: that went on with \"" + step + "\", this one "
                        + instead + ".",
                "Give the same operation again, or " + BACK + record + "\").",
                null);
    }

    /**
     * What was finished is not as it was left.
     *
     * @param record the record
     * @param step the step that wrote it
     * @param ref the object
     * @param how what became of it, and by whom: {@code .data.key: kubectl-edit owns it now}
     */
    public static NotResumed changedSince(String record, String step, Ref ref, String how) {
        return new NotResumed(
                record,
                step,
                false,
                "\"" + step + "\" was finished, and " + ref + " was changed since: " + how + ".",
                "Settle it with them and resume again, or " + BACK + record + "\").",
                ref);
    }

    /**
     * Nobody knows whether a step was done, and doing it twice may do harm.
     *
     * @param record the record
     * @param step the step
     */
    public static NotResumed inDoubt(String record, String step) {
        return new NotResumed(
                record,
                step,
                false,
                "\"" + step + "\" was begun, and nobody knows whether it was done.",
                "Look, then say so: resume(id, operation, r -> r.done(\"" + step + "\")), or r.again(\"" + step
                        + "\"); a step that may be taken twice is declared idempotent.",
                null);
    }

    /**
     * A step was done, and what it gave back is not in the record.
     *
     * @param record the record
     * @param step the step
     */
    public static NotResumed notKept(String record, String step) {
        return new NotResumed(
                record,
                step,
                false,
                "\"" + step + "\" was done, and what it gave back is not kept.",
                BACK.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + BACK.substring(1) + record + "\").",
                null);
    }

    /** The first step that differs, was changed, or is in doubt. */
    public String step() {
        return step;
    }

    /** Whether it is another operation than the one that was begun. */
    public boolean isOtherProgram() {
        return otherProgram;
    }
}
