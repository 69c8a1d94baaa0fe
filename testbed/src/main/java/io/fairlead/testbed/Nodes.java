package io.fairlead.testbed;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds simulated nodes to a control plane: real objects for the scheduler and all controllers, with pods that come to
 * life at once and no machine behind them.
 *
 * <p>Set what matters to the test, then {@link #add()}:
 * {@code controlPlane.nodes(6).zones(3).cpu("8").memory("32Gi").add()}.
 */
public final class Nodes {

    private static final long READY_SECONDS = 60;

    private final KubernetesClient client;
    private final int first;
    private final int count;
    private final Map<String, String> labels = new TreeMap<>();
    private int zones = 1;
    private String cpu = "16";
    private String memory = "64Gi";
    private int pods = 110;

    Nodes(KubernetesClient client, int first, int count) {
        this.client = client;
        this.first = first;
        this.count = count;
    }

    /** Spreads the nodes over so many zones, in turn; one zone by default. */
    public Nodes zones(int number) {
        zones = number;
        return this;
    }

    /** The processors of each node; 16 by default. */
    public Nodes cpu(String quantity) {
        cpu = quantity;
        return this;
    }

    /** The memory of each node; 64Gi by default. */
    public Nodes memory(String quantity) {
        memory = quantity;
        return this;
    }

    /** How many pods each node takes; 110 by default. */
    public Nodes pods(int number) {
        pods = number;
        return this;
    }

    /** One more label for each node. */
    public Nodes label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Creates the nodes, waits until they are ready, and returns their names: {@code node-1}, {@code node-2} ... */
    public List<String> add() {
        List<Node> nodes =
                IntStream.range(first, first + count).mapToObj(this::node).toList();
        for (Node node : nodes) {
            client.resource(node).create();
            client.resource(node).patchStatus();
        }
        for (Node node : nodes) {
            client.resource(node).waitUntilCondition(Nodes::isUsable, READY_SECONDS, TimeUnit.SECONDS);
        }
        return nodes.stream().map(node -> node.getMetadata().getName()).toList();
    }

    private Node node(int number) {
        String name = "node-" + number;
        String zone = String.valueOf((char) ('a' + (number - 1) % zones));
        Map<String, Quantity> resources = Map.of(
                "cpu", new Quantity(cpu),
                "memory", new Quantity(memory),
                "ephemeral-storage", new Quantity("100Gi"),
                "pods", new Quantity(String.valueOf(pods)));
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels("kubernetes.io/arch", "amd64")
                .addToLabels("node.kubernetes.io/instance-type", "simulated")
                .addToLabels("topology.kubernetes.io/region", "region-1")
                .addToLabels("topology.kubernetes.io/zone", "zone-" + zone)
                .addToLabels(labels)
                .addToAnnotations(Metrics.NODE_ANNOTATION, Metrics.nodePath(name))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withCapacity(resources)
                .withAllocatable(resources)
                .endStatus()
                .build();
    }

    /** Ready, and the taint gone that the node lifecycle controller puts on a node that is not. */
    private static boolean isUsable(@Nullable Node node) {
        return node != null
                && node.getStatus() != null
                && node.getStatus().getConditions().stream().anyMatch(Nodes::isReady)
                && node.getSpec().getTaints().isEmpty();
    }

    private static boolean isReady(NodeCondition condition) {
        return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
    }
}
