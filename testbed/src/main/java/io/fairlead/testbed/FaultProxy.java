package io.fairlead.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands before an API server and lets go wrong what does not go wrong by itself: cut connections, half answers, refusals,
 * somebody who writes at the worst moment.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.before(controlPlane)) {
 *     proxy.once(call -> call.writes("/configmaps/web"), Fault.cutAfter());
 *     proxy.client().resource(web).serverSideApply();
 * }
 * }</pre>
 *
 * <p>Plain HTTP on a free port of the loopback address; what it passes on it asks as the user {@code admin}. Safe for use by several
 * threads.
 */
public final class FaultProxy implements AutoCloseable {

    private final KubernetesClient upstream;
    private final String server;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fairlead-fault-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;

    private record Rule(Predicate<ProxiedCall> which, AtomicInteger left, Fault fault) {}

    private FaultProxy(Config config) {
        this.upstream = new KubernetesClientBuilder().withConfig(config).build();
        this.server = config.getMasterUrl().replaceFirst("/$", "");
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new TestbedException("Opening a port for the proxy failed", e);
        }
        Config own = Config.empty();
        own.setMasterUrl("http://127.0.0.1:" + socket.getLocalPort() + "/");
        own.setRequestRetryBackoffLimit(0);
        this.client = new KubernetesClientBuilder().withConfig(own).build();
        threads.execute(this::accept);
    }

    /** A proxy before this control plane; passes everything on as long as nothing else is said. */
    public static FaultProxy before(ControlPlane controlPlane) {
        return new FaultProxy(controlPlane.config());
    }

    /** A client that goes through the proxy; closed with it. */
    public KubernetesClient client() {
        return client;
    }

    /** Strikes the next call for which the condition holds. */
    public FaultProxy once(Predicate<ProxiedCall> which, Fault fault) {
        return times(1, which, fault);
    }

    /** Strikes so many of the next calls for which the condition holds; earlier rules first. */
    public FaultProxy times(int count, Predicate<ProxiedCall> which, Fault fault) {
        rules.add(new Rule(which, new AtomicInteger(count), fault));
        return this;
    }

    /** Strikes every call for which the condition holds. */
    public FaultProxy every(Predicate<ProxiedCall> which, Fault fault) {
        return times(Integer.MAX_VALUE, which, fault);
    }

    /** Takes all rules back. */
    public FaultProxy heal() {
        rules.clear();
        return this;
    }

    /** The calls that came, as {@code METHOD target}, in order. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                // An answer goes out in two writes; the second would wait 40 ms for the first to be acknowledged.
                accepted.setTcpNoDelay(true);
                open.add(accepted);
                threads.execute(() -> serve(accepted));
            } catch (IOException e) {
                return; // Closed, which ends it.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            while (!connection.isClosed()) {
                ProxiedCall call = ProxiedCall.read(connection, in, upstream.getHttpClient(), server);
                if (call == null) {
                    return;
                }
                seen.add(call.toString());
                handle(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The caller sees a cut connection, as with any server that fails so.
        } finally {
            open.remove(connection);
        }
    }

    private void handle(ProxiedCall call) throws Exception {
        Optional<Fault> fault = rules.stream()
                .filter(rule -> rule.which().test(call) && rule.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0)
                .map(Rule::fault)
                .findFirst();
        if (fault.isPresent()) {
            fault.get().strike(call);
        } else if (call.isWatch()) {
            call.stream();
        } else {
            call.answer(call.ask());
        }
    }

    /** Cuts all connections and ends. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new TestbedException("Closing the proxy failed", e);
        } finally {
            threads.shutdownNow();
            client.close();
            upstream.close();
        }
    }
}
