package io.fairlead.internal.engine;

import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.Listing;
import io.fairlead.internal.kube.Page;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.kube.WatchListener;
import io.fairlead.internal.kube.Watching;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An API server whose client dies before or after one of its writes, and never sends anything again. */
final class DyingApi implements KubeApi {

    private final KubeApi api;
    private final int last;
    private final boolean after;
    private int writes;
    private boolean dead;

    /**
     * A client that dies.
     *
     * @param last the write at which it dies, from 1
     * @param after whether the server still takes that write
     */
    DyingApi(KubeApi api, int last, boolean after) {
        this.api = api;
        this.last = last;
        this.after = after;
    }

    /** The end of the process, as far as a test can have it. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    boolean died() {
        return dead;
    }

    private void live() {
        if (dead) {
            throw new Died();
        }
    }

    private Reply one(Request request) {
        live();
        boolean write = !request.method().equals("GET")
                && !request.path().contains("reviews")
                && !request.query().containsKey("dryRun");
        if (write && ++writes == last) {
            dead = true;
            if (after) {
                api.send(request);
            }
            throw new Died();
        }
        return api.send(request);
    }

    @Override
    public Reply send(Request request) {
        return one(request);
    }

    @Override
    public List<Reply> sendAll(List<Request> requests) {
        List<Reply> replies = new ArrayList<>();
        requests.forEach(request -> replies.add(one(request)));
        return replies;
    }

    @Override
    public ResourceType typeOf(Kind kind) {
        return api.typeOf(kind);
    }

    @Override
    public Optional<ResourceType> findType(Kind kind) {
        return api.findType(kind);
    }

    @Override
    public List<ResourceType> types() {
        return api.types();
    }

    @Override
    public List<Kind> nearest(Kind kind) {
        return api.nearest(kind);
    }

    @Override
    public void forgetTypes() {
        api.forgetTypes();
    }

    @Override
    public Page firstPage(ListRequest request, int limit) {
        live();
        return api.firstPage(request, limit);
    }

    @Override
    public Listing rest(ListRequest request, Page first) {
        return api.rest(request, first);
    }

    @Override
    public Listing list(ListRequest request) {
        live();
        return api.list(request);
    }

    @Override
    public Watching watch(ListRequest request, WatchListener listener) {
        live();
        return api.watch(request, listener);
    }

    @Override
    public String server() {
        return api.server();
    }

    @Override
    public String user() {
        return api.user();
    }

    @Override
    public void close() {}
}
