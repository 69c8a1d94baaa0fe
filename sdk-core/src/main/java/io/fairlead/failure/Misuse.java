package io.fairlead.failure;

/** The API was used in a way that it does not allow: a mistake in the program, not in the cluster. */
public final class Misuse extends FairleadException {

    /**
     * A mistake.
     *
     * @param tried what was tried
     * @param happened what is wrong with it
     * @param remedy what to do in its place
     */
    public Misuse(String tried, String happened, String remedy) {
        super(tried, happened, remedy, null, null);
    }
}
