package io.fairlead.placement;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node with the pods that are bound to it, as the scheduler's filters see it.
 *
 * <p>Not thread-safe: it belongs to one {@link ClusterView}.
 */
public final class NodeView {
    private final LinkedHashMap<String, PodView> pods = new LinkedHashMap<>();
    private final Map<String, Object> node;
    private final ResourceAmounts allocatable;
    private ResourceAmounts requested = ResourceAmounts.NONE;
    private int withAntiAffinity;

    /**
     * Reads a Node of the API.
     *
     * @throws IllegalArgumentException if an allocatable amount is no quantity
     */
    public NodeView(Map<String, Object> node) {
        this.node = node;
        this.allocatable = ResourceAmounts.of(Tree.map(node, "status", "allocatable"));
    }

    /** The node's name. */
    public String name() {
        return Tree.text(node, "metadata", "name");
    }

    /** The node's labels. */
    public Map<String, Object> labels() {
        return Tree.map(node, "metadata", "labels");
    }

    /** The node's taints. */
    public List<Map<String, Object>> taints() {
        return Tree.maps(node, "spec", "taints");
    }

    /** Whether the node is cordoned. */
    public boolean unschedulable() {
        return Tree.isTrue(node, "spec", "unschedulable");
    }

    /** What the node can give to pods in all. */
    public ResourceAmounts allocatable() {
        return allocatable;
    }

    /** What its pods have reserved. */
    public ResourceAmounts requested() {
        return requested;
    }

    /** The pods bound to it, in the order in which they came. */
    public Collection<PodView> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    boolean hasAntiAffinity() {
        return withAntiAffinity > 0;
    }

    void add(PodView pod) {
        remove(pod.namespace(), pod.name());
        pods.put(pod.namespace() + "/" + pod.name(), pod);
        requested = requested.plus(pod.requests());
        withAntiAffinity += pod.antiAffinity().isEmpty() ? 0 : 1;
    }

    /** Takes a pod off; says whether it had anti-affinity. */
    boolean remove(String namespace, String name) {
        PodView gone = pods.remove(namespace + "/" + name);
        if (gone == null) {
            return false;
        }
        requested = requested.minus(gone.requests());
        withAntiAffinity -= gone.antiAffinity().isEmpty() ? 0 : 1;
        return !gone.antiAffinity().isEmpty();
    }

    NodeView with(Map<String, Object> changedNode) {
        var changed = new NodeView(changedNode);
        pods.values().forEach(changed::add);
        return changed;
    }
}
