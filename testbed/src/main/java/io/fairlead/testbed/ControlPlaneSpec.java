package io.fairlead.testbed;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes the control plane a test wants.
 *
 * @param nodes how many simulated nodes to begin with; 0 for a test that makes its own
 * @param zones over how many zones to spread them, in turn
 * @param metrics whether to run metrics-server, so that autoscalers work; costs a few seconds at the start
 * @param apiServerArguments more arguments for kube-apiserver, such as {@code --feature-gates=...}
 */
public record ControlPlaneSpec(int nodes, int zones, boolean metrics, List<String> apiServerArguments) {

    /** Checks the numbers and copies the list. */
    public ControlPlaneSpec {
        if (nodes < 0 || zones < 1) {
            throw new IllegalArgumentException(
                    "A control plane has no fewer than 0 nodes and 1 zone, not %d and %d".formatted(nodes, zones));
        }
        apiServerArguments = List.copyOf(apiServerArguments);
    }

    /** Three nodes in three zones, without metrics. */
    public static ControlPlaneSpec ofDefaults() {
        return new ControlPlaneSpec(3, 3, false, List.of());
    }

    /** The same with so many nodes. */
    public ControlPlaneSpec withNodes(int count) {
        return new ControlPlaneSpec(count, zones, metrics, apiServerArguments);
    }

    /** The same with so many zones. */
    public ControlPlaneSpec withZones(int count) {
        return new ControlPlaneSpec(nodes, count, metrics, apiServerArguments);
    }

    /** The same with metrics-server. */
    public ControlPlaneSpec withMetrics() {
        return new ControlPlaneSpec(nodes, zones, true, apiServerArguments);
    }

    /** The same with one more argument for kube-apiserver. */
    public ControlPlaneSpec withApiServerArgument(String argument) {
        List<String> more = new ArrayList<>(apiServerArguments);
        more.add(argument);
        return new ControlPlaneSpec(nodes, zones, metrics, more);
    }
}
