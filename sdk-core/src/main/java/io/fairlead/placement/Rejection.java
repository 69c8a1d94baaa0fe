package io.fairlead.placement;

import java.util.List;

/**
 * Why a node cannot take a pod.
 *
 * @param reasons the scheduler's own words, such as {@code Insufficient cpu}
 * @param resolvable whether evicting pods of lower priority from the node could help
 */
public record Rejection(List<String> reasons, boolean resolvable) {
    /** Copies the reasons. */
    public Rejection {
        reasons = List.copyOf(reasons);
    }

    static Rejection resolvable(String reason) {
        return new Rejection(List.of(reason), true);
    }

    static Rejection lasting(String reason) {
        return new Rejection(List.of(reason), false);
    }
}
