package io.fairlead.operation;

import io.fairlead.failure.FairleadException;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;

/**
 * Hears how objects of a cluster are and change; handed to {@link io.fairlead.Cluster#follow}.
 *
 * <p>Called by one thread at a time, for each kind in the order of the server's changes. It must be quick: what follows waits for it.
 * What it throws is logged, and ends nothing.
 */
public interface Follower {

    /** An object as it is now: there at the start, new, or changed. */
    void seen(Tree object);

    /** An object that is gone. */
    void gone(Ref ref);

    /** Everything of a kind that was there at the start has been told; said again when a lost watch was replaced by a list. */
    default void synced(Kind kind) {}

    /** A kind can be followed no more: it is forbidden, or served no more. Nothing more is told of it. */
    default void failed(Kind kind, FairleadException failure) {}
}
