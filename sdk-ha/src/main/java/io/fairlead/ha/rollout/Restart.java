package io.fairlead.ha.rollout;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Replaces the pods of a workload one by one, as {@code kubectl rollout restart} does, waits until all are new and ready, and takes itself back
 * when they do not get ready.
 *
 * <p>{@code cluster.run(Restart.of("shop/web"))}. A rollout whose only change is an annotation with the time: refused, planned, explained and
 * taken back as {@link Rollout}. Its plan says the time, which its run keeps. Immutable.
 */
public final class Restart implements Operation<RolledOut> {

    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private final String workload;
    private final Duration limit;

    private Restart(String workload, Duration limit) {
        this.workload = workload;
        this.limit = limit;
    }

    /** A restart of the workload of this name, within ten minutes. */
    public static Restart of(String workload) {
        return new Restart(checked(workload), Duration.ofMinutes(10));
    }

    /** A restart of the workload of this name, within this time. */
    public static Restart of(String workload, Duration limit) {
        return new Restart(checked(workload), limit);
    }

    private static String checked(String workload) {
        WorkloadName.parse(workload);
        return workload;
    }

    @Override
    public String name() {
        return "restart of " + WorkloadName.parse(workload);
    }

    @Override
    public RolledOut perform(Work work) {
        String now = work.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return Rollout.of(workload, r -> r.annotation(RESTARTED, now).within(limit))
                .perform(work);
    }

    @Override
    public String toString() {
        return "Restart of " + WorkloadName.parse(workload);
    }
}
