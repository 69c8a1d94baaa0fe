package io.fairlead.failure;

/** A part of a program failed when another process ran it, and fails again where that program is gone on with. */
public final class FailedEarlier extends FairleadException {

    /**
     * A failure as a record kept it.
     *
     * @param tried what was tried
     * @param happened what happened
     * @param remedy what the reader can do; may be empty
     */
    public FailedEarlier(String tried, String happened, String remedy) {
        super(tried, happened, remedy, null, null);
    }
}
