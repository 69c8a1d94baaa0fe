package io.fairlead.internal.readiness;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;

/** A DaemonSet is ready when each node that should have its pod has one of the current template, available. */
final class DaemonSetRule {

    private static final FieldPath DESIRED = Fields.status("desiredNumberScheduled");
    private static final FieldPath SCHEDULED = Fields.status("currentNumberScheduled");
    private static final FieldPath UPDATED = Fields.status("updatedNumberScheduled");
    private static final FieldPath READY = Fields.status("numberReady");
    private static final FieldPath AVAILABLE = Fields.status("numberAvailable");

    private DaemonSetRule() {}

    static Readiness judge(Observed object) {
        String type = object.text("spec", "updateStrategy", "type");
        boolean onDelete = type.equals("OnDelete");
        if (!onDelete && !type.isEmpty() && !type.equals("RollingUpdate")) {
            return object.unknown("no rule is known for the update strategy " + type)
                    .because(Fields.STRATEGY, type);
        }
        Readiness unseen = Generations.missing(object);
        return unseen == null ? seen(object, onDelete) : unseen;
    }

    private static Readiness seen(Observed object, boolean onDelete) {
        if (!object.has("status", "desiredNumberScheduled")) {
            return object.inProgress("how many nodes should run it is not counted yet")
                    .because(DESIRED, "absent");
        }
        long wanted = object.number(0, "status", "desiredNumberScheduled");
        long scheduled = object.number(wanted, "status", "currentNumberScheduled");
        long updated = object.number(0, "status", "updatedNumberScheduled");
        long available = available(object, wanted);
        long ready = object.number(available, "status", "numberReady");
        Readiness said;
        if (scheduled < wanted) {
            said = object.inProgress(scheduled + " of " + wanted + " nodes have its pod")
                    .because(SCHEDULED, scheduled);
        } else if (updated < wanted && !onDelete) {
            said = object.inProgress(updated + " of " + wanted + " pods are updated")
                    .because(UPDATED, updated);
        } else if (ready < wanted) {
            said = object.inProgress(ready + " of " + wanted + " pods are ready")
                    .because(READY, ready);
        } else if (available < wanted) {
            said = object.inProgress(available + " of " + wanted + " pods are available")
                    .because(AVAILABLE, available);
        } else if (updated < wanted) {
            said = object.suspended(
                            Counts.of(wanted - updated, "pod") + " of the old template until somebody deletes the pod")
                    .because(Fields.STRATEGY, "OnDelete")
                    .because(UPDATED, updated);
        } else {
            said = object.ready(
                    wanted == 0 ? "no node should run it" : "all " + wanted + " pods are updated and available");
        }
        return said.because(DESIRED, wanted).counted(Math.min(Math.min(updated, ready), available), wanted);
    }

    /** Zero is left out of the status, so the other count tells it where this one is silent. */
    private static long available(Observed object, long wanted) {
        return object.has("status", "numberAvailable") || !object.has("status", "numberUnavailable")
                ? object.number(0, "status", "numberAvailable")
                : Math.max(0, wanted - object.number(wanted, "status", "numberUnavailable"));
    }
}
