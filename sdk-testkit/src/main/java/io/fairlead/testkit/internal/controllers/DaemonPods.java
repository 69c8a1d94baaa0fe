package io.fairlead.testkit.internal.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What makes a pod a daemon's: it is aimed at one node and bears with that node's troubles. */
final class DaemonPods {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    private DaemonPods() {}

    /** The tolerations of the pod with those that every daemon gets. */
    static List<Map<String, Object>> tolerations(Map<String, Object> podSpec) {
        var all = new ArrayList<>(Trees.maps(podSpec, "tolerations"));
        add(all, "node.kubernetes.io/not-ready", "NoExecute");
        add(all, "node.kubernetes.io/unreachable", "NoExecute");
        add(all, "node.kubernetes.io/disk-pressure", "NoSchedule");
        add(all, "node.kubernetes.io/memory-pressure", "NoSchedule");
        add(all, "node.kubernetes.io/pid-pressure", "NoSchedule");
        add(all, "node.kubernetes.io/unschedulable", "NoSchedule");
        if (Trees.isTrue(podSpec, "hostNetwork")) {
            add(all, "node.kubernetes.io/network-unavailable", "NoSchedule");
        }
        return all;
    }

    private static void add(List<Map<String, Object>> tolerations, String key, String effect) {
        boolean there = tolerations.stream()
                .anyMatch(each -> key.equals(each.get("key"))
                        && effect.equals(each.get("effect"))
                        && "Exists".equals(each.get("operator")));
        if (!there) {
            tolerations.add(Trees.object("key", key, "operator", "Exists", "effect", effect));
        }
    }

    /** Sends a pod to one node, by an affinity that the scheduler follows. */
    static void aimAt(Map<String, Object> podSpec, String node) {
        podSpec.put("tolerations", new ArrayList<Object>(tolerations(podSpec)));
        var field =
                Trees.object("key", "metadata.name", "operator", "In", "values", new ArrayList<Object>(List.of(node)));
        var nodeAffinity = Trees.child(Trees.child(podSpec, "affinity"), "nodeAffinity");
        // Replaces the template's own terms: the controller has matched them against this node already.
        var terms = new ArrayList<Object>(List.of(Trees.object("matchFields", new ArrayList<Object>(List.of(field)))));
        nodeAffinity.put(REQUIRED, Trees.object("nodeSelectorTerms", terms));
    }

    /** The node a daemon's pod is on, or was made for. */
    static String targetNode(Map<String, Object> pod) {
        if (!Pods.node(pod).isEmpty()) {
            return Pods.node(pod);
        }
        for (var term : Trees.maps(pod, "spec", "affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms")) {
            for (var field : Trees.maps(term, "matchFields")) {
                if ("metadata.name".equals(field.get("key"))) {
                    return Trees.strings(field, "values").stream().findFirst().orElse("");
                }
            }
        }
        return "";
    }
}
