package io.fairlead.placement;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The nodes and their pods, kept up to date piece by piece: the ground on which placements are computed.
 *
 * <p>Pods that have ended ({@code Succeeded}, {@code Failed}) reserve nothing and are left out by the caller. Not
 * thread-safe.
 */
public final class ClusterView {
    private final TreeMap<String, NodeView> nodes = new TreeMap<>();
    private final Map<String, Map<String, Object>> namespaceLabels = new LinkedHashMap<>();
    private final Map<String, String> nodeOfPod = new LinkedHashMap<>();
    private int withAntiAffinity;

    /** Adds a node, or takes over its changed labels, taints and capacity while its pods stay. */
    public void putNode(Map<String, Object> node) {
        String name = Tree.text(node, "metadata", "name");
        NodeView before = nodes.get(name);
        nodes.put(name, before == null ? new NodeView(node) : before.with(node));
    }

    /** Forgets a node and the pods on it. */
    public void removeNode(String name) {
        NodeView gone = nodes.remove(name);
        if (gone != null) {
            gone.pods().forEach(pod -> {
                nodeOfPod.remove(pod.namespace() + "/" + pod.name());
                withAntiAffinity -= pod.antiAffinity().isEmpty() ? 0 : 1;
            });
        }
    }

    /** Notes a namespace's labels, to which affinity terms with a {@code namespaceSelector} look. */
    public void putNamespace(String name, Map<String, Object> labels) {
        namespaceLabels.put(name, labels);
    }

    /** Places a pod on a node; a pod placed before is moved. A node that is not known is ignored. */
    public void place(PodView pod, String nodeName) {
        remove(pod.namespace(), pod.name());
        NodeView node = nodes.get(nodeName);
        if (node != null) {
            node.add(pod);
            nodeOfPod.put(pod.namespace() + "/" + pod.name(), nodeName);
            withAntiAffinity += pod.antiAffinity().isEmpty() ? 0 : 1;
        }
    }

    /** Takes a pod off its node; a pod that is on none is ignored. */
    public void remove(String namespace, String name) {
        String nodeName = nodeOfPod.remove(namespace + "/" + name);
        NodeView node = nodeName == null ? null : nodes.get(nodeName);
        if (node != null) {
            boolean had = node.remove(namespace, name);
            withAntiAffinity -= had ? 1 : 0;
        }
    }

    /** The nodes in the order of their names. */
    public Collection<NodeView> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** The node of that name. */
    public Optional<NodeView> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    boolean anyAntiAffinity() {
        return withAntiAffinity > 0;
    }

    Map<String, Object> labelsOf(String namespace) {
        return namespaceLabels.getOrDefault(namespace, Map.of());
    }
}
