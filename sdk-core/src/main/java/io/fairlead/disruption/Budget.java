package io.fairlead.disruption;

import io.fairlead.internal.tree.Trees;
import io.fairlead.placement.LabelSelectors;
import io.fairlead.resource.Ref;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A PodDisruptionBudget as it was read. */
record Budget(
        Ref ref,
        Map<String, Object> selector,
        @Nullable Object minAvailable,
        @Nullable Object maxUnavailable,
        boolean evictsUnhealthyAlways,
        Set<String> expectedToGo) {

    /** How long an evicted pod is expected to be gone soon ({@code DeletionTimeout}), before it counts again. */
    private static final Duration EXPECTED = Duration.ofMinutes(2);

    static Budget of(Map<String, Object> budget, Instant now) {
        return new Budget(
                Ref.of(budget),
                Trees.map(budget, "spec", "selector"),
                Trees.at(budget, "spec", "minAvailable"),
                Trees.at(budget, "spec", "maxUnavailable"),
                Trees.text(budget, "spec", "unhealthyPodEvictionPolicy")
                        .orElse("")
                        .equals("AlwaysAllow"),
                expected(Trees.map(budget, "status", "disruptedPods"), now));
    }

    private static Set<String> expected(Map<String, Object> disrupted, Instant now) {
        Set<String> names = new HashSet<>();
        disrupted.forEach((name, at) -> {
            try {
                if (Instant.parse(String.valueOf(at)).plus(EXPECTED).isAfter(now)) {
                    names.add(name);
                }
            } catch (DateTimeException notATime) {
                // The server writes times only; anything else holds nothing back.
            }
        });
        return names;
    }

    /** The same budget, of which no pod is on its way out. */
    Budget settled() {
        return new Budget(ref, selector, minAvailable, maxUnavailable, evictsUnhealthyAlways, Set.of());
    }

    boolean selects(PodStanding pod) {
        return pod.ref().namespace().equals(ref.namespace()) && LabelSelectors.matches(selector, pod.labels());
    }

    /** The rule as it is written: {@code minAvailable: 2}. */
    String rule() {
        if (maxUnavailable != null) {
            return "maxUnavailable: " + maxUnavailable;
        }
        return minAvailable == null ? "no rule" : "minAvailable: " + minAvailable;
    }
}
