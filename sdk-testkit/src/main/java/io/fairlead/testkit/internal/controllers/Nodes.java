package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes Nodes as a cloud's kubelets register them. */
final class Nodes {
    private static final String KUBELET_VERSION = "v1.37.2";

    private Nodes() {}

    /** Creates the nodes {@code node-1}, {@code node-2} and so on in zones {@code zone-a}, {@code zone-b} and so on. */
    static void create(Objects objects, SandboxTime time, NodeSpec spec) {
        var type = objects.type("v1", "Node").orElseThrow();
        for (int i = 1; i <= spec.count(); i++) {
            String name = "node-" + i;
            int number = i;
            objects.create(type, node(name, spec, i), "kubelet");
            objects.updateStatus(type, "", name, "kubelet", node -> {
                node.put("status", status(name, spec, number, Trees.stamp(time.now())));
                return node;
            });
        }
    }

    private static Map<String, Object> node(String name, NodeSpec spec, int number) {
        var labels = new TreeMap<String, Object>(spec.labels());
        labels.putIfAbsent("beta.kubernetes.io/arch", "amd64");
        labels.putIfAbsent("beta.kubernetes.io/os", "linux");
        labels.putIfAbsent("kubernetes.io/arch", "amd64");
        labels.putIfAbsent("kubernetes.io/hostname", name);
        labels.putIfAbsent("kubernetes.io/os", "linux");
        labels.putIfAbsent("node.kubernetes.io/instance-type", "sandbox." + spec.cpus() + "x" + spec.memory());
        labels.putIfAbsent("topology.kubernetes.io/region", "sandbox");
        labels.putIfAbsent("topology.kubernetes.io/zone", zone((number - 1) % spec.zones()));
        return Trees.object(
                "apiVersion",
                "v1",
                "kind",
                "Node",
                "metadata",
                Trees.object("name", name, "labels", Trees.copy(labels)),
                "spec",
                Trees.object("providerID", "sandbox://" + name));
    }

    /** {@code zone-a} to {@code zone-z}, then {@code zone-27} and so on. */
    private static String zone(int index) {
        return "zone-" + (index < 26 ? String.valueOf((char) ('a' + index)) : Integer.toString(index + 1));
    }

    private static Map<String, Object> status(String name, NodeSpec spec, int number, String now) {
        var capacity = Trees.object(
                "cpu",
                spec.cpus(),
                "ephemeral-storage",
                "100Gi",
                "hugepages-1Gi",
                "0",
                "hugepages-2Mi",
                "0",
                "memory",
                spec.memory(),
                "pods",
                Integer.toString(spec.pods()));
        var addresses = new ArrayList<Object>(List.of(
                Trees.object("type", "InternalIP", "address", "10.128." + number / 256 + "." + number % 256),
                Trees.object("type", "Hostname", "address", name)));
        var conditions = new ArrayList<Object>();
        for (String type : List.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready")) {
            conditions.add(healthy(type, now));
        }
        return Trees.object(
                "capacity",
                capacity,
                "allocatable",
                Trees.copy(capacity),
                "conditions",
                conditions,
                "addresses",
                addresses,
                "daemonEndpoints",
                Trees.object("kubeletEndpoint", Trees.object("Port", 10250)),
                "nodeInfo",
                Trees.object(
                        "machineID", name,
                        "systemUUID", name,
                        "bootID", name,
                        "kernelVersion", "6.12.0",
                        "osImage", "Fairlead Sandbox",
                        "containerRuntimeVersion", "containerd://2.2.0",
                        "kubeletVersion", KUBELET_VERSION,
                        "kubeProxyVersion", "",
                        "operatingSystem", "linux",
                        "architecture", "amd64"));
    }

    /** What a healthy kubelet reports. */
    static Object healthy(String type, String now) {
        return switch (type) {
            case "MemoryPressure" ->
                condition(type, "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now);
            case "DiskPressure" ->
                condition(type, "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now);
            case "PIDPressure" ->
                condition(type, "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now);
            default -> condition(type, "True", "KubeletReady", "kubelet is posting ready status", now);
        };
    }

    private static Object condition(String type, String status, String reason, String message, String now) {
        return Trees.object(
                "type", type,
                "status", status,
                "lastHeartbeatTime", now,
                "lastTransitionTime", now,
                "reason", reason,
                "message", message);
    }
}
