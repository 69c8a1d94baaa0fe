package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.Cluster;
import io.fairlead.failure.NotReady;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import io.fairlead.testbed.FaultyImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** From an image that cannot be pulled, as the pod's status says it first, to the verdict with its cause; beside kubectl's. */
final class Verdict {

    static final String NAME = "verdict";

    private static final int DEADLINE_SECONDS = 20;

    private Verdict() {}

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        report.section("An image that cannot be pulled");
        Cluster cluster = stage.cluster(options -> options);
        List<Double> verdicts = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            verdicts.add(ours(stage, cluster));
        }
        double worst = verdicts.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        report.line("Fairlead, verdict after the status as a bare watch sees it, in seconds: %s", verdicts);
        String namespace = stage.newNamespace(NAME);
        stage.peer().resource(broken(namespace)).create();
        Took kubectl = stage.kubectl().run(List.of(1), "rollout", "status", "deployment/web", "-n", namespace);
        report.line(
                "kubectl rollout status, with a progress deadline of %d s: %.1f s, and no cause",
                DEADLINE_SECONDS, kubectl.wallMillis() / 1000);
        report.figure(Figure.atMost("from an image that cannot be pulled to the verdict, slowest", worst, 2, " s"));
    }

    private static double ours(Stage stage, Cluster cluster) throws Exception {
        String namespace = stage.newNamespace(NAME);
        Deployment deployment = broken(namespace);
        First first = new First();
        Watch watch = stage.peer().pods().inNamespace(namespace).watch(first);
        try {
            cluster.run(Operation.doing(work -> {
                work.apply(Batch.of(NewObjects.OWNER, deployment));
                work.await(Ref.of(deployment), Until.ready(), Duration.ofMinutes(1));
            }));
            throw new IllegalStateException("The Deployment was called ready");
        } catch (NotReady verdict) {
            // The verdict may come before the bare watch has seen what it is about.
            long at = System.nanoTime();
            return Math.round((at - first.at()) / 1e6) / 1e3;
        } finally {
            watch.close();
            stage.delete(namespace);
        }
    }

    private static Deployment broken(String namespace) {
        Deployment deployment = Samples.deployment(namespace, "web", FaultyImage.CANNOT_PULL.of(Samples.IMAGE));
        deployment.getSpec().setProgressDeadlineSeconds(DEADLINE_SECONDS);
        return deployment;
    }

    /** When a pod first said that its image cannot be pulled. */
    private static final class First implements Watcher<Pod> {

        private final CompletableFuture<Long> at = new CompletableFuture<>();

        long at() throws Exception {
            return at.get(1, TimeUnit.MINUTES);
        }

        @Override
        public void eventReceived(Action action, Pod pod) {
            boolean says = pod.getStatus().getContainerStatuses().stream()
                    .map(container -> container.getState())
                    .filter(Objects::nonNull)
                    .map(state -> state.getWaiting())
                    .anyMatch(waiting -> waiting != null
                            && List.of("ErrImagePull", "ImagePullBackOff").contains(waiting.getReason()));
            if (says) {
                at.complete(System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // It has seen what it is for.
        }
    }
}
