package io.fairlead.ha.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a canary goes up; handed to the lambda of {@link RolloutSpec#canary}.
 *
 * <p>At each weight the new pods are ready, are left to themselves for the rollout's bake time, and pass its gates.
 */
public final class CanarySpec {

    private List<Integer> weights = List.of(10, 50);
    private Optional<String> route = Optional.empty();

    CanarySpec() {}

    /** The shares of the traffic, in percent, that the new pods have one after the other; 10 and 50 where it is not said. */
    public CanarySpec weights(int... percent) {
        List<Integer> steps = new ArrayList<>();
        int before = 0;
        for (int weight : percent) {
            if (weight <= before || weight > 99) {
                throw new IllegalArgumentException(
                        "weights go up from 1 to 99 percent, got " + weight + " after " + before);
            }
            steps.add(weight);
            before = weight;
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a canary has one weight at least");
        }
        weights = List.copyOf(steps);
        return this;
    }

    /**
     * Shares the traffic by the weights of an HTTPRoute of the Gateway API in the workload's namespace. Where it is not said, the share is that
     * of the canary's pods among all pods that the Services send to.
     */
    public CanarySpec route(String name) {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException("expected the name of an HTTPRoute, got \"" + name + "\"");
        }
        route = Optional.of(name);
        return this;
    }

    List<Integer> weights() {
        return weights;
    }

    Optional<String> route() {
        return route;
    }
}
