package io.fairlead.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an autoscaler recommended and did before, on which its stabilization and its rates depend.
 *
 * <p>Immutable: what happens gives another history. Entries older than the longest window are dropped.
 */
public final class ScalingHistory {
    /** An autoscaler that has just begun. */
    public static final ScalingHistory EMPTY = new ScalingHistory(List.of(), List.of());
    /** Longest {@code stabilizationWindowSeconds} that the API admits; periods are at most half of it. */
    private static final Duration KEPT = Duration.ofHours(1);

    record Recommendation(Instant at, int replicas) {}

    record Step(Instant at, int change) {}

    private final List<Recommendation> recommendations;
    private final List<Step> steps;

    private ScalingHistory(List<Recommendation> recommendations, List<Step> steps) {
        this.recommendations = recommendations;
        this.steps = steps;
    }

    /** With one more recommendation. */
    public ScalingHistory recommended(Instant at, int replicas) {
        var more = new ArrayList<>(recommendations);
        more.removeIf(each -> each.at().isBefore(at.minus(KEPT)));
        more.add(new Recommendation(at, replicas));
        return new ScalingHistory(List.copyOf(more), steps);
    }

    /** With one more change of the size; a negative change is a step down. */
    public ScalingHistory scaled(Instant at, int change) {
        var more = new ArrayList<>(steps);
        more.removeIf(each -> each.at().isBefore(at.minus(KEPT)));
        more.add(new Step(at, change));
        return new ScalingHistory(recommendations, List.copyOf(more));
    }

    List<Integer> recommendedSince(Instant cutoff) {
        return recommendations.stream()
                .filter(each -> each.at().isAfter(cutoff))
                .map(Recommendation::replicas)
                .toList();
    }

    int addedSince(Instant cutoff) {
        return steps.stream()
                .filter(each -> each.at().isAfter(cutoff) && each.change() > 0)
                .mapToInt(Step::change)
                .sum();
    }

    int removedSince(Instant cutoff) {
        return -steps.stream()
                .filter(each -> each.at().isAfter(cutoff) && each.change() < 0)
                .mapToInt(Step::change)
                .sum();
    }
}
