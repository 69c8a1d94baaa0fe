package io.fairlead.disruption;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import io.fairlead.scaling.IntOrPercent;
import io.fairlead.scaling.RollingBounds;
import java.util.Map;

/**
 * A workload with a size, as budgets count it.
 *
 * @param ref its name
 * @param uid its uid
 * @param replicas the size that it is asked for
 * @param minimum the smallest size that its autoscaler may give it; its size where it has none
 * @param rollout how far a rollout may stray from the size; no further than the size itself where it has none
 * @param labels the labels of the pods it makes
 */
public record SizedWorkload(
        Ref ref, String uid, int replicas, int minimum, RollingBounds rollout, Map<String, Object> labels) {

    static SizedWorkload of(Map<String, Object> workload) {
        int replicas = (int) Trees.number(workload, 1, "spec", "replicas");
        return new SizedWorkload(
                Ref.of(workload),
                Trees.text(workload, "metadata", "uid").orElse(""),
                replicas,
                replicas,
                bounds(workload, replicas),
                Trees.map(workload, "spec", "template", "metadata", "labels"));
    }

    private static RollingBounds bounds(Map<String, Object> workload, int replicas) {
        String kind = Trees.text(workload, "kind").orElse("");
        if (kind.equals("Deployment")) {
            if (Trees.text(workload, "spec", "strategy", "type").orElse("").equals("Recreate")) {
                return new RollingBounds(replicas, 0, replicas);
            }
            return rolling(replicas, workload, "strategy");
        }
        if (kind.equals("StatefulSet")
                && !Trees.text(workload, "spec", "updateStrategy", "type")
                        .orElse("")
                        .equals("OnDelete")) {
            Object most = Trees.at(workload, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
            int unavailable = IntOrPercent.of(most, new IntOrPercent(1, false)).roundedDown(replicas);
            return new RollingBounds(replicas, 0, Math.min(Math.max(1, unavailable), replicas));
        }
        return new RollingBounds(replicas, 0, 0);
    }

    private static RollingBounds rolling(int replicas, Map<String, Object> workload, String strategy) {
        IntOrPercent quarter = new IntOrPercent(25, true);
        Object surge = Trees.at(workload, "spec", strategy, "rollingUpdate", "maxSurge");
        Object unavailable = Trees.at(workload, "spec", strategy, "rollingUpdate", "maxUnavailable");
        return RollingBounds.of(replicas, IntOrPercent.of(surge, quarter), IntOrPercent.of(unavailable, quarter));
    }

    /** The same at another size; its rollout keeps the distances in pods that it had. */
    SizedWorkload sized(int size) {
        RollingBounds bounds = new RollingBounds(size, rollout.maxSurge(), Math.min(rollout.maxUnavailable(), size));
        return new SizedWorkload(ref, uid, size, Math.min(minimum, size), bounds, labels);
    }

    SizedWorkload withMinimum(int least) {
        return new SizedWorkload(ref, uid, replicas, least, rollout, labels);
    }
}
