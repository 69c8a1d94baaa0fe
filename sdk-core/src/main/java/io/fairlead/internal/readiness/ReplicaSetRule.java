package io.fairlead.internal.readiness;

import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.Optional;

/** A ReplicaSet, or a ReplicationController, is ready when exactly as many pods as asked for exist, are labelled and available. */
final class ReplicaSetRule {

    private ReplicaSetRule() {}

    static Readiness judge(Observed object) {
        long wanted = object.number(1, "spec", "replicas");
        long replicas = object.number(0, "status", "replicas");
        long ready = object.number(0, "status", "readyReplicas");
        long available = object.number(0, "status", "availableReplicas");
        long labelled = object.number(replicas, "status", "fullyLabeledReplicas");
        Optional<StatusCondition> failure = object.condition("ReplicaFailure").filter(StatusCondition::isTrue);
        Readiness said;
        if (failure.isPresent()) {
            said = object.inProgress("its pods cannot be created or deleted: "
                            + failure.get().words())
                    .because(failure.get().path(), failure.get().status());
        } else if (replicas < wanted) {
            said = object.inProgress(replicas + " of " + wanted + " replicas exist")
                    .because(Fields.REPLICAS, replicas);
        } else if (replicas > wanted) {
            said = object.inProgress(Counts.of(replicas - wanted, "replica") + " still to go")
                    .because(Fields.REPLICAS, replicas);
        } else if (labelled < wanted) {
            said = object.inProgress(labelled + " of " + wanted + " replicas carry the template's labels")
                    .because(Fields.LABELLED, labelled);
        } else if (ready < wanted) {
            said = object.inProgress(ready + " of " + wanted + " replicas are ready")
                    .because(Fields.READY, ready);
        } else if (available < wanted) {
            said = object.inProgress(available + " of " + wanted + " replicas are available")
                    .because(Fields.AVAILABLE, available);
        } else {
            said = object.ready(wanted == 0 ? "scaled to none" : "all " + wanted + " replicas are available");
        }
        long terminating = object.number(0, "status", "terminatingReplicas");
        said = terminating == 0 ? said : said.because(Fields.TERMINATING, terminating);
        return said.because(Fields.SPEC_REPLICAS, wanted).counted(Math.min(ready, available), wanted);
    }
}
