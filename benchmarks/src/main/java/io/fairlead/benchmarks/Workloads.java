package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deployments with their Services: until applied, and until all are ready, as one watch sees it for all contenders. */
final class Workloads {

    static final String NAME = "workloads";

    private static final String OURS = "Fairlead, apply and await";
    private static final String ROLLOUT = "kubectl apply, then rollout status";
    private static final String WAIT = "kubectl apply, then wait for Available";
    private static final String LOOP = "fabric8 loop, 32 threads, then a bare watch";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Stage stage;
    private final int count;
    private final Map<String, List<Phases>> taken = new LinkedHashMap<>();

    private Workloads(Stage stage, int count) {
        this.stage = stage;
        this.count = count;
    }

    /**
     * When what was so, in milliseconds from the start.
     *
     * @param applied all objects were written
     * @param ready the last Deployment was ready
     * @param ended the contender said so
     */
    private record Phases(double applied, double ready, double ended) {}

    /** Does the job in a namespace, and tells when it has applied. */
    @FunctionalInterface
    private interface Job {
        void run(String namespace, List<HasMetadata> objects, Runnable applied) throws Exception;
    }

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        Workloads workloads = new Workloads(stage, settings.workloads());
        report.section(settings.workloads() + " Deployments with their Services");
        Map<String, Job> jobs = workloads.jobs();
        List<String> names = List.copyOf(jobs.keySet());
        for (int round = -1; round < settings.rounds(); round++) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(Math.floorMod(i + round, names.size()));
                Phases phases = workloads.round(jobs.get(name));
                if (round >= 0) {
                    workloads
                            .taken
                            .computeIfAbsent(name, key -> new java.util.ArrayList<>())
                            .add(phases);
                }
            }
        }
        workloads.tell(names, report);
    }

    private Map<String, Job> jobs() {
        Cluster cluster = stage.cluster(options -> options);
        KubernetesClient peer = stage.peer();
        Map<String, Job> jobs = new LinkedHashMap<>();
        jobs.put(
                OURS,
                (namespace, objects, applied) -> cluster.run(Operation.doing(work -> {
                    Applied done = work.apply(Batch.of(NewObjects.OWNER, objects));
                    applied.run();
                    List<Ref> deployments = done.objects().keySet().stream()
                            .filter(ref -> ref.kind().name().equals("Deployment"))
                            .toList();
                    work.await(deployments, Until.ready(), LIMIT);
                })));
        jobs.put(ROLLOUT, (namespace, objects, applied) -> {
            kubectlApply(objects);
            applied.run();
            stage.kubectl().run("rollout", "status", "deployment", "-n", namespace, "--timeout=5m");
        });
        jobs.put(WAIT, (namespace, objects, applied) -> {
            kubectlApply(objects);
            applied.run();
            stage.kubectl()
                    .run("wait", "deployment", "--all", "-n", namespace, "--for=condition=Available", "--timeout=5m");
        });
        jobs.put(LOOP, (namespace, objects, applied) -> {
            Peers.loop(peer, objects, 32);
            applied.run();
        });
        return jobs;
    }

    private void kubectlApply(List<HasMetadata> objects) throws Exception {
        stage.kubectl().run("apply", "--server-side", "-f", stage.kubectl().file(Samples.text(objects)));
    }

    private Phases round(Job job) throws Exception {
        String namespace = stage.newNamespace(NAME);
        List<HasMetadata> objects = Samples.workloads(namespace, count);
        try (ReadyWatch watch = new ReadyWatch(stage.peer(), namespace, count)) {
            long start = System.nanoTime();
            long[] applied = new long[1];
            job.run(namespace, objects, () -> applied[0] = System.nanoTime());
            long ended = System.nanoTime();
            long ready = watch.await();
            return new Phases(
                    (applied[0] - start) / 1e6,
                    (ready - start) / 1e6,
                    Math.max(ended, ready) == ended ? (ended - start) / 1e6 : (ready - start) / 1e6);
        } finally {
            stage.delete(namespace);
        }
    }

    private void tell(List<String> names, Report report) {
        for (String name : names) {
            report.line(
                    "%-46s applied %6.0f ms, ready %6.0f ms, said so %6.0f ms",
                    name, median(name, Phases::applied), median(name, Phases::ready), median(name, Phases::ended));
        }
        String what = count + " Deployments: ";
        double[] faster = new double[taken.get(OURS).size()];
        double[] later = new double[faster.length];
        for (int i = 0; i < faster.length; i++) {
            Phases ours = taken.get(OURS).get(i);
            faster[i] = taken.get(ROLLOUT).get(i).applied() / ours.applied();
            double fastest = Double.MAX_VALUE;
            for (String peer : List.of(ROLLOUT, WAIT, LOOP)) {
                fastest = Math.min(fastest, taken.get(peer).get(i).ready());
            }
            later[i] = ours.ready() / fastest;
        }
        report.figure(Figure.atLeast(what + "applied as fast as kubectl", Rounds.median(faster), 2.5, " x"));
        report.figure(Figure.atMost(
                what + "time to all ready, of the fastest peer's", 100 * Rounds.median(later), 100, " %"));
    }

    private double median(String name, java.util.function.ToDoubleFunction<Phases> figure) {
        return Rounds.median(taken.get(name).stream().mapToDouble(figure).toArray());
    }
}
