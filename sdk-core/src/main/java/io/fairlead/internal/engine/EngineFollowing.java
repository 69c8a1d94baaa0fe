package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.WatchListener;
import io.fairlead.internal.kube.Watching;
import io.fairlead.operation.Follower;
import io.fairlead.operation.Following;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watch a kind, told to one follower, one call at a time. */
final class EngineFollowing implements Following {

    private static final Logger LOG = LoggerFactory.getLogger(EngineFollowing.class);

    private final Follower follower;
    private final ReentrantLock telling = new ReentrantLock();
    private final List<Watching> watches = new ArrayList<>();
    private volatile boolean closed;

    private EngineFollowing(Follower follower) {
        this.follower = follower;
    }

    /** Begins to follow; a kind that is not served is refused before anything is asked for. */
    static EngineFollowing of(KubeApi api, List<Kind> kinds, Selection selection, Follower follower) {
        EngineFollowing following = new EngineFollowing(follower);
        Map<Kind, ListRequest> requests = new LinkedHashMap<>();
        kinds.forEach(kind -> requests.put(
                kind,
                ListRequest.of(api.typeOf(kind), selection.namespace())
                        .labelled(selection.labels())
                        .where(selection.fields())));
        requests.forEach((kind, request) -> following.watches.add(api.watch(request, following.ear(kind))));
        return following;
    }

    private WatchListener ear(Kind kind) {
        return new WatchListener() {
            @Override
            public void seen(Map<String, Object> object) {
                tell(() -> follower.seen(Tree.of(object)));
            }

            @Override
            public void gone(Map<String, Object> object) {
                tell(() -> follower.gone(Ref.of(object)));
            }

            @Override
            public void synced() {
                tell(() -> follower.synced(kind));
            }

            @Override
            public void failed(FairleadException failure) {
                tell(() -> follower.failed(kind, failure));
            }
        };
    }

    private void tell(Runnable news) {
        telling.lock();
        try {
            if (!closed) {
                news.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("A follower failed; what it follows goes on", e);
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        watches.forEach(Watching::close);
    }
}
