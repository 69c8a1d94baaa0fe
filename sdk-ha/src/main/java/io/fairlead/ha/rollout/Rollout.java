package io.fairlead.ha.rollout;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Releases a change of a Deployment, a StatefulSet or a DaemonSet: changes its pod template, waits until every pod is new and ready, asks its
 * gates, and takes itself back when that fails.
 *
 * <pre>{@code
 * cluster.run(Rollout.of("shop/web", r -> r
 *     .image("web", "registry.example/web:2.1")
 *     .within(Duration.ofMinutes(10))));
 * }</pre>
 *
 * <p>Refused while planning: a workload that does not exist or whose kind is ambiguous, a paused Deployment, an update strategy OnDelete, a
 * container that is unknown or not the only one. Fails with {@link RolloutFailed}, which tells the causes and how the pods of both revisions
 * stood; by then the change has been taken back and the revision before was awaited ({@link RolloutSpec#keepOnFailure} leaves it).
 *
 * <p>Reads the workload; watches it, its ReplicaSets and its pods. Writes one apply, or one guarded patch where something is taken away that
 * others hold. Where the template is as wanted already, nothing is written, and what is there is awaited. Immutable.
 */
public final class Rollout implements Operation<RolledOut> {

    private final WorkloadName workload;
    private final Release release;
    private final Duration limit;
    private final boolean keeping;
    private final Optional<Strategy> strategy;

    private Rollout(WorkloadName workload, RolloutSpec spec) {
        this.workload = workload;
        this.release = new Release(spec);
        this.limit = spec.limit();
        this.keeping = spec.isKeeping();
        this.strategy = spec.strategy();
    }

    /**
     * A rollout of the workload of this name.
     *
     * @param workload {@code namespace/name}; {@code namespace/deployment/name} where several kinds have the name
     * @param change tells what changes
     * @throws IllegalArgumentException when the name cannot be one
     */
    public static Rollout of(String workload, Consumer<RolloutSpec> change) {
        return new Rollout(WorkloadName.parse(workload), told(change));
    }

    /** A rollout of this workload. */
    public static Rollout of(Ref workload, Consumer<RolloutSpec> change) {
        return new Rollout(WorkloadName.of(workload), told(change));
    }

    private static RolloutSpec told(Consumer<RolloutSpec> change) {
        RolloutSpec spec = new RolloutSpec();
        change.accept(spec);
        return spec;
    }

    @Override
    public String name() {
        return "rollout of " + workload;
    }

    @Override
    public RolledOut perform(Work work) {
        String tried = "roll out " + workload;
        Workload found = workload.find(work, tried);
        found.refuseUnlessRolling(tried);
        release.refuseUntied(found, tried);
        Map<String, Object> wanted = release.template(found, tried);
        boolean nothingNew = found.template().equals(wanted);
        Strategy.Run run = strategy.filter(any -> !nothingNew)
                .map(one -> one.prepare(work, found, release, tried))
                .orElse((inner, template) -> release.perform(inner, found, template));
        return TakingBack.of(found, limit, keeping)
                .around(work, inner -> run.perform(inner, wanted))
                .orThrow();
    }

    @Override
    public String toString() {
        return "Rollout of " + workload + ", at most " + limit;
    }
}
