package io.fairlead.examples;

import io.fairlead.ha.autoscaling.Autoscaled;
import io.fairlead.ha.autoscaling.Autoscaler;
import io.fairlead.ha.autoscaling.HandBack;
import io.fairlead.ha.autoscaling.Load;
import io.fairlead.ha.autoscaling.Replay;
import io.fairlead.ha.autoscaling.Replayed;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.List;

/** Put a workload under an autoscaler, see beforehand what it would have done, and hand the workload back. */
public final class Autoscaling {

    private Autoscaling() {}

    static Operation<Autoscaled> autoscaler() {
        return Autoscaler.of(
                "default/web",
                a -> a.between(2, 20)
                        .cpu(60)
                        .scaleDown(down ->
                                down.stabilizedOver(Duration.ofMinutes(10)).percent(50, Duration.ofMinutes(1))));
    }

    static Replayed morning(int target) {
        // Cores that all pods together needed, one value in ten minutes.
        var cores = Load.demand(Duration.ofMinutes(10), 0.4, 0.5, 4, 6, 7, 6, 3, 1, 0.6)
                .pods(0.5, 1.0, Duration.ofSeconds(40));
        return Replay.of(a -> a.between(2, 20).cpu(target), cores);
    }

    static Operation<List<Ref>> handBack() {
        return HandBack.of("default/web");
    }
}
