package io.fairlead.testkit;

import io.fairlead.testkit.internal.controllers.ControllerOptions;
import io.fairlead.testkit.internal.controllers.NodeSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a {@link Sandbox} begins with: its nodes, its clock, whether permissions count. */
public final class SandboxOptions {
    private int nodes = NodeSpec.DEFAULT.count();
    private int zones = NodeSpec.DEFAULT.zones();
    private String cpus = NodeSpec.DEFAULT.cpus();
    private String memory = NodeSpec.DEFAULT.memory();
    private int podsPerNode = NodeSpec.DEFAULT.pods();
    private final Map<String, String> labels = new HashMap<>();
    private Optional<Instant> clock = Optional.empty();
    private boolean controllers = true;
    private boolean rbac;
    private final Set<String> storeOnly = new HashSet<>();

    SandboxOptions() {}

    /** How many nodes there are; 3 unless said otherwise. */
    public SandboxOptions nodes(int count) {
        nodes = count;
        return this;
    }

    /** Over how many zones the nodes are spread, in turn; 3 unless said otherwise. */
    public SandboxOptions zones(int count) {
        zones = count;
        return this;
    }

    /** The cores of each node; 8 unless said otherwise. */
    public SandboxOptions cpus(int cores) {
        cpus = Integer.toString(cores);
        return this;
    }

    /** The memory of each node as a quantity; 32Gi unless said otherwise. */
    public SandboxOptions memory(String quantity) {
        memory = Objects.requireNonNull(quantity, "quantity");
        return this;
    }

    /** How many pods each node takes; 110 unless said otherwise. */
    public SandboxOptions podsPerNode(int count) {
        podsPerNode = count;
        return this;
    }

    /** A label of every node besides the usual ones. */
    public SandboxOptions nodeLabel(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** A clock that stands at the given time until {@link Sandbox#advance} moves it; else the machine's time. */
    public SandboxOptions clock(Instant start) {
        clock = Optional.of(start);
        return this;
    }

    /** Runs no controllers, no nodes and no kubelets: a bare API server. */
    public SandboxOptions withoutControllers() {
        controllers = false;
        return this;
    }

    /** Refuses what no Role or ClusterRole grants; {@link Sandbox#client()} may do everything all the same. */
    public SandboxOptions enforceRbac() {
        rbac = true;
        return this;
    }

    /** Lets objects of a kind be stored although their effect is not played, such as webhook configurations. */
    public SandboxOptions storeOnly(String kind) {
        storeOnly.add(kind);
        return this;
    }

    ControllerOptions controllerOptions() {
        return ControllerOptions.DEFAULT.withNodes(new NodeSpec(nodes, zones, cpus, memory, podsPerNode, labels));
    }

    Optional<Instant> clock() {
        return clock;
    }

    boolean controllers() {
        return controllers;
    }

    boolean rbac() {
        return rbac;
    }

    Set<String> storeOnly() {
        return Set.copyOf(storeOnly);
    }
}
