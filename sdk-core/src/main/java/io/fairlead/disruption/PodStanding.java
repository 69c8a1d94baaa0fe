package io.fairlead.disruption;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;

/**
 * A pod as budgets count it.
 *
 * @param ref its name
 * @param labels its labels, by which budgets select it
 * @param node the node it is bound to, empty where it is bound to none
 * @param controller what makes it anew when it goes
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed} or {@code Unknown}
 * @param ready whether its {@code Ready} condition is true
 * @param terminating whether it is being deleted
 */
public record PodStanding(
        Ref ref,
        Map<String, Object> labels,
        String node,
        Controller controller,
        String phase,
        boolean ready,
        boolean terminating) {

    static final Kind POD = Kind.of("v1", "Pod");
    private static final List<String> OUTSIDE_ANY_BUDGET = List.of("Succeeded", "Failed", "Pending");

    static PodStanding of(Map<String, Object> pod, Controller controller) {
        return new PodStanding(
                new Ref(
                        POD,
                        Trees.text(pod, "metadata", "namespace").orElse(""),
                        Trees.text(pod, "metadata", "name").orElse("(unnamed)")),
                Trees.map(pod, "metadata", "labels"),
                Trees.text(pod, "spec", "nodeName").orElse(""),
                controller,
                Trees.text(pod, "status", "phase").orElse("Pending"),
                Trees.maps(pod, "status", "conditions").stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.get("type")) && "True".equals(condition.get("status"))),
                Trees.at(pod, "metadata", "deletionTimestamp") != null);
    }

    /** Whether the eviction API asks no budget about it: it does not run yet, runs no more, or goes already. */
    boolean outsideAnyBudget() {
        return terminating || OUTSIDE_ANY_BUDGET.contains(phase);
    }

    /** Whether its workload counts on it: it neither goes nor has ended. */
    boolean stays() {
        return !terminating && !phase.equals("Succeeded") && !phase.equals("Failed");
    }

    /** A pod that a workload would make. */
    static PodStanding madeBy(SizedWorkload workload, int number) {
        return new PodStanding(
                new Ref(POD, workload.ref().namespace(), workload.ref().name() + " (new " + number + ")"),
                workload.labels(),
                "",
                new Controller.Sized(workload.uid()),
                "Running",
                true,
                false);
    }

    PodStanding unready() {
        return new PodStanding(ref, labels, node, controller, phase, false, terminating);
    }

    PodStanding going() {
        return new PodStanding(ref, labels, node, controller, phase, ready, true);
    }

    PodStanding running(boolean isReady) {
        return new PodStanding(ref, labels, node, controller, "Running", isReady, false);
    }
}
