package io.fairlead;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.event.Event;
import io.fairlead.internal.engine.Engine;
import io.fairlead.internal.engine.EngineOptions;
import io.fairlead.internal.engine.SafeListener;
import io.fairlead.internal.kube.FabricKubeApi;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.internal.resilience.Sendable;
import io.fairlead.internal.time.Pace;
import io.fairlead.journal.Journal;
import io.fairlead.operation.Execution;
import io.fairlead.operation.Follower;
import io.fairlead.operation.Following;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The door to one Kubernetes cluster: reads an operation as a plan, or carries it out.
 *
 * <pre>{@code
 * try (var cluster = Cluster.connect()) {
 *   var plan = cluster.plan(operation);
 *   System.out.println(plan);
 *   plan.run();
 * }
 * }</pre>
 *
 * <p>Thread-safe; one is enough for a program. Every method blocks, may be interrupted, and throws
 * {@link io.fairlead.failure.FairleadException} with what was tried, what happened and what to do.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration RECREATION = Duration.ofMinutes(2);

    private final FabricKubeApi api;
    private final Engine engine;
    private final String namespace;

    private Cluster(FabricKubeApi api, ClusterOptions options, SafeListener listener, String fallbackNamespace) {
        this.api = api;
        this.namespace =
                Optional.of(options.namespace()).filter(name -> !name.isEmpty()).orElse(fallbackNamespace);
        this.engine = new Engine(
                api,
                Pace.real(),
                new EngineOptions(namespace, RECREATION, ReadinessRules.of(options.readiness()), options.journal()),
                listener);
    }

    /** The cluster of the current kubeconfig context, or the one that this process runs in; all of fabric8's ways to authenticate. */
    public static Cluster connect() {
        return connect(options -> options);
    }

    /** The cluster of a context of the kubeconfig. */
    public static Cluster connect(String context) {
        return connect(context, options -> options);
    }

    /** As {@link #connect()}, with options: {@code Cluster.connect(o -> o.namespace("shop"))}. */
    public static Cluster connect(UnaryOperator<ClusterOptions> configurator) {
        return open(Config.autoConfigure(null), ClusterOptions.of(configurator));
    }

    /** As {@link #connect(String)}, with options. */
    public static Cluster connect(String context, UnaryOperator<ClusterOptions> configurator) {
        return open(Config.autoConfigure(context), ClusterOptions.of(configurator));
    }

    private static Cluster open(Config config, ClusterOptions options) {
        SafeListener listener = new SafeListener(options.listener());
        return new Cluster(
                FabricKubeApi.connect(config, resilience(options), observer(options, listener)),
                options,
                listener,
                namespace(config));
    }

    /** The cluster of a client at hand, which stays its owner's to close; our own retries take the place of its. */
    public static Cluster using(KubernetesClient client) {
        return using(client, options -> options);
    }

    /** As {@link #using(KubernetesClient)}, with options. */
    public static Cluster using(KubernetesClient client, UnaryOperator<ClusterOptions> configurator) {
        ClusterOptions options = ClusterOptions.of(configurator);
        SafeListener listener = new SafeListener(options.listener());
        return new Cluster(
                FabricKubeApi.using(client, resilience(options), observer(options, listener)),
                options,
                listener,
                namespace(client.getConfiguration()));
    }

    private static String namespace(Config config) {
        String namespace = config.getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    private static Resilience resilience(ClusterOptions options) {
        return Resilience.ofDefaults()
                .with(options.retry())
                .with(options.time())
                .with(options.concurrency());
    }

    private static CallObserver observer(ClusterOptions options, SafeListener listener) {
        CallObserver events = new CallObserver() {
            @Override
            public void retrying(Sendable request, String why, Duration pause) {
                listener.soon(
                        new Event.Retried(Pace.real().now(), request.verb() + " " + request.resource(), why, pause));
            }
        };
        return options.metrics()
                .map(metrics -> events.and(metrics.observer(options.concurrency())))
                .orElse(events);
    }

    /**
     * Reads an operation as a plan: what it would do now, field by field, without changing anything.
     *
     * @throws io.fairlead.plan.PlanFailed when the program itself throws
     */
    public <R> Plan<R> plan(Operation<R> operation) {
        return engine.plan(operation);
    }

    /** Carries an operation out, and gives its result or throws its failure. */
    public <R> R run(Operation<R> operation) {
        return engine.run(operation);
    }

    /** Carries an operation out, and gives its end as a value: done, refused, undone, or stuck. */
    public <R> Outcome<R> attempt(Operation<R> operation) {
        return engine.attempt(operation);
    }

    /**
     * Carries an operation out if its effect is the approved one, whichever process planned it, and however long ago.
     *
     * <p>Plans first, with the times and {@code once} values of the saved plan; secrets are made anew, and their leaves are not compared.
     *
     * @throws io.fairlead.plan.PlanDrifted with the difference and the new plan, when the effect would be another one; nothing was written
     * @throws io.fairlead.plan.BadPlan when it was planned for another cluster
     */
    public <R> R run(Operation<R> operation, SavedPlan approved) {
        return attempt(operation, approved).orThrow();
    }

    /** As {@link #run(Operation, SavedPlan)}, with the end as a value. */
    public <R> Outcome<R> attempt(Operation<R> operation, SavedPlan approved) {
        return engine.attempt(operation, approved.stored());
    }

    /**
     * Carries out an operation that only reads.
     *
     * @throws io.fairlead.failure.Misuse at its first write, which is not sent
     */
    public <R> R query(Operation<R> operation) {
        return engine.query(operation);
    }

    /**
     * Follows the objects of some kinds: tells how each is now, then every change, until it is closed. One list and one watch a kind; lost
     * watches are taken up again behind it.
     *
     * <p>Verbs: {@code list} and {@code watch} on each kind.
     *
     * @throws io.fairlead.failure.UnknownKind when a kind is not served
     */
    public Following follow(List<Kind> kinds, Selection selection, Follower follower) {
        return engine.follow(kinds, selection, follower);
    }

    /** Starts an operation on a thread of its own. */
    public <R> Execution<R> start(Operation<R> operation) {
        return engine.start(operation);
    }

    /**
     * The records that operations leave in the cluster, from which another process takes back what this one wrote, also after it died.
     */
    public Journal journal() {
        return engine.journal();
    }

    /** The namespace of objects and references that name none. */
    public String namespace() {
        return namespace;
    }

    /** Who the API server takes us for. */
    public String user() {
        return api.user();
    }

    /** The groups that the API server takes us to be in, in its order. */
    public List<String> groups() {
        return api.groups();
    }

    /** Closes the connections that this cluster opened; a client that was given stays open. */
    @Override
    public void close() {
        api.close();
    }

    @Override
    public String toString() {
        return "Cluster " + api.server() + ", namespace " + namespace;
    }
}
