package io.fairlead.ha.autoscaling;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.failure.NotFound;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts a workload under a HorizontalPodAutoscaler, and hands it the number of replicas without a jump.
 *
 * <pre>{@code
 * cluster.run(Autoscaler.of("shop/web", a -> a
 *     .between(3, 30)
 *     .cpu(60)
 *     .scaleDown(down -> down.stabilizedOver(Duration.ofMinutes(10)))));
 * }</pre>
 *
 * <p>The number is shared with whoever holds it and taken out of client-side apply's annotation before the autoscaler is made, so that a
 * manifest that no longer says it leaves it as it is. The plan names who holds it: who goes on to set it works against the autoscaler.
 *
 * <p>Refused while planning ({@link AutoscalerRefused}), with the arithmetic: a share of requests that a container does not make, a target that
 * the containers' limits keep out of reach, a minimum that a quota cannot hold, another autoscaler on the workload, a
 * VerticalPodAutoscaler on the same resource. Told in the plan: a maximum below what runs now or above a quota, a budget that lets no pod go at
 * the minimum.
 *
 * <p>Verbs: {@code get}, {@code patch} the workload; {@code list} horizontalpodautoscalers, resourcequotas, limitranges, poddisruptionbudgets
 * and, where they are served, verticalpodautoscalers of its namespace; {@code patch} the autoscaler. Undo deletes the autoscaler; the number
 * stays where it is. Immutable.
 */
public final class Autoscaler implements Operation<Autoscaled> {

    private final Ref workload;
    private final AutoscalerSpec spec;

    private Autoscaler(Ref workload, AutoscalerSpec spec) {
        this.workload = workload;
        this.spec = spec;
    }

    /**
     * An autoscaler of the Deployment of this name.
     *
     * @param deployment {@code namespace/name}, or a name in the cluster's default namespace
     * @throws IllegalArgumentException when the name cannot be one, or the numbers cannot be right
     */
    public static Autoscaler of(String deployment, Consumer<AutoscalerSpec> told) {
        return of(Ref.of(Deployment.class, deployment), told);
    }

    /** An autoscaler of this workload: a Deployment, a StatefulSet, or a custom resource that has a scale. */
    public static Autoscaler of(Ref workload, Consumer<AutoscalerSpec> told) {
        AutoscalerSpec spec = new AutoscalerSpec();
        told.accept(spec);
        return new Autoscaler(workload, spec.checked());
    }

    @Override
    public String name() {
        return "autoscaling of " + workload;
    }

    @Override
    public Autoscaled perform(Work work) {
        String tried = "put " + workload + " under an autoscaler";
        Tree found = work.find(workload).orElseThrow(() -> new NotFound(tried, workload.toString(), workload));
        Ref ref = found.ref();
        new Room(work, tried, found, spec).check();
        List<String> holders = Replicas.holders(work, found);
        boolean shared = Replicas.share(work, found);
        boolean forgotten = Replicas.forget(work, found);
        if (!holders.isEmpty()) {
            work.note(
                    ref,
                    "its " + Replicas.of(found) + " replicas are set by " + String.join(" and by ", holders)
                            + " too: from now on leave them out there");
        }
        Map<String, Object> wanted = spec.tree(ref);
        Applied applied = work.apply(Batch.ofTrees(spec.owner(), List.of(wanted)));
        Ref autoscaler = Ref.of(wanted);
        spec.waiting().ifPresent(limit -> work.await(autoscaler, Until.ready(), limit));
        return new Autoscaled(
                autoscaler,
                ref,
                Replicas.of(found),
                shared || forgotten || !applied.changed().isEmpty());
    }

    @Override
    public String toString() {
        return "Autoscaler of " + workload + " " + spec;
    }
}
