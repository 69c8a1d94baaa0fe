package io.fairlead.testkit;

import io.fairlead.testkit.internal.controllers.ControllerOptions;
import io.fairlead.testkit.internal.controllers.KubeletTiming;
import io.fairlead.testkit.internal.controllers.NodeSpec;
import io.fairlead.testkit.internal.controllers.UsageSource;
import io.fairlead.testkit.internal.store.Dice;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link Sandbox} begins with: its nodes, its clock, whether permissions count. */
public final class SandboxOptions {
    private int nodes = NodeSpec.DEFAULT.count();
    private int zones = NodeSpec.DEFAULT.zones();
    private String cpus = NodeSpec.DEFAULT.cpus();
    private String memory = NodeSpec.DEFAULT.memory();
    private int podsPerNode = NodeSpec.DEFAULT.pods();
    private final Map<String, String> labels = new HashMap<>();
    private Optional<Instant> clock = Optional.empty();
    private Dice dice = Dice.fair();
    private boolean controllers = true;
    private boolean rbac;
    private SandboxTiming timing = SandboxTiming.FAST;
    private final Set<SandboxPart> off = EnumSet.noneOf(SandboxPart.class);
    private Optional<SandboxMetrics> metrics = Optional.empty();
    private boolean storage = true;
    private boolean loadBalancers;
    private boolean strict;
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

    /**
     * Draws uids and the ends of generated names from this seed. With a {@link #clock} besides, two runs that send the same
     * requests one after the other, and settle in between, have the same {@link Sandbox#history}.
     */
    public SandboxOptions seed(long number) {
        dice = Dice.seeded(number);
        return this;
    }

    /** Runs no controllers, no nodes and no kubelets: a bare API server. */
    public SandboxOptions withoutControllers() {
        controllers = false;
        return this;
    }

    /** Runs everything but one part; may be said for several. */
    public SandboxOptions without(SandboxPart part) {
        off.add(Objects.requireNonNull(part, "part"));
        return this;
    }

    /** How long things take on the nodes; {@link SandboxTiming#FAST} unless said otherwise. */
    public SandboxOptions timing(SandboxTiming pace) {
        timing = Objects.requireNonNull(pace, "pace");
        return this;
    }

    /** What pods use, for autoscalers; without it they find no metrics API. */
    public SandboxOptions metrics(SandboxMetrics usage) {
        metrics = Optional.of(usage);
        return this;
    }

    /** Gives Services of type LoadBalancer addresses of 192.0.2.0/24, as a cloud does; else they wait for one. */
    public SandboxOptions loadBalancers() {
        loadBalancers = true;
        return this;
    }

    /** Makes no default StorageClass. */
    public SandboxOptions withoutStorageClass() {
        storage = false;
        return this;
    }

    /** Refuses what no Role or ClusterRole grants; {@link Sandbox#client()} may do everything all the same. */
    public SandboxOptions enforceRbac() {
        rbac = true;
        return this;
    }

    /**
     * Lets objects of these kinds be stored although their effect is not played, such as {@code NetworkPolicy}; the word
     * {@code PodSecurity} lets namespaces ask for pod security that is not enforced.
     */
    public SandboxOptions storeOnly(String... kinds) {
        storeOnly.addAll(List.of(kinds));
        return this;
    }

    /** Refuses with 501 what is else stored with a warning: objects whose definition has rules in CEL. */
    public SandboxOptions strict() {
        strict = true;
        return this;
    }

    /** Makes no nodes and no StorageClass where there are some already. */
    void leaveOutWhatIsIn(List<Map<String, Object>> objects) {
        nodes = objects.stream().anyMatch(object -> "Node".equals(object.get("kind"))) ? 0 : nodes;
        storage &= objects.stream().noneMatch(object -> "StorageClass".equals(object.get("kind")));
    }

    ControllerOptions controllerOptions() {
        Set<ControllerOptions.Part> stopped = EnumSet.noneOf(ControllerOptions.Part.class);
        off.forEach(part -> stopped.add(ControllerOptions.Part.valueOf(part.name())));
        return new ControllerOptions(
                new NodeSpec(nodes, zones, cpus, memory, podsPerNode, labels),
                kubelets(),
                stopped,
                metrics.map(MeteredUsage::new),
                storage,
                loadBalancers);
    }

    private KubeletTiming kubelets() {
        if (timing == SandboxTiming.LIFELIKE) {
            return KubeletTiming.LIFELIKE;
        }
        // A clock that stands would never reach the end of even a few milliseconds.
        return clock.isPresent() ? KubeletTiming.AT_ONCE : KubeletTiming.FAST;
    }

    Optional<Instant> clock() {
        return clock;
    }

    /** What the metrics API tells; null for none. */
    @Nullable
    UsageSource usage() {
        return metrics.map(MeteredUsage::new).orElse(null);
    }

    Dice dice() {
        return dice;
    }

    boolean controllers() {
        return controllers;
    }

    boolean rbac() {
        return rbac;
    }

    boolean isStrict() {
        return strict;
    }

    Set<String> storeOnly() {
        return Set.copyOf(storeOnly);
    }
}
