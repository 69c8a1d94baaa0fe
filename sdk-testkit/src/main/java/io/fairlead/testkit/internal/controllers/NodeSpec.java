package io.fairlead.testkit.internal.controllers;

import java.util.Map;
import java.util.Objects;

/**
 * The nodes a Sandbox begins with, all alike.
 *
 * @param count how many
 * @param zones over how many zones they are spread, in turn
 * @param cpus the cores of each, as a quantity
 * @param memory the memory of each, as a quantity
 * @param pods how many pods each takes
 * @param labels further labels of each
 */
public record NodeSpec(int count, int zones, String cpus, String memory, int pods, Map<String, String> labels) {
    /** Three nodes in three zones, 8 cores and 32 GiB each. */
    public static final NodeSpec DEFAULT = new NodeSpec(3, 3, "8", "32Gi", 110, Map.of());

    /** Checks the numbers. */
    public NodeSpec {
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(memory, "memory");
        labels = Map.copyOf(labels);
        if (count < 0 || zones < 1) {
            throw new IllegalArgumentException("nodes must be 0 or more and zones 1 or more: " + count + ", " + zones);
        }
    }
}
