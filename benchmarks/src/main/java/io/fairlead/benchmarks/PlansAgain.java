package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.Cluster;
import io.fairlead.operation.Operation;
import io.fairlead.testbed.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Planning what is there already: how long, and with how many requests, beside {@code kubectl diff}. */
final class PlansAgain {

    static final String NAME = "plan-again";

    /** What {@code kapp deploy --diff-run} was once measured to take for the same on such a machine; it is not at hand here. */
    private static final double KAPP_MILLIS = 900;

    private PlansAgain() {}

    static void measure(Stage stage, Settings settings, Report report) throws Exception {
        of(stage, settings, report, settings.objects(), 1, "ConfigMaps", Samples::configMaps);
        of(stage, settings, report, settings.workloads(), 2, "Deployments with Services", Samples::workloads);
    }

    private static void of(
            Stage stage,
            Settings settings,
            Report report,
            int count,
            int kinds,
            String words,
            BiFunction<String, Integer, List<HasMetadata>> samples)
            throws Exception {
        Cluster cluster = stage.cluster(options -> options);
        String namespace = stage.newNamespace(NAME);
        Operation<Void> apply = NewObjects.applying(samples.apply(namespace, count));
        cluster.run(apply);
        String theirs = stage.newNamespace(NAME);
        String file = stage.kubectl().file(Samples.text(samples.apply(theirs, count)));
        stage.kubectl().run("apply", "--server-side", "-f", file);
        report.section("Planning " + count + " " + words + " again, nothing to do");
        List<Double> plans = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        List<Double> diffs = new ArrayList<>();
        for (int round = -3 * settings.warmUps(); round < 2 * settings.rounds(); round++) {
            Took took = Clock.of(() -> {
                if (!cluster.plan(apply).preview().changesNothing()) {
                    throw new IllegalStateException("The plan would change something");
                }
            });
            if (round >= 0) {
                plans.add(took.wallMillis());
                cpu.add(took.cpuMillis());
            }
            if (round >= 0 && round % 2 == 0) {
                diffs.add(
                        stage.kubectl().run("diff", "--server-side", "-f", file).wallMillis());
            }
        }
        Requests requests = stage.counted(() -> cluster.plan(apply));
        double plan = median(plans);
        double diff = median(diffs);
        report.line(
                "Fairlead %30.0f ms  client CPU %6.0f ms, %d requests: %s",
                plan, median(cpu), requests.count(), requests.summary());
        report.line("kubectl diff --server-side %12.0f ms", diff);
        String what = "plan " + count + " " + words + " again: ";
        report.figure(Figure.atMost(what + "requests", requests.count(), kinds, ""));
        report.figure(Figure.atLeast(what + "as fast as kubectl diff", diff / plan, 50, " x"));
        report.figure(Figure.atLeast(what + "as fast as kapp's 0.9 s", KAPP_MILLIS / plan, 10, " x"));
    }

    private static double median(List<Double> values) {
        return Rounds.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
