package io.fairlead.internal.readiness;

import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;

/**
 * A StatefulSet is ready when all its replicas are available and those that its update strategy updates by itself are updated.
 *
 * <p>RollingUpdate: all but the partition's. OnDelete: all too, but while pods of the old revision are left it waits for somebody to
 * delete them. Any other type, such as the alpha {@code Recreate}: unknown, as what counts as done is not known.
 */
final class StatefulSetRule {

    private StatefulSetRule() {}

    static Readiness judge(Observed object) {
        String type = object.text("spec", "updateStrategy", "type");
        boolean onDelete = type.equals("OnDelete");
        // Asked before the generation: a controller without the feature never observes it.
        if (!onDelete && !type.isEmpty() && !type.equals("RollingUpdate")) {
            return object.unknown("no rule is known for the update strategy " + type)
                    .because(Fields.STRATEGY, type);
        }
        Readiness unseen = Generations.missing(object);
        return unseen == null ? seen(object, onDelete) : unseen;
    }

    private static Readiness seen(Observed object, boolean onDelete) {
        long wanted = object.number(1, "spec", "replicas");
        long partition = onDelete ? 0 : object.number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        long toUpdate = Math.max(0, wanted - Math.max(0, partition));
        long replicas = object.number(0, "status", "replicas");
        long ready = object.number(0, "status", "readyReplicas");
        // Servers before 1.22 do not count the available ones.
        long available = object.number(ready, "status", "availableReplicas");
        long updated = updated(object);
        long there = Math.min(ready, available);
        Readiness said;
        if (replicas > wanted) {
            said = object.inProgress(Counts.of(replicas - wanted, "replica") + " still to go")
                    .because(Fields.REPLICAS, replicas);
        } else if (replicas < wanted) {
            said = object.inProgress(replicas + " of " + wanted + " replicas exist")
                    .because(Fields.REPLICAS, replicas);
        } else if (updated < toUpdate && !onDelete) {
            said = object.inProgress(updated + " of " + toUpdate + " replicas are updated")
                    .because(Fields.UPDATED, updated);
        } else if (ready < wanted) {
            said = object.inProgress(ready + " of " + wanted + " replicas are ready")
                    .because(Fields.READY, ready);
        } else if (available < wanted) {
            said = object.inProgress(available + " of " + wanted + " replicas are available")
                    .because(Fields.AVAILABLE, available);
        } else if (updated < toUpdate) {
            said = object.suspended(Counts.of(wanted - updated, "replica")
                            + " of the old revision until somebody deletes the pod")
                    .because(Fields.STRATEGY, "OnDelete")
                    .because(Fields.UPDATED, updated);
        } else {
            said = object.ready(readySentence(wanted, toUpdate));
        }
        said = partition > 0 ? said.because(Fields.PARTITION, partition) : said;
        return said.because(Fields.SPEC_REPLICAS, wanted)
                .counted(updated < toUpdate ? Math.min(updated, there) : there, wanted);
    }

    private static String readySentence(long wanted, long toUpdate) {
        if (wanted == 0) {
            return "scaled to none";
        }
        return toUpdate < wanted
                ? "all " + wanted + " replicas are available, " + toUpdate + " updated as the partition says"
                : "all " + wanted + " replicas are updated and available";
    }

    /** Without any word of revisions there is only one, and the current replicas are the updated ones. */
    private static long updated(Observed object) {
        boolean silent = !object.has("status", "updatedReplicas") && !object.has("status", "updateRevision");
        return object.number(0, "status", silent ? "currentReplicas" : "updatedReplicas");
    }
}
