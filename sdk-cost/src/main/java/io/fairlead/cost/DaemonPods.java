package io.fairlead.cost;

import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pods of a DaemonSet, which tolerate more than their template says.
 *
 * <p>Source: {@code AddOrUpdateDaemonPodTolerations} of {@code pkg/controller/daemon/util} (1.37).
 */
final class DaemonPods {

    private static final List<Map<String, Object>> ADDED = List.of(
            toleration("not-ready", "NoExecute"),
            toleration("unreachable", "NoExecute"),
            toleration("disk-pressure", "NoSchedule"),
            toleration("memory-pressure", "NoSchedule"),
            toleration("pid-pressure", "NoSchedule"),
            toleration("unschedulable", "NoSchedule"));

    private DaemonPods() {}

    static Map<String, Object> spec(Map<String, Object> template) {
        Tree tree = Tree.of(template);
        List<Map<String, Object>> tolerations = new ArrayList<>(
                tree.trees("tolerations").stream().map(Tree::toMap).toList());
        tolerations.addAll(ADDED);
        if (tree.flag("hostNetwork").orElse(false)) {
            tolerations.add(toleration("network-unavailable", "NoSchedule"));
        }
        Map<String, Object> spec = new LinkedHashMap<>(template);
        spec.put("tolerations", tolerations);
        return spec;
    }

    private static Map<String, Object> toleration(String condition, String effect) {
        return Map.of("key", "node.kubernetes.io/" + condition, "operator", "Exists", "effect", effect);
    }
}
