package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.ha.rollout.History;
import io.fairlead.ha.rollout.Pause;
import io.fairlead.ha.rollout.Restart;
import io.fairlead.ha.rollout.Resume;
import io.fairlead.ha.rollout.Revisions;
import io.fairlead.ha.rollout.Rollback;
import io.fairlead.ha.rollout.RolledOut;
import io.fairlead.ha.rollout.Rollout;
import io.fairlead.ha.rollout.RolloutFailed;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Release a change of a workload, see why it fails, and go back to a revision of before. */
public final class ReleaseAndTakeBack {

    private ReleaseAndTakeBack() {}

    static Operation<RolledOut> release(String image) {
        return Rollout.of(
                "default/web",
                r -> r.image("web", image).because("the summer catalogue").within(Duration.ofMinutes(5)));
    }

    static Operation<RolledOut> gated(String image, BooleanSupplier errorsAreFew) {
        var gate = Gate.of("fewer errors than 1 %", "the dashboard", Duration.ofMinutes(2), errorsAreFew);
        return Rollout.of("default/web", r -> r.image(image).gate(gate));
    }

    static Operation<RolledOut> resized() {
        return Rollout.of(
                "default/web",
                r -> r.request("web", "memory", "256Mi")
                        .env("web", "CACHE", "large")
                        .template(template -> {
                            template.getSpec().setTerminationGracePeriodSeconds(60L);
                            return template;
                        }));
    }

    static List<String> why(Outcome<RolledOut> outcome) {
        if (outcome instanceof Outcome.Undone<RolledOut> undone && undone.cause() instanceof RolloutFailed failed) {
            return failed.causes().stream()
                    .map(cause -> cause.cause().sentence())
                    .toList();
        }
        return List.of();
    }

    static History back(Cluster cluster) {
        var history = cluster.query(Revisions.of("default/web"));
        var first = history.revisions().get(history.revisions().size() - 1);
        cluster.run(Rollback.of("default/web", b -> b.toRevision(first.number())));
        return cluster.query(Revisions.of("default/web"));
    }

    static void heldAndRestarted(Cluster cluster) {
        cluster.run(Pause.of("default/web"));
        cluster.run(Resume.of("default/web"));
        cluster.run(Restart.of("default/web"));
    }
}
