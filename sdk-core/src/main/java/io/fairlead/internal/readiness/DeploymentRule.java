package io.fairlead.internal.readiness;

import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.Optional;

/**
 * A Deployment is ready when all replicas are of the current template and available, and none of an older one is left: the Deployment
 * controller's own definition of complete.
 *
 * <p>{@code terminatingReplicas} is told as evidence and holds nothing up: pods with a long grace period would hold it for ever.
 */
final class DeploymentRule {

    private DeploymentRule() {}

    static Readiness judge(Observed object) {
        long wanted = object.number(1, "spec", "replicas");
        long replicas = object.number(0, "status", "replicas");
        long updated = object.number(0, "status", "updatedReplicas");
        long available = object.number(0, "status", "availableReplicas");
        return byConditions(object, wanted, replicas, updated, available)
                .orElseGet(() -> byCounts(object, wanted, replicas, updated, available))
                .counted(Math.min(updated, available), wanted);
    }

    private static Optional<Readiness> byConditions(
            Observed object, long wanted, long replicas, long updated, long available) {
        Optional<StatusCondition> progressing = object.condition("Progressing");
        if (progressing.isPresent() && progressing.get().reason().equals("ProgressDeadlineExceeded")) {
            return Optional.of(object.failed("no progress within its deadline, " + Math.min(updated, available) + " of "
                            + wanted + " replicas are updated and available")
                    .because(progressing.get().path(), progressing.get().words()));
        }
        boolean complete = updated == wanted && replicas == wanted && available == wanted;
        // The controller scales a paused Deployment but does not roll it: only pods of another template wait for
        // somebody.
        if (object.flag("spec", "paused") && !complete && (updated < replicas || replicas == 0)) {
            return Optional.of(
                    object.suspended("its rollout is paused with " + updated + " of " + wanted + " replicas updated")
                            .because(Fields.PAUSED, true)
                            .because(Fields.UPDATED, updated));
        }
        Optional<StatusCondition> failure = object.condition("ReplicaFailure").filter(StatusCondition::isTrue);
        if (failure.isPresent()) {
            return Optional.of(object.inProgress("its pods cannot be created or deleted: "
                            + failure.get().words())
                    .because(failure.get().path(), failure.get().status()));
        }
        if (progressing.isPresent() && progressing.get().isFalse()) {
            return Optional.of(object.inProgress(
                            "it does not progress: " + progressing.get().words())
                    .because(progressing.get().path(), progressing.get().status()));
        }
        Optional<StatusCondition> availability =
                object.condition("Available").filter(condition -> complete && !condition.isTrue());
        return availability.map(condition -> object.inProgress("it is not available: " + condition.words())
                .because(condition.path(), condition.status()));
    }

    private static Readiness byCounts(Observed object, long wanted, long replicas, long updated, long available) {
        Readiness said;
        if (updated < wanted) {
            said = object.inProgress(updated + " of " + wanted + " replicas are updated")
                    .because(Fields.UPDATED, updated);
        } else if (updated > wanted) {
            said = object.inProgress((updated - wanted) + " replicas too many are still to go")
                    .because(Fields.UPDATED, updated);
        } else if (replicas > updated) {
            said = object.inProgress(Counts.of(replicas - updated, "old replica") + " still to go")
                    .because(Fields.REPLICAS, replicas);
        } else if (available < wanted) {
            said = object.inProgress(available + " of " + wanted + " replicas are available")
                    .because(Fields.AVAILABLE, available);
        } else if (replicas < wanted) {
            // Counts that contradict each other are not a proof.
            said = object.inProgress(replicas + " of " + wanted + " replicas exist")
                    .because(Fields.REPLICAS, replicas);
        } else {
            said = object.ready(
                    wanted == 0 ? "scaled to none" : "all " + wanted + " replicas are updated and available");
        }
        long terminating = object.number(0, "status", "terminatingReplicas");
        said = terminating == 0 ? said : said.because(Fields.TERMINATING, terminating);
        return said.because(Fields.SPEC_REPLICAS, wanted);
    }
}
