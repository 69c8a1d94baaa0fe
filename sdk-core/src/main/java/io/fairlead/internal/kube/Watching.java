package io.fairlead.internal.kube;

/** A running watch; closing it ends the calls to its listener. */
public interface Watching extends AutoCloseable {

    @Override
    void close();
}
