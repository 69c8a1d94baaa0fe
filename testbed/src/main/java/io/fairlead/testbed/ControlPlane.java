package io.fairlead.testbed;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A running Kubernetes control plane: etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and kwok in the
 * place of kubelets.
 *
 * <pre>{@code
 * try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneSpec.ofDefaults().withNodes(6))) {
 *     controlPlane.client().namespaces().list();
 * }
 * }</pre>
 *
 * <p>It listens on the loopback address only, on ports that were free, so that many run side by side. It ends with
 * {@link #close()} and with the JVM, however that ends, and leaves nothing behind. Safe for use by several threads.
 */
public final class ControlPlane implements AutoCloseable {

    private static @Nullable ControlPlane shared;

    private final Path folder;
    private final Binaries binaries;
    private final Launch launch;
    private final Process sweeper;
    private final KubernetesClient admin;
    private final RequestLog requests;
    private final AtomicInteger nodes = new AtomicInteger();
    private final ConcurrentLinkedQueue<KubernetesClient> clients = new ConcurrentLinkedQueue<>();

    private ControlPlane(Path folder, Process sweeper, Binaries binaries, Launch launch) {
        this.folder = folder;
        this.sweeper = sweeper;
        this.binaries = binaries;
        this.launch = launch;
        this.admin = remember(Clients.of(kubeconfig()));
        this.requests = new RequestLog(launch.auditLog());
    }

    /** Why there can be no control plane on this machine, in one plain sentence; empty when there can be one. */
    public static Optional<String> whyUnavailable() {
        return Binaries.whyNone();
    }

    /** Starts a control plane, and before the first one builds what it consists of: ten minutes, once a user. */
    public static ControlPlane start(ControlPlaneSpec spec) {
        Binaries binaries = Binaries.find();
        try {
            Path folder = Files.createTempDirectory("fairlead-testbed-");
            Process sweeper = Sweeper.start(folder);
            try {
                return start(folder, sweeper, binaries, spec);
            } catch (RuntimeException e) {
                Sweeper.finish(sweeper);
                throw e;
            }
        } catch (IOException e) {
            throw new TestbedException("Making a folder for the control plane failed", e);
        }
    }

    private static ControlPlane start(Path folder, Process sweeper, Binaries binaries, ControlPlaneSpec spec) {
        Launch launch = Launch.start(folder, binaries, spec, Ports::free);
        try {
            ControlPlane started = new ControlPlane(folder, sweeper, binaries, launch);
            if (binaries.haveNodes() && spec.nodes() > 0) {
                started.nodes(spec.nodes()).zones(spec.zones()).add();
            }
            return started;
        } catch (RuntimeException e) {
            launch.end();
            throw e;
        }
    }

    /** The control plane that all tests of this JVM share; started by the first who asks, with the defaults. */
    public static synchronized ControlPlane shared() {
        ControlPlane current = shared;
        if (current == null) {
            current = start(ControlPlaneSpec.ofDefaults());
            Runtime.getRuntime().addShutdownHook(new Thread(current::close, "fairlead-testbed-close"));
            shared = current;
        }
        return current;
    }

    /** A client of the user {@code admin}, who may do everything; asks once, without retries. Closed with this. */
    public KubernetesClient client() {
        return admin;
    }

    /** The configuration of {@link #client()}, for clients made otherwise. */
    public Config config() {
        return Clients.config(kubeconfig());
    }

    /** A client of another user with these groups, who may do only what RBAC grants. Closed with this. */
    public KubernetesClient client(String user, String... groups) {
        return remember(Clients.of(kubeconfig(user, groups)));
    }

    /** A client that holds a token of this service account, which must exist. Closed with this. */
    public KubernetesClient clientOf(String namespace, String serviceAccount) {
        TokenRequest request = launch.keeper()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build());
        String token = request.getStatus().getToken();
        return remember(Clients.of(launch.kubeconfig().ofToken(serviceAccount, token)));
    }

    /** The kubeconfig of {@link #client()}, with its credentials inside. */
    public String kubeconfig() {
        try {
            return Files.readString(kubeconfigFile());
        } catch (IOException e) {
            throw new TestbedException("Reading the kubeconfig %s failed".formatted(kubeconfigFile()), e);
        }
    }

    /** The kubeconfig of another user with these groups. */
    public String kubeconfig(String user, String... groups) {
        return launch.kubeconfig().of(user, launch.pki().authority().client(user, List.of(groups)));
    }

    /** The file with {@link #kubeconfig()}; it goes when the control plane does. */
    public Path kubeconfigFile() {
        return launch.kubeconfigFile(Users.ADMIN);
    }

    /** The requests that the API server got, to count them. */
    public RequestLog requests() {
        return requests;
    }

    /** More simulated nodes; nothing happens before {@link Nodes#add()}. */
    public Nodes nodes(int count) {
        if (!binaries.haveNodes()) {
            throw new IllegalStateException("There is no kwok beside these binaries, so there can be no nodes");
        }
        return new Nodes(launch.keeper(), nodes.getAndAdd(count) + 1, count);
    }

    /** Whether controllers, scheduler and nodes run, so that workloads come to life; a bare API server has none. */
    public boolean hasControllers() {
        return launch.has("kube-controller-manager") && launch.has("kwok");
    }

    /** Runs the kubectl of the same build as the user {@code kubectl}, who may do everything. */
    public CommandResult kubectl(String... arguments) {
        return kubectl("", arguments);
    }

    /** The same with text for its standard input, as for {@code apply -f -}. */
    public CommandResult kubectlWithInput(String input, String... arguments) {
        return kubectl(input, arguments);
    }

    /** The kubectl of the same build, for those who want to start it themselves. */
    public Path kubectlFile() {
        return Path.of(binaries.command("kubectl"));
    }

    /** The process of one component: {@code kube-apiserver}, {@code etcd}, {@code kwok} and so on. */
    public ControlPlaneProcess process(String component) {
        return launch.process(component);
    }

    /** The kube-apiserver, to pause, kill and restart. */
    public ControlPlaneProcess apiServer() {
        return process("kube-apiserver");
    }

    /** Waits until the API server says that it is ready, as after a restart. */
    public void awaitReady() {
        launch.awaitReady();
    }

    /** A new namespace with its default service account, for a test that the JUnit extension does not make one for. */
    public TestNamespace newNamespace(String hint) {
        return TestNamespace.create(launch.keeper(), hint, launch.has("kube-controller-manager"));
    }

    /** Kills all components, waits until they are gone, and deletes their data. */
    @Override
    public void close() {
        launch.end();
        clients.forEach(KubernetesClient::close);
        Sweeper.finish(sweeper);
    }

    KubernetesClient keeper() {
        return launch.keeper();
    }

    private KubernetesClient remember(KubernetesClient client) {
        clients.add(client);
        return client;
    }

    private CommandResult kubectl(String input, String[] arguments) {
        List<String> command = new ArrayList<>(
                List.of(binaries.command("kubectl"), "--kubeconfig=" + launch.kubeconfigFile(Users.KUBECTL)));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            // Its caches would otherwise lie in the user's home and outlive the control plane.
            builder.environment()
                    .put("KUBECACHEDIR", folder.resolve("kubectl-cache").toString());
            // kubectl keeps its ApplySets (apply --applyset) behind this switch.
            builder.environment().put("KUBECTL_APPLYSET", "true");
            Process process = builder.start();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Threads.ONE_EACH);
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = text(process.getInputStream());
            return new CommandResult(process.waitFor(), output, errors.join());
        } catch (IOException e) {
            throw new TestbedException("Running kubectl failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("Interrupted while kubectl was running", e);
        }
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new TestbedException("Reading what kubectl says failed", e);
        }
    }
}
