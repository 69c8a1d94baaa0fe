package io.fairlead.internal.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Channel;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API server through fabric8's own {@code HttpClient}: its connections, TLS and authentication, our patience.
 *
 * <p>Requests are asynchronous below and blocking above: no thread is spent on a request, whatever their number. The layers,
 * from the caller down, are those of {@link Resilience#around}.
 */
public final class FabricKubeApi implements KubeApi {

    private static final String REVIEW = "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";

    private final Connection connection;
    private final Channel<Request> channel;
    private final int width;
    private final Discovery discovery;
    private final Lister lister;
    private final Watches watches;
    private volatile @Nullable Self self;

    private FabricKubeApi(Connection connection, Resilience resilience, CallObserver observer) {
        this.connection = connection;
        HttpTransport transport =
                new HttpTransport(connection, resilience.budget().attempt());
        this.channel = resilience.around(transport, observer);
        this.width = resilience.concurrency().max();
        this.discovery = new Discovery(new DiscoveryReader(this::sendAll), resilience.pace());
        this.lister = new Lister(this::send);
        this.watches = new Watches(transport, lister, resilience);
    }

    /** As the kubeconfig, or the pod's service account, says. */
    public static FabricKubeApi connect(Resilience resilience, CallObserver observer) {
        return connect(Config.autoConfigure(null), resilience, observer);
    }

    /**
     * As this context of the kubeconfig says.
     *
     * @param context the context's name
     */
    public static FabricKubeApi connect(String context, Resilience resilience, CallObserver observer) {
        return connect(Config.autoConfigure(context), resilience, observer);
    }

    /** As this configuration says; the connection is the API's own and is closed with it. */
    public static FabricKubeApi connect(Config config, Resilience resilience, CallObserver observer) {
        return new FabricKubeApi(Connection.open(config), resilience, observer);
    }

    /** Through somebody's client, which stays theirs and open: its connections and authentication, without its retries. */
    public static FabricKubeApi using(KubernetesClient client, Resilience resilience, CallObserver observer) {
        return new FabricKubeApi(Connection.through(client), resilience, observer);
    }

    @Override
    public String server() {
        return connection.server();
    }

    @Override
    public ResourceType typeOf(Kind kind) {
        return discovery.typeOf(kind);
    }

    @Override
    public Optional<ResourceType> findType(Kind kind) {
        return discovery.find(kind);
    }

    @Override
    public List<ResourceType> types() {
        return discovery.types();
    }

    @Override
    public List<Kind> nearest(Kind kind) {
        return discovery.nearest(kind);
    }

    @Override
    public void forgetTypes() {
        discovery.forget();
    }

    @Override
    public Reply send(Request request) {
        Reply reply = new Batch(channel, 1, connection.server(), List.of(request))
                .send()
                .get(0);
        if (reply.code() == Reply.NO_ANSWER) {
            throw reply.failure(request.verb() + " " + request.path(), null);
        }
        return reply;
    }

    @Override
    public List<Reply> sendAll(List<Request> requests) {
        return requests.isEmpty() ? List.of() : new Batch(channel, width, connection.server(), requests).send();
    }

    @Override
    public Page firstPage(ListRequest request, int limit) {
        return lister.firstPage(request, limit);
    }

    @Override
    public Listing rest(ListRequest request, Page first) {
        return lister.rest(request, first);
    }

    @Override
    public Listing list(ListRequest request) {
        return lister.list(request);
    }

    @Override
    public Watching watch(ListRequest request, WatchListener listener) {
        return watches.start(request, listener);
    }

    @Override
    public String user() {
        return self().user();
    }

    /** The groups that the server takes us to be in. */
    public List<String> groups() {
        return self().groups();
    }

    private Self self() {
        Self known = self;
        if (known == null) {
            Reply reply = send(Request.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", REVIEW, true));
            Map<String, Object> info = Trees.map(Trees.map(reply.body(), "status"), "userInfo");
            known = new Self(
                    Trees.text(info, "username").orElse(connection.user()),
                    Trees.list(info, "groups").stream().map(String::valueOf).toList());
            self = known;
        }
        return known;
    }

    /** Who we are to the server. */
    private record Self(String user, List<String> groups) {}

    @Override
    public void close() {
        watches.close();
        connection.close();
    }
}
