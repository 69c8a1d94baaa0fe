package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.operation.Acts;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.List;

/** Empties a node and switches its machine off. */
final class Drain {

    // snippet:drain
    /** A machine behind a node. */
    interface Machine {
        void switchOff() throws Exception;

        void switchOn() throws Exception;
    }

    static Operation<Integer> drain(String node, String namespace, Machine machine) {
        return Operation.of(work -> {
                    work.act(Acts.cordon(node));
                    List<Ref> pods =
                            work.list(Pod.class, Selection.namespace(namespace).where("spec.nodeName=" + node)).stream()
                                    .map(Ref::of)
                                    .toList();
                    pods.forEach(pod -> work.act(Acts.evict(pod)));
                    work.await(pods, Until.gone(), Duration.ofMinutes(10));
                    work.external(ExternalStep.of(
                            "switch off " + node, machine::switchOff, "switch on " + node, machine::switchOn));
                    return pods.size();
                })
                .named("drain " + node);
    }
    // end:drain
}
