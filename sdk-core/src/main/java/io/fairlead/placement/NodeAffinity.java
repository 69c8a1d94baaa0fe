package io.fairlead.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes a pod's {@code nodeSelector} and node affinity admit, and which they prefer.
 *
 * <p>Source: {@code RequiredNodeAffinity.Match} of k8s.io/component-helpers {@code scheduling/corev1/nodeaffinity}: the
 * selector and the required affinity must both hold; the terms of the affinity are alternatives, the requirements of a
 * term hold together, and a term without requirements matches no node.
 */
public final class NodeAffinity {
    private NodeAffinity() {}

    /** Whether the pod's {@code spec} allows a node of this name with these labels. */
    public static boolean admits(Map<String, Object> podSpec, String nodeName, Map<String, Object> nodeLabels) {
        if (!LabelSelectors.contains(Tree.map(podSpec, "nodeSelector"), nodeLabels)) {
            return false;
        }
        Map<String, Object> required =
                Tree.map(podSpec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        return required.isEmpty() || anyTerm(Tree.maps(required, "nodeSelectorTerms"), nodeName, nodeLabels);
    }

    /** The sum of the weights of the preferred terms that this node meets. */
    public static long preference(Map<String, Object> podSpec, String nodeName, Map<String, Object> nodeLabels) {
        long sum = 0;
        for (var preferred :
                Tree.maps(podSpec, "affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution")) {
            if (meets(Tree.map(preferred, "preference"), nodeName, nodeLabels)) {
                sum += Tree.number(0, preferred, "weight");
            }
        }
        return sum;
    }

    /** Whether a {@code NodeSelector} (also of a PersistentVolume's {@code nodeAffinity.required}) admits the node. */
    public static boolean anyTerm(List<Map<String, Object>> terms, String nodeName, Map<String, Object> nodeLabels) {
        return terms.stream().anyMatch(term -> meets(term, nodeName, nodeLabels));
    }

    private static boolean meets(Map<String, Object> term, String nodeName, Map<String, Object> nodeLabels) {
        var expressions = Tree.maps(term, "matchExpressions");
        var fields = Tree.maps(term, "matchFields");
        if (expressions.isEmpty() && fields.isEmpty()) {
            return false;
        }
        var nodeFields = new LinkedHashMap<String, Object>();
        nodeFields.put("metadata.name", nodeName);
        return expressions.stream().allMatch(requirement -> LabelSelectors.meets(requirement, nodeLabels))
                && fields.stream().allMatch(requirement -> LabelSelectors.meets(requirement, nodeFields));
    }
}
