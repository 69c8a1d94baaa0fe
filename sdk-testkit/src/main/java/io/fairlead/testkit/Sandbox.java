package io.fairlead.testkit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.Cluster;
import io.fairlead.ClusterOptions;
import io.fairlead.testkit.internal.controllers.Controllers;
import io.fairlead.testkit.internal.http.Api;
import io.fairlead.testkit.internal.http.Core;
import io.fairlead.testkit.internal.http.FaultPlan;
import io.fairlead.testkit.internal.http.Recorder;
import io.fairlead.testkit.internal.kinds.ClusterAdmission;
import io.fairlead.testkit.internal.kinds.Unplayed;
import io.fairlead.testkit.internal.lifecycle.Lifecycle;
import io.fairlead.testkit.internal.quota.Quotas;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.state.State;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Dice;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.LocalObjects;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.User;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import io.fairlead.testkit.internal.time.SandboxTime;
import io.fairlead.testkit.internal.tls.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes cluster in this JVM: a real HTTP API server with the controllers that make workloads live.
 *
 * <p>Any client can talk to it, over the loopback address and with a token. What it does, it does as Kubernetes 1.37 does;
 * what it does not do, it refuses with 501 and one sentence. Safe for use by many threads. Close it at the end.
 */
public final class Sandbox implements AutoCloseable {
    private final SandboxTime time;
    private final Store store;
    private final Api api;
    private final Recorder recorder = new Recorder();
    private final FaultPlan faults = new FaultPlan();
    private final Unplayed unplayed;
    private final State state;
    private final @Nullable Controllers controllers;
    private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
    private final List<Cluster> clusters = new CopyOnWriteArrayList<>();
    private final String adminToken;
    private final KubernetesClient admin;
    private final Cluster cluster;

    private Sandbox(SandboxOptions options, List<Map<String, Object>> dump) {
        this.time = options.clock().map(SandboxTime::jumping).orElseGet(SandboxTime::real);
        this.store = new Store();
        Dice dice = options.dice();
        var catalog = new Catalog();
        var authorizer = new Authorizer(store);
        if (options.rbac()) {
            authorizer.enforce();
        }
        var quotas = new Quotas(store);
        this.unplayed = new Unplayed(options.storeOnly(), options.isStrict(), options.controllers());
        var admission = new ClusterAdmission(store, authorizer, quotas, unplayed, dice);
        var writer = new Writer(store, catalog, time, admission, dice);
        var deleter = new Deleter(store, time, admission);
        Lifecycle.start(store, catalog, writer, deleter, quotas, time, time::execute);
        namespaces(catalog, writer);
        this.state = new State(store, catalog, writer, admission, unplayed, time);
        load(dump);
        var objects = new LocalObjects(store, catalog, writer, deleter);
        this.controllers = options.controllers() ? Controllers.start(objects, time, options.controllerOptions()) : null;
        try {
            var core = new Core(store, catalog, writer, deleter, authorizer, time);
            this.api = new Api(core, recorder, faults, unplayed, options.usage());
        } catch (IOException e) {
            throw new UncheckedIOException("The Sandbox finds no free port on the loopback address", e);
        }
        this.adminToken = api.token(User.ADMIN);
        this.admin = open(adminToken, "default");
        this.cluster = cluster(o -> o);
    }

    /** Starts a cluster of three nodes in three zones, on the machine's time. */
    public static Sandbox start() {
        return start(options -> {});
    }

    /** Starts a cluster as configured: {@code Sandbox.start(s -> s.nodes(6).zones(3).cpus(8).memory("32Gi"))}. */
    public static Sandbox start(Consumer<SandboxOptions> configure) {
        var options = new SandboxOptions();
        configure.accept(options);
        return new Sandbox(options, List.of());
    }

    /** As {@link #from(String, Consumer)}, with what a Sandbox begins with. */
    public static Sandbox from(String dump) {
        return from(dump, options -> {});
    }

    /**
     * Starts a cluster with the objects of a dump: what {@link #save} wrote, or {@code kubectl get} of a real cluster with
     * {@code -o yaml}. Its nodes take the place of the Sandbox's own. The values of Secrets are left out, Events too.
     *
     * @throws IllegalArgumentException if the dump cannot be read, or has objects of kinds that are not served
     */
    public static Sandbox from(String dump, Consumer<SandboxOptions> configure) {
        var options = new SandboxOptions();
        configure.accept(options);
        List<Map<String, Object>> objects = State.parse(dump);
        options.leaveOutWhatIsIn(objects);
        return new Sandbox(options, objects);
    }

    private void load(List<Map<String, Object>> dump) {
        if (dump.isEmpty()) {
            return;
        }
        try {
            state.load(dump);
        } catch (RuntimeException e) {
            time.close();
            throw e;
        }
    }

    private static void namespaces(Catalog catalog, Writer writer) {
        Kind kind = catalog.find("", "v1", "namespaces").orElseThrow();
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            Map<String, Object> namespace = new LinkedHashMap<>();
            namespace.put("kind", "Namespace");
            namespace.put("apiVersion", "v1");
            namespace.put("metadata", new LinkedHashMap<>(Map.of("name", name)));
            writer.create(kind, "", namespace, WriteOptions.internal("kube-apiserver"));
        }
    }

    /** A client that may do everything; closed with the Sandbox. */
    public KubernetesClient client() {
        return admin;
    }

    /** A client of another user, in these groups besides {@code system:authenticated}; closed with the Sandbox. */
    public KubernetesClient client(String user, String... groups) {
        return open(api.token(User.authenticated(user, List.of(groups))), "default");
    }

    /** A client that may do everything, with a namespace of its own; closed with the Sandbox. */
    KubernetesClient clientIn(String namespace) {
        return open(adminToken, namespace);
    }

    /** The cluster as Fairlead reads and changes it, by a user who may do everything; closed with the Sandbox. */
    public Cluster cluster() {
        return cluster;
    }

    /** As {@link #cluster()}, with options; another one at each call. */
    public Cluster cluster(UnaryOperator<ClusterOptions> configurator) {
        return cluster(admin, configurator);
    }

    /** The cluster as it is for the user of a client of this Sandbox. */
    public Cluster cluster(KubernetesClient client, UnaryOperator<ClusterOptions> configurator) {
        Cluster opened = Cluster.using(client, configurator);
        clusters.add(opened);
        return opened;
    }

    private KubernetesClient open(String token, String namespace) {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config(token, namespace))
                .build();
        clients.add(client);
        return client;
    }

    /**
     * The configuration of a client that may do everything, with the namespace {@code default}. It tries nothing again by
     * itself, so that a fault is seen as it is and requests can be counted.
     */
    public Config config() {
        return config(adminToken, "default");
    }

    private Config config(String token, String namespace) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(api.url())
                .withOauthToken(token)
                .withNamespace(namespace)
                .withRequestRetryBackoffLimit(0)
                .withAutoConfigure(false)
                .build();
    }

    /**
     * A kubeconfig of a user who may do everything, for kubectl and anything else: over TLS, with the certificate to trust in
     * it, because such clients show a token to nobody over plain HTTP.
     */
    public String kubeconfig() {
        String authority =
                Base64.getEncoder().encodeToString(Authority.get().pem().getBytes(StandardCharsets.US_ASCII));
        return String.join(
                "\n",
                "apiVersion: v1",
                "kind: Config",
                "clusters:",
                "- name: sandbox",
                "  cluster:",
                "    server: " + api.url().replace("http:", "https:"),
                "    certificate-authority-data: " + authority,
                "users:",
                "- name: sandbox",
                "  user:",
                "    token: " + adminToken,
                "contexts:",
                "- name: sandbox",
                "  context:",
                "    cluster: sandbox",
                "    user: sandbox",
                "    namespace: default",
                "current-context: sandbox",
                "");
    }

    /** Where the API server listens, such as {@code http://127.0.0.1:40123}; the same port answers over TLS. */
    public String url() {
        return api.url();
    }

    /** A bearer token of another user, for clients of other kinds. */
    public String token(String user, String... groups) {
        return api.token(User.authenticated(user, List.of(groups)));
    }

    /** Plans that something goes wrong: {@code sandbox.fault().verb("patch").kind("ConfigMap").answer(409)}. */
    public SandboxFault fault() {
        return new SandboxFault(faults);
    }

    /**
     * The nodes, to lose and to taint.
     *
     * @throws UnsupportedOperationException if no controllers run
     */
    public SandboxNodes nodes() {
        if (controllers == null) {
            throw new UnsupportedOperationException("A Sandbox without controllers has no nodes");
        }
        return new SandboxNodes(admin, controllers.machines());
    }

    /** Lets no request go wrong any more. */
    public void clearFaults() {
        faults.clear();
    }

    /** The requests so far; {@link SandboxRequests#mark()} begins anew. */
    public SandboxRequests requests() {
        return new SandboxRequests(recorder, 0);
    }

    /** All objects but Events as YAML, the values of Secrets left out; {@link #from(String)} starts from it again. */
    public String save() {
        return state.save();
    }

    /** What became of all objects, in the order of the writes: the last 20,000 of each kind. */
    public SandboxHistory history() {
        return SandboxHistory.of(store.history());
    }

    /** Compacts the history of changes: a watch that would continue from before is answered 410. */
    public void compact() {
        store.compact();
    }

    /**
     * The rules that writes so far would have had to satisfy on a real cluster and that were not looked at here: those of
     * custom resource definitions that are written in CEL, as {@code widgets.example.com spec: self.min <= self.max}.
     */
    public List<String> unchecked() {
        return unplayed.unchecked();
    }

    /** Now, in this cluster. */
    public Instant now() {
        return time.instant();
    }

    /**
     * Lets time pass, and everything that falls due in it happen, in milliseconds.
     *
     * @throws UnsupportedOperationException if the cluster runs on the machine's time
     */
    public void advance(Duration by) {
        time.advance(by);
    }

    /** Waits until the cluster has nothing left to do now. */
    public void settle() {
        time.settle();
    }

    /** Stops the server, its controllers and its clients. */
    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(clusters);
        all.addAll(clients);
        Optional.ofNullable(controllers).ifPresent(all::add);
        all.add(api);
        all.add(time);
        RuntimeException failure = null;
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("The Sandbox did not stop cleanly", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
