package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.RunReport;
import io.fairlead.SavedPlan;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.plan.BadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plan in one step of a pipeline, have the plan approved, run it in another: {@code PlanInAPipeline plan|run PLAN MANIFESTS REPORT} writes
 * a report and ends with its exit code.
 */
public final class PlanInAPipeline {

    private PlanInAPipeline() {}

    static RunReport plan(Cluster cluster, Operation<?> operation, Path file) throws IOException {
        var plan = cluster.plan(operation);
        Files.writeString(file, plan.toJson());
        return RunReport.of(plan);
    }

    static RunReport run(Cluster cluster, Operation<?> operation, Path file) throws IOException {
        try {
            var approved = SavedPlan.parse(Files.readString(file));
            return RunReport.of(cluster.attempt(operation, approved));
        } catch (BadPlan e) {
            return RunReport.refused(e);
        }
    }

    /** One step of the pipeline, on the cluster of the kubeconfig. */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[1]);
        var apply = Apply.of(Manifests.read(Path.of(arguments[2])));
        RunReport report;
        try (var cluster = Cluster.connect()) {
            report = arguments[0].equals("plan") ? plan(cluster, apply, file) : run(cluster, apply, file);
        }
        Files.writeString(Path.of(arguments[3]), report.toJson());
        System.exit(report.exitCode());
    }
}
