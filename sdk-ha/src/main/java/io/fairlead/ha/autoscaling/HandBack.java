package io.fairlead.ha.autoscaling;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.failure.NotFound;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;

/**
 * Takes a workload from its autoscalers: they are deleted, and the number of replicas stays where they left it, for whoever sets it next.
 *
 * <p>{@code cluster.run(HandBack.of("shop/web"))}. Nothing to do where there is none. Verbs: {@code get}, {@code patch} the workload;
 * {@code list}, {@code delete} horizontalpodautoscalers. Undo makes the autoscalers anew. Immutable.
 */
public final class HandBack implements Operation<List<Ref>> {

    private final Ref workload;

    private HandBack(Ref workload) {
        this.workload = workload;
    }

    /** From the autoscalers of the Deployment of this name. */
    public static HandBack of(String deployment) {
        return of(Ref.of(Deployment.class, deployment));
    }

    /** From the autoscalers of this workload. */
    public static HandBack of(Ref workload) {
        return new HandBack(workload);
    }

    @Override
    public String name() {
        return "hand-back of " + workload;
    }

    @Override
    public List<Ref> perform(Work work) {
        String tried = "take " + workload + " from its autoscalers";
        Tree found = work.find(workload).orElseThrow(() -> new NotFound(tried, workload.toString(), workload));
        List<Ref> autoscalers =
                Rivals.of(work, found.ref()).stream().map(Tree::ref).toList();
        autoscalers.forEach(work::delete);
        if (!autoscalers.isEmpty()) {
            Replicas.giveUp(work, found);
        }
        return autoscalers;
    }

    @Override
    public String toString() {
        return "HandBack of " + workload;
    }
}
