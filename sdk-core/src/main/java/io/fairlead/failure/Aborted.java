package io.fairlead.failure;

/** A program ended itself on purpose. */
public final class Aborted extends FairleadException {

    /** An end with its reason. */
    public Aborted(String operation, String reason) {
        super("run " + operation, "The program ended itself: " + reason, "", null, null);
    }
}
