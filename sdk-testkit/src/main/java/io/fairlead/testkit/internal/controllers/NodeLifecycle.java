package io.fairlead.testkit.internal.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notices nodes of which nothing is heard, and taints nodes by their conditions ({@code pkg/controller/nodelifecycle}, with
 * the default flags): after 50 seconds a node's conditions are unknown and its pods not ready, and the taint that evicts is
 * put on one node of a zone every 10 seconds, on none where all zones are down or much of a small zone is.
 */
final class NodeLifecycle extends Reconciler {
    static final String READY = "Ready";
    private static final Duration GRACE = Duration.ofSeconds(50);
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    private static final String NOT_READY = "node.kubernetes.io/not-ready";
    private static final String COMPONENT = "node-controller";
    private static final Map<String, String> PRESSURES = Map.of(
            "MemoryPressure", "node.kubernetes.io/memory-pressure",
            "DiskPressure", "node.kubernetes.io/disk-pressure",
            "PIDPressure", "node.kubernetes.io/pid-pressure",
            "NetworkUnavailable", "node.kubernetes.io/network-unavailable");
    private static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
    private static final Set<String> HEARD = Set.of(READY, "MemoryPressure", "DiskPressure", "PIDPressure");

    private final Api api;
    private final Cache nodes;
    private final Machines machines;
    private final Zones zones;
    private final Map<String, Boolean> wasReady = new HashMap<>();

    NodeLifecycle(Api api, Machines machines) {
        super(api.time());
        this.api = api;
        this.nodes = api.cache(Kind.NODE);
        this.machines = machines;
        this.zones = new Zones(nodes);
        nodes.onChange((before, after) -> {
            if (after != null) {
                enqueue(after);
            } else if (before != null) {
                wasReady.remove(Meta.name(before));
            }
            boolean turned = before == null || after == null || !ready(before).equals(ready(after));
            if (turned && zones.anyDown()) {
                nodes.all().forEach(this::enqueue);
            }
        });
        machines.onChange(node -> enqueue(new Key("", node)));
    }

    static String ready(Map<String, Object> node) {
        var condition = Meta.condition(node, READY);
        return condition == null ? "Unknown" : Trees.text(condition, "status");
    }

    @Override
    void reconcile(Key key) {
        var found = nodes.get("", key.name());
        if (found.isEmpty()) {
            return;
        }
        var node = found.get();
        hear(key, node);
        node = nodes.get("", key.name()).orElse(node);
        tellPods(node);
        taint(key, node);
    }

    /** Notes that nothing is heard any more, or that the node is back. */
    private void hear(Key key, Map<String, Object> node) {
        var since = machines.lostSince(key.name());
        if (since.isPresent()) {
            Instant noticed = since.get().plus(GRACE);
            if (noticed.isAfter(now())) {
                enqueueAt(key, noticed);
            } else if (!"Unknown".equals(ready(node))) {
                conditions(node, "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
            }
        } else if ("NodeStatusUnknown".equals(Trees.text(condition(node), "reason"))) {
            back(node);
        }
    }

    private static Map<String, Object> condition(Map<String, Object> node) {
        var condition = Meta.condition(node, READY);
        return condition == null ? Map.of() : condition;
    }

    private void conditions(Map<String, Object> node, String status, String reason, String message) {
        nodes.updateStatus("", Meta.name(node), Api.MANAGER, object -> {
            for (var each : Trees.maps(object, "status", "conditions")) {
                if (HEARD.contains(Trees.text(each, "type"))) {
                    each.put("status", status);
                    each.put("reason", reason);
                    each.put("message", message);
                    each.put("lastTransitionTime", Trees.stamp(now()));
                }
            }
            return object;
        });
    }

    private void back(Map<String, Object> node) {
        nodes.updateStatus("", Meta.name(node), "kubelet", object -> {
            var conditions = new ArrayList<Object>();
            Trees.maps(object, "status", "conditions").forEach(each -> {
                boolean heard = HEARD.contains(Trees.text(each, "type"));
                conditions.add(heard ? Nodes.healthy(Trees.text(each, "type"), Trees.stamp(now())) : each);
            });
            Trees.child(object, "status").put("conditions", conditions);
            return object;
        });
    }

    /** The pods of a node that is no longer ready are not ready either: their Services send nothing there. */
    private void tellPods(Map<String, Object> node) {
        boolean ready = "True".equals(ready(node));
        Boolean before = wasReady.put(Meta.name(node), ready);
        if (ready || before == null || !before) {
            return;
        }
        String name = Meta.name(node);
        api.events()
                .record(node, "Normal", "NodeNotReady", "Node " + name + " status is now: NodeNotReady", COMPONENT, "");
        for (var pod : api.pods().onNode(name)) {
            var condition = Meta.condition(pod, READY);
            if (condition != null && !"False".equals(condition.get("status"))) {
                api.pods().updateStatus(Meta.namespace(pod), Meta.name(pod), Api.MANAGER, object -> {
                    for (var each : Trees.maps(object, "status", "conditions")) {
                        if (READY.equals(each.get("type"))) {
                            each.put("status", "False");
                            each.put("lastTransitionTime", Trees.stamp(now()));
                        }
                    }
                    return object;
                });
                api.events().record(pod, "Warning", "NodeNotReady", "Node is not ready", COMPONENT, "");
            }
        }
    }

    private void taint(Key key, Map<String, Object> node) {
        var taints = new NodeTaints(Trees.maps(node, "spec", "taints"), Trees.stamp(now()));
        String ready = ready(node);
        taints.want(NOT_READY, "NoSchedule", "False".equals(ready));
        taints.want(UNREACHABLE, "NoSchedule", "Unknown".equals(ready));
        PRESSURES.forEach((type, taint) -> {
            var condition = Meta.condition(node, type);
            taints.want(taint, "NoSchedule", condition != null && "True".equals(condition.get("status")));
        });
        taints.want(UNSCHEDULABLE, "NoSchedule", Trees.isTrue(node, "spec", "unschedulable"));
        boolean evicts = evicts(key, node, taints, ready);
        taints.want(NOT_READY, "NoExecute", evicts && "False".equals(ready));
        taints.want(UNREACHABLE, "NoExecute", evicts && "Unknown".equals(ready));
        if (taints.changed()) {
            List<Object> wanted = taints.all();
            nodes.update("", Meta.name(node), Api.MANAGER, object -> {
                Trees.set(Trees.child(object, "spec"), "taints", wanted.isEmpty() ? null : wanted);
                return object;
            });
        }
    }

    /** Whether the node has the taint that evicts, or gets it now. */
    private boolean evicts(Key key, Map<String, Object> node, NodeTaints taints, String ready) {
        if ("True".equals(ready) || zones.allDown()) {
            return false;
        }
        if (taints.has(NOT_READY, "NoExecute") || taints.has(UNREACHABLE, "NoExecute")) {
            return true;
        }
        var next = zones.next(node, now());
        if (next.isEmpty()) {
            return false;
        }
        if (next.get().isAfter(now())) {
            enqueueAt(key, next.get());
            return false;
        }
        zones.took(node, now());
        return true;
    }
}
