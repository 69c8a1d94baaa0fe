package io.fairlead.ha.rollout;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The pods that keep an OrderedReady StatefulSet from going back: its controller waits until each pod is ready before it replaces the next, so
 * a pod of a revision that never gets ready is waited for for ever, even once the template is another.
 */
final class StuckPods {

    private static final Kind POD = Kind.of("v1", "Pod");

    private StuckPods() {}

    /** The pods that are not ready and not of the revision that is wanted, the highest ordinal first; read before the template is changed. */
    static List<Tree> of(Work work, Workload workload, Revision wanted) {
        if (!workload.isOrdered()) {
            return List.of();
        }
        return work.list(POD, Selection.namespace(workload.ref().namespace()).labelled(workload.selector())).stream()
                .filter(pod -> Standing.isOwnedBy(pod, workload.uid()))
                .filter(pod -> !Standing.isReady(pod) && !pod.has("metadata", "deletionTimestamp"))
                .filter(pod -> !wanted.isOf(pod))
                .sorted(Comparator.comparingInt(StuckPods::ordinal).reversed())
                .toList();
    }

    /** Deletes them, once the controller has seen the changed template: before, it would make them of the failed revision again. */
    static void clear(Work work, Workload workload, List<Tree> stuck, Duration limit) {
        if (stuck.isEmpty()) {
            return;
        }
        work.await(
                workload.ref(),
                Until.holds("its template seen by its controller", object -> isSeen(Tree.of(object))),
                limit);
        work.irrevocably(Operation.doing(inner -> stuck.forEach(pod -> inner.delete(pod.ref()))));
    }

    private static boolean isSeen(Tree object) {
        long generation =
                object.number("metadata", "generation").map(Number::longValue).orElse(0L);
        return object.number("status", "observedGeneration")
                        .map(Number::longValue)
                        .orElse(-1L)
                >= generation;
    }

    private static int ordinal(Tree pod) {
        String name = pod.text("metadata", "name").orElse("");
        String digits = name.substring(name.lastIndexOf('-') + 1);
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
    }
}
