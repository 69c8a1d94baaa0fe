package io.fairlead.testkit;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.testkit.internal.controllers.Machines;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happens to the nodes of a {@link Sandbox}: {@code sandbox.nodes().lose("node-1")}.
 *
 * <p>A lost node goes on as a real one does: after 50 seconds it is not ready and its pods are not either, and 5 minutes
 * later, if it does not come back, they are deleted and made anew elsewhere. That takes a {@link SandboxOptions#clock}.
 */
public final class SandboxNodes {
    private static final String ZONE = "topology.kubernetes.io/zone";

    private final KubernetesClient client;
    private final Machines machines;

    SandboxNodes(KubernetesClient client, Machines machines) {
        this.client = client;
        this.machines = machines;
    }

    private List<Node> all() {
        return client.nodes().list().getItems();
    }

    /** Their names, sorted. */
    public List<String> names() {
        return all().stream().map(node -> node.getMetadata().getName()).sorted().toList();
    }

    /** Their names in one zone, sorted. */
    public List<String> inZone(String zone) {
        List<String> names = all().stream()
                .filter(node -> zone.equals(node.getMetadata().getLabels().get(ZONE)))
                .map(node -> node.getMetadata().getName())
                .sorted()
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("There is no node in zone " + zone);
        }
        return names;
    }

    /** Cuts nodes off: nothing is heard of them, and their pods run on unseen. */
    public void lose(String... nodes) {
        each(List.of(nodes), machines::lose);
    }

    /** Cuts all nodes of a zone off. */
    public void loseZone(String zone) {
        each(inZone(zone), machines::lose);
    }

    /** Brings lost nodes back. */
    public void recover(String... nodes) {
        each(List.of(nodes), machines::find);
    }

    /** Brings all nodes of a zone back. */
    public void recoverZone(String zone) {
        each(inZone(zone), machines::find);
    }

    private void each(List<String> nodes, Consumer<String> what) {
        List<String> known = names();
        for (String node : nodes) {
            if (!known.contains(node)) {
                throw new IllegalArgumentException(
                        "There is no node " + node + "; there are " + String.join(", ", known));
            }
        }
        nodes.forEach(what);
    }

    /** Taints a node: {@code taint("node-1", "dedicated=gpu:NoExecute")}. */
    public void taint(String node, String taint) {
        Taint wanted = parse(taint);
        client.nodes().withName(node).edit(each -> {
            each.getSpec().getTaints().add(wanted);
            return each;
        });
    }

    private static Taint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("A taint is written key=value:Effect or key:Effect, not " + text);
        }
        String[] pair = text.substring(0, colon).split("=", 2);
        return new TaintBuilder()
                .withKey(pair[0])
                .withValue(pair.length == 2 ? pair[1] : null)
                .withEffect(text.substring(colon + 1))
                .build();
    }
}
