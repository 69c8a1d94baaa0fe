package io.fairlead.scaling;

import java.time.Instant;

/**
 * What becomes of a proposed size after stabilization, rates and limits, with the conditions that say so.
 *
 * <p>Source: {@code normalizeDesiredReplicas} and {@code normalizeDesiredReplicasWithBehaviors} of
 * {@code podautoscaler/horizontal.go} (1.37).
 *
 * @param replicas the size to set
 * @param ableReason the reason of the condition {@code AbleToScale}
 * @param ableMessage its message
 * @param limited the status of the condition {@code ScalingLimited}
 * @param limitReason its reason
 * @param limitMessage its message
 */
public record ScalingDecision(
        int replicas, String ableReason, String ableMessage, boolean limited, String limitReason, String limitMessage) {

    private static final String READY = "ReadyForNewScale";
    private static final String MATCHES = "recommended size matches current size";
    private static final String WERE_HIGHER =
            "recent recommendations were higher than current one, applying the highest recent recommendation";
    private static final String WERE_LOWER =
            "recent recommendations were lower than current one, applying the lowest recent recommendation";

    private record Limit(int replicas, String reason, String message) {}

    /** Without {@code behavior}: five minutes of stabilization downwards, at most doubled (or 4) upwards. */
    public static ScalingDecision plain(
            int current, int proposed, int least, int most, ScalingHistory history, Instant now) {
        int stable = history.recommendedSince(now.minus(ScalingRules.DEFAULT_DOWN.window())).stream()
                .mapToInt(Integer::intValue)
                .reduce(proposed, Math::max);
        int upLimit = Math.max(2 * current, 4);
        Limit limit = new Limit(stable, "DesiredWithinRange", "the desired count is within the acceptable range");
        if (stable < least) {
            limit = tooFew(least);
        } else if (stable > Math.min(upLimit, most)) {
            limit = most > upLimit ? tooFast(upLimit) : tooMany(most);
        }
        return decision(stable, proposed, limit, "ScaleDownStabilized", WERE_HIGHER);
    }

    /** With {@code behavior}: both directions have their window and their policies. */
    public static ScalingDecision withBehavior(
            int current,
            int proposed,
            int least,
            int most,
            ScalingRules up,
            ScalingRules down,
            ScalingHistory history,
            Instant now) {
        int lowest = history.recommendedSince(now.minus(up.window())).stream()
                .mapToInt(Integer::intValue)
                .reduce(proposed, Math::min);
        int highest = history.recommendedSince(now.minus(down.window())).stream()
                .mapToInt(Integer::intValue)
                .reduce(proposed, Math::max);
        int stable = Math.min(Math.max(current, lowest), highest);
        Limit limit = new Limit(stable, "DesiredWithinRange", "the desired count is within the acceptable range");
        if (stable > current) {
            int rate = Math.max(current, upTo(current, up, history, now));
            if (stable > Math.min(rate, most)) {
                limit = most > rate ? tooFast(rate) : tooMany(most);
            }
        } else if (stable < current) {
            int rate = Math.min(current, downTo(current, down, history, now));
            if (stable < Math.max(rate, least)) {
                limit = least < rate
                        ? new Limit(
                                rate,
                                "ScaleDownLimit",
                                "the desired replica count is decreasing faster than the maximum scale rate")
                        : tooFew(least);
            }
        }
        boolean upwards = proposed >= current;
        return decision(
                stable,
                proposed,
                limit,
                upwards ? "ScaleUpStabilized" : "ScaleDownStabilized",
                upwards ? WERE_LOWER : WERE_HIGHER);
    }

    private static ScalingDecision decision(
            int stable, int proposed, Limit limit, String stabilizedReason, String stabilizedMessage) {
        boolean stabilized = stable != proposed;
        return new ScalingDecision(
                limit.replicas(),
                stabilized ? stabilizedReason : READY,
                stabilized ? stabilizedMessage : MATCHES,
                limit.replicas() != stable,
                limit.reason(),
                limit.message());
    }

    private static Limit tooFew(int least) {
        return new Limit(least, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
    }

    private static Limit tooMany(int most) {
        return new Limit(most, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
    }

    private static Limit tooFast(int rate) {
        return new Limit(
                rate, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate");
    }

    private static int upTo(int current, ScalingRules rules, ScalingHistory history, Instant now) {
        if (rules.select() == ScalingRules.Select.DISABLED) {
            return current;
        }
        var proposals = rules.policies().stream().mapToInt(policy -> {
            int start = startOf(policy, current, history, now);
            return policy.percent() ? (int) Math.ceil(start * (1 + policy.value() / 100.0)) : start + policy.value();
        });
        return rules.select() == ScalingRules.Select.MIN
                ? proposals.min().orElse(Integer.MAX_VALUE)
                : proposals.max().orElse(current);
    }

    private static int downTo(int current, ScalingRules rules, ScalingHistory history, Instant now) {
        if (rules.select() == ScalingRules.Select.DISABLED) {
            return current;
        }
        var proposals = rules.policies().stream().mapToInt(policy -> {
            int start = startOf(policy, current, history, now);
            return policy.percent() ? (int) (start * (1 - policy.value() / 100.0)) : start - policy.value();
        });
        return rules.select() == ScalingRules.Select.MIN
                ? proposals.max().orElse(current)
                : proposals.min().orElse(current);
    }

    private static int startOf(ScalingRules.Policy policy, int current, ScalingHistory history, Instant now) {
        Instant cutoff = now.minusSeconds(policy.periodSeconds());
        return current - history.addedSince(cutoff) + history.removedSince(cutoff);
    }
}
