package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.testkit.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How soon a Sandbox is there, how fast it takes objects, and how much it holds. */
final class SandboxPace {

    static final String NAME = "sandbox";

    private static final int PODS_A_DEPLOYMENT = 500;
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web-%1$d, namespace: default}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: web-%1$d}}
              template:
                metadata: {labels: {app: web-%1$d}}
                spec:
                  containers:
                  - {name: web, image: "web:1", resources: {requests: {cpu: 100m, memory: 64Mi}}}
            """;

    private SandboxPace() {}

    static void measure(Stage stage, Settings settings, Report report) {
        report.section("The Sandbox");
        starts(settings, report);
        objects(settings, report);
        crowd(settings, report);
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }

    private static void starts(Settings settings, Report report) {
        List<Double> starts = new ArrayList<>();
        List<Double> stops = new ArrayList<>();
        for (int i = 0; i <= settings.rounds(); i++) {
            long start = System.nanoTime();
            var sandbox = Sandbox.start();
            int nodes = sandbox.client().nodes().list().getItems().size();
            double took = millis(start);
            long stop = System.nanoTime();
            sandbox.close();
            report.line("start %d, with %d nodes listed: %.0f ms", i + 1, nodes, took);
            if (i > 0) {
                starts.add(took);
                stops.add(millis(stop));
            }
        }
        report.figure(Figure.atMost("Sandbox: the second start in a JVM", starts.get(0), 300, " ms"));
        report.figure(Figure.atMost("a stop, median", median(stops), 1_000, " ms"));
    }

    private static void objects(Settings settings, Report report) {
        Owner owner = Owner.of("bench/sandbox");
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < settings.warmUps() + settings.rounds(); round++) {
            List<ConfigMap> maps = new ArrayList<>();
            for (int i = 0; i < settings.objects(); i++) {
                maps.add(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("map-" + i)
                        .endMetadata()
                        .addToData("key", "value " + i)
                        .build());
            }
            try (var sandbox = Sandbox.start()) {
                long start = System.nanoTime();
                sandbox.cluster(o -> o.withoutJournal())
                        .run(Operation.doing(work -> work.apply(Batch.of(owner, maps))));
                rounds.add(millis(start));
            }
        }
        report.line("%d ConfigMaps applied over HTTP, the controllers on, in ms: %s", settings.objects(), rounds);
        report.figure(Figure.atMost(
                settings.objects() + " objects applied to it over HTTP, median",
                median(rounds.subList(settings.warmUps(), rounds.size())),
                1_000,
                " ms"));
    }

    private static void crowd(Settings settings, Report report) {
        int nodes = settings.objects();
        int pods = 10 * nodes;
        try (var sandbox = Sandbox.start(s -> s.clock(Instant.EPOCH).nodes(nodes))) {
            long start = System.nanoTime();
            for (int i = 0; i < pods / PODS_A_DEPLOYMENT; i++) {
                sandbox.client()
                        .resource(Serialization.unmarshal(WEB.formatted(i, PODS_A_DEPLOYMENT), Deployment.class))
                        .create();
            }
            sandbox.advance(Duration.ofMinutes(1));
            double made = millis(start);
            long listing = System.nanoTime();
            long running = sandbox.client().pods().inNamespace("default").list().getItems().stream()
                    .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                    .count();
            double listed = millis(listing);
            System.gc();
            double used =
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
            report.line(
                    "%d nodes, %d of %d pods run after %.0f s, listed in %.0f ms, heap in use %.0f MB",
                    nodes, running, pods, made / 1e3, listed, used);
            report.figure(new Figure(
                    nodes + " nodes with " + pods + " pods: pods that run",
                    Long.toString(running),
                    "all",
                    running == pods));
        }
    }
}
