package io.fairlead.operation;

/** Objects that are being followed; closing it ends the calls to the follower. Thread-safe. */
public interface Following extends AutoCloseable {

    /** Ends it, at once and for good; the call under way may come to its end. */
    @Override
    void close();
}
