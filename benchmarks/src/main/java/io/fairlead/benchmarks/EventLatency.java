package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fairlead.Cluster;
import io.fairlead.event.Event;
import io.fairlead.operation.Execution;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * From a status written to our event: a wait for many objects, whose statuses this JVM writes a hundred times a second.
 *
 * <p>The time runs from just before the write is sent, so that the write itself is part of it, until the listener is called; beside it a bare
 * watch of the same objects.
 */
final class EventLatency {

    static final String NAME = "events";

    private static final int OBJECTS = 500;
    private static final long PERIOD_NANOS = 10_000_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Stage stage;
    private final String namespace;
    private final int samples;
    private final long[] sent;
    private final long[] ours;
    private final long[] bare;
    private final AtomicReference<Pass> pass = new AtomicReference<>();

    private EventLatency(Stage stage, int samples) {
        this.stage = stage;
        this.namespace = stage.newNamespace(NAME);
        this.samples = samples;
        this.sent = new long[samples];
        this.ours = new long[samples];
        this.bare = new long[samples];
    }

    /**
     * One wait for some objects.
     *
     * @param first the sample that its first write is
     * @param began counted down when the wait has looked for the first time
     */
    private record Pass(int first, CountDownLatch began) {}

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        report.section(settings.samples() + " statuses written, 100 a second, until the event");
        EventLatency latency = new EventLatency(stage, settings.samples());
        latency.run();
        double p99 = percentile(latency.ours, latency.sent, 0.99);
        report.line("%-24s p50 %6.1f ms, p99 %6.1f ms", "Fairlead", percentile(latency.ours, latency.sent, 0.5), p99);
        report.line(
                "%-24s p50 %6.1f ms, p99 %6.1f ms",
                "a bare fabric8 watch",
                percentile(latency.bare, latency.sent, 0.5),
                percentile(latency.bare, latency.sent, 0.99));
        report.figure(Figure.atMost("from a status written to our event, p99", p99, 20, " ms"));
    }

    private void run() throws Exception {
        Cluster cluster = stage.cluster(options -> options.listener(this::on));
        KubernetesClient peer = stage.peer();
        int count = Math.min(OBJECTS, samples);
        List<Ref> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Ingress ingress = ingress(i);
            peer.resource(ingress).create();
            refs.add(Ref.of(ingress));
        }
        Watch watch = peer.network().v1().ingresses().inNamespace(namespace).watch(new Bare());
        try {
            for (int first = 0; first + count <= samples; first += count) {
                Pass next = new Pass(first, new CountDownLatch(1));
                pass.set(next);
                String address = address(first / count);
                Execution<Void> wait = cluster.start(Operation.doing(work -> work.await(
                        refs, Until.holds("have the address " + address, tree -> says(tree, address)), LIMIT)));
                next.began().await();
                write(peer, first, count, address);
                wait.await().orThrow();
            }
        } finally {
            watch.close();
        }
    }

    private void write(KubernetesClient peer, int first, int count, String address) throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * PERIOD_NANOS;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            HttpRequest request = Peers.request(
                    peer,
                    String.format(
                            Locale.ROOT,
                            "apis/networking.k8s.io/v1/namespaces/%s/ingresses/%s/status",
                            namespace,
                            name(i)),
                    "application/merge-patch+json",
                    "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + address + "\"}]}}}");
            sent[first + i] = System.nanoTime();
            answers.add(peer.getHttpClient().sendAsync(request, byte[].class));
        }
        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            Peers.check(answer.get());
        }
    }

    /** Events come in the order of the writes: so many done means that the first so many were heard of. */
    private void on(Event event) {
        long now = System.nanoTime();
        Pass current = pass.get();
        if (event instanceof Event.WaitProgress progress) {
            for (int i = current.first() + progress.done() - 1; i >= current.first() && ours[i] == 0; i--) {
                ours[i] = now;
            }
            current.began().countDown();
        } else if (event instanceof Event.StepEnded) {
            // The last one ends the wait.
            for (int i = Math.min(samples, current.first() + OBJECTS) - 1; i >= current.first() && ours[i] == 0; i--) {
                ours[i] = now;
            }
        }
    }

    /** The bare watch of the same objects. */
    private final class Bare implements Watcher<Ingress> {

        @Override
        public void eventReceived(Action action, Ingress ingress) {
            long now = System.nanoTime();
            if (action == Action.MODIFIED) {
                int index = Integer.parseInt(ingress.getMetadata().getName().substring("web-".length()));
                bare[pass.get().first() + index] = now;
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // What it does not see counts as not seen.
        }
    }

    private Ingress ingress(int number) {
        return new IngressBuilder()
                .withNewMetadata()
                .withName(name(number))
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withNewDefaultBackend()
                .withNewService()
                .withName("web")
                .withNewPort()
                .withNumber(80)
                .endPort()
                .endService()
                .endDefaultBackend()
                .endSpec()
                .build();
    }

    private static String name(int number) {
        return "web-" + number;
    }

    private static String address(int number) {
        return "192.0.2." + (number + 1);
    }

    private static boolean says(Map<?, ?> tree, String address) {
        return tree.get("status") instanceof Map<?, ?> status
                && status.get("loadBalancer") instanceof Map<?, ?> balancer
                && List.of(Map.of("ip", address)).equals(balancer.get("ingress"));
    }

    private static double percentile(long[] heard, long[] sent, double share) {
        double[] millis = IntStream.range(0, sent.length)
                .filter(i -> heard[i] != 0)
                .mapToDouble(i -> (heard[i] - sent[i]) / 1e6)
                .sorted()
                .toArray();
        return millis[(int) Math.ceil(share * millis.length) - 1];
    }
}
