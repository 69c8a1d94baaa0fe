package io.fairlead.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * The running processes of one control plane, how they are started, and what must be true before they are of use.
 *
 * <p>etcd and kube-apiserver start side by side; the others follow once the API server says it is ready, since they
 * would only fail and pause before.
 */
final class Launch {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int PORTS = 5;
    private static final int ATTEMPTS = 5;
    private static final String PORT_TAKEN = "address already in use";

    private final Path folder;
    private final Binaries binaries;
    private final ControlPlaneSpec spec;
    private final Pki pki;
    private final Commands commands;
    private final Kubeconfig kubeconfig;
    private final KubernetesClient keeper;
    private final Map<String, ControlPlaneProcess> processes = new LinkedHashMap<>();

    private Launch(Path folder, Binaries binaries, ControlPlaneSpec spec, List<Integer> ports) throws IOException {
        this.folder = folder;
        this.binaries = binaries;
        this.spec = spec;
        this.pki = Pki.create(folder.resolve("pki"));
        this.commands = new Commands(binaries, folder, pki, ports);
        this.kubeconfig =
                new Kubeconfig(commands.server(), pki.authority().identity().certificate());
        this.keeper = Clients.of(kubeconfig.of(Users.KEEPER, Users.keeper(pki)));
    }

    /** Starts everything, on other ports when another process was quicker to take them. */
    static Launch start(Path folder, Binaries binaries, ControlPlaneSpec spec, IntFunction<List<Integer>> ports) {
        for (int attempt = 1; ; attempt++) {
            Path own = folder.resolve("start-" + attempt);
            Launch launch;
            try {
                launch = new Launch(Files.createDirectories(own), binaries, spec, ports.apply(PORTS));
            } catch (IOException e) {
                throw new TestbedException("Preparing a control plane in %s failed".formatted(own), e);
            }
            try {
                launch.run();
                return launch;
            } catch (PortTakenException e) {
                launch.end();
                if (attempt == ATTEMPTS) {
                    throw new TestbedException(
                            "No free ports for a control plane in %d attempts".formatted(ATTEMPTS), e);
                }
            } catch (RuntimeException | IOException e) {
                launch.end();
                throw e instanceof TestbedException known ? known : new TestbedException("No control plane", e);
            }
        }
    }

    Pki pki() {
        return pki;
    }

    /** The client for the testbed's own chores. */
    KubernetesClient keeper() {
        return keeper;
    }

    Kubeconfig kubeconfig() {
        return kubeconfig;
    }

    Path auditLog() {
        return commands.auditLog();
    }

    Path kubeconfigFile(String user) {
        return commands.kubeconfigFile(user);
    }

    ControlPlaneProcess process(String name) {
        ControlPlaneProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalStateException(
                    "This control plane has no %s; it has %s".formatted(name, String.join(", ", processes.keySet())));
        }
        return process;
    }

    boolean has(String name) {
        return processes.containsKey(name);
    }

    /**
     * Kills what runs, the writers first, so that nobody reports a lost server, and closes the client.
     *
     * <p>In this order: a client that is closed with its connections open complains about it in the log.
     */
    void end() {
        List<ControlPlaneProcess> inOrder = new ArrayList<>(processes.values());
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            inOrder.get(i).kill();
        }
        keeper.close();
    }

    /** Waits until the API server answers that it is ready, or says why it ended. */
    void awaitReady() {
        ControlPlaneProcess apiServer = process("kube-apiserver");
        Instant limit = Instant.now().plus(READY);
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(this::isReady, Threads.ONE_EACH);
        while (!answer.getNow(false)) {
            // Between the glances: a server whose etcd has ended takes long to answer at all.
            processes.values().forEach(this::glanceAt);
            if (answer.isDone() && !answer.join()) {
                answer = CompletableFuture.supplyAsync(this::isReady, Threads.ONE_EACH);
            }
            if (Instant.now().isAfter(limit)) {
                throw new TestbedException("kube-apiserver was not ready within %d s; it said last:%n%s"
                        .formatted(READY.toSeconds(), apiServer.lastWords()));
            }
        }
    }

    private void run() throws IOException {
        commands.writeFiles(kubeconfig, spec);
        start("etcd", commands.etcd());
        start("kube-apiserver", commands.apiServer(spec));
        awaitReady();
        if (binaries.haveControllers()) {
            start("kube-controller-manager", commands.controllerManager());
            start("kube-scheduler", commands.scheduler());
        }
        if (binaries.haveNodes()) {
            start("kwok", commands.kwok(spec));
            Platform.register(keeper);
        }
        if (binaries.haveControllers()) {
            // No pod can be made before its account is there, and the account proves that the controllers work.
            keeper.serviceAccounts()
                    .inNamespace("default")
                    .withName("default")
                    .waitUntilCondition(Objects::nonNull, READY.toSeconds(), TimeUnit.SECONDS);
        }
        if (spec.metrics()) {
            start("metrics-server", commands.metricsServer());
            Metrics.register(keeper, commands.metricsPort());
        }
        processes.values().forEach(this::glanceAt);
    }

    private void start(String name, List<String> command) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        ControlPlaneProcess process = new ControlPlaneProcess(name, command, logs.resolve(name + ".log"));
        processes.put(name, process);
        process.start();
    }

    /** A glance takes a moment, so that a loop of them is no busy one, and notices when the process has ended. */
    private void glanceAt(ControlPlaneProcess process) {
        try {
            if (process.endedWithin(GLANCE)) {
                if (process.log().contains(PORT_TAKEN)) {
                    throw new PortTakenException(process.name());
                }
                throw new TestbedException("%s ended while the control plane was starting; it said last:%n%s"
                        .formatted(process.name(), process.lastWords()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("Interrupted while the control plane was starting", e);
        }
    }

    private boolean isReady() {
        try {
            return "ok".equals(keeper.raw("/readyz"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** Another process took a port between our choice and our use of it. */
    private static final class PortTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String process) {
            super("A port chosen for %s was taken by another process".formatted(process));
        }
    }
}
