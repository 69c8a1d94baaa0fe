package io.fairlead.security.access;

import io.fairlead.Cluster;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.Misuse;
import io.fairlead.operation.Follower;
import io.fairlead.operation.Following;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a live cluster, as it is now: an {@link AccessIndex} that follows the cluster's changes.
 *
 * <pre>{@code
 * try (AccessWatch access = AccessWatch.open(cluster)) {
 *   access.index().can(Subject.user("alice"), Right.of("get", "secrets").in("shop"));
 * }
 * }</pre>
 *
 * <p>Four watches, and no request for any answer. Each index is a state that the four watches told; a role and its binding that were
 * written together can come one after the other. Thread-safe.
 *
 * <p>Verbs: {@code list} and {@code watch} roles, clusterroles, rolebindings and clusterrolebindings in the whole cluster.
 */
public final class AccessWatch implements AutoCloseable {

    private static final String TRIED = "follow who may do what";

    private final CompletableFuture<AccessIndex> first = new CompletableFuture<>();
    private final Following following;
    private volatile AccessIndex latest = AccessIndex.live(List.of());
    private volatile @Nullable FairleadException ended;

    private AccessWatch(Cluster cluster) {
        following = cluster.follow(AccessIndex.KINDS, Selection.everywhere(), new Ear());
    }

    /** Begins to follow a cluster; waits for nothing. */
    public static AccessWatch open(Cluster cluster) {
        return new AccessWatch(cluster);
    }

    /**
     * The newest state. The first call waits until everything has been told once; later ones wait for nothing.
     *
     * @throws FairleadException when roles or bindings may not be watched
     */
    public AccessIndex index() {
        try {
            first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(TRIED, null, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FairleadException failure ? failure : new IllegalStateException(e.getCause());
        }
        FairleadException failure = ended;
        if (failure != null) {
            throw failure;
        }
        return latest;
    }

    /** Ends the watches; what was asked for before stays valid, and further calls of {@link #index} are refused. */
    @Override
    public void close() {
        following.close();
        end(new Misuse(TRIED, "The watch is closed.", "Ask the index that it gave last, or open another watch."));
    }

    private void end(FairleadException failure) {
        if (ended == null) {
            ended = failure;
        }
        first.completeExceptionally(failure);
    }

    /** Collects until all kinds are told, builds the index once, and then changes it step by step; called one call at a time. */
    private final class Ear implements Follower {

        private final Map<Ref, Tree> collected = new LinkedHashMap<>();
        private final Set<Kind> told = new HashSet<>();

        @Override
        public void seen(Tree object) {
            if (first.isDone()) {
                latest = latest.with(object);
            } else {
                collected.put(object.ref(), object);
            }
        }

        @Override
        public void gone(Ref ref) {
            if (first.isDone()) {
                latest = latest.without(ref);
            } else {
                collected.remove(ref);
            }
        }

        @Override
        public void synced(Kind kind) {
            told.add(kind);
            if (!first.isDone() && told.containsAll(AccessIndex.KINDS)) {
                latest = AccessIndex.live(List.copyOf(collected.values()));
                collected.clear();
                first.complete(latest);
            }
        }

        @Override
        public void failed(Kind kind, FairleadException failure) {
            end(failure);
        }
    }
}
