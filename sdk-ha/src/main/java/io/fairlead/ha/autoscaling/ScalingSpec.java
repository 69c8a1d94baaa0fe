package io.fairlead.ha.autoscaling;

import io.fairlead.scaling.ScalingRules;
import io.fairlead.scaling.ScalingRules.Policy;
import io.fairlead.scaling.ScalingRules.Select;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast an autoscaler goes in one direction; handed to the lambdas of {@link AutoscalerSpec#scaleUp} and
 * {@link AutoscalerSpec#scaleDown}.
 *
 * <p>Limits are those of {@code validateScalingRules} of Kubernetes 1.37: a window of at most an hour, periods of at most half an hour. What
 * is not said is the API server's default: upwards at once by 4 pods or 100 % in 15 s, whichever is more; downwards to the highest
 * recommendation of five minutes.
 */
public final class ScalingSpec {

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(30);

    private final List<Policy> policies = new ArrayList<>();
    private @Nullable Duration window;
    private @Nullable Select select;
    private @Nullable BigDecimal tolerance;

    ScalingSpec() {}

    /** How far back recommendations are looked at before going this way; from nothing to an hour, whole seconds. */
    public ScalingSpec stabilizedOver(Duration time) {
        window = checked(time, Duration.ZERO, LONGEST_WINDOW, "a stabilization window");
        return this;
    }

    /** At most so many pods in a period of one second to half an hour. */
    public ScalingSpec pods(int count, Duration period) {
        return policy(false, count, period);
    }

    /** At most this percentage of the pods at the period's start in a period of one second to half an hour. */
    public ScalingSpec percent(int share, Duration period) {
        return policy(true, share, period);
    }

    /** Of several policies the one that allows least decides; the one that allows most where it is not said. */
    public ScalingSpec slowest() {
        select = Select.MIN;
        return this;
    }

    /** Never goes this way. */
    public ScalingSpec never() {
        select = Select.DISABLED;
        return this;
    }

    /**
     * By which share of the target a metric may be off without a step this way; a tenth where it is not said (the controller's flag). Needs
     * Kubernetes 1.35, or the gate HPAConfigurableTolerance.
     *
     * @param share 0.05 for five per cent
     */
    public ScalingSpec tolerance(double share) {
        if (!Double.isFinite(share) || share < 0) {
            throw new IllegalArgumentException("a tolerance is a share of the target, 0 or more, got " + share);
        }
        tolerance = BigDecimal.valueOf(share);
        return this;
    }

    private ScalingSpec policy(boolean percent, int value, Duration period) {
        if (value < 1) {
            throw new IllegalArgumentException("a scaling policy allows 1 or more, got " + value);
        }
        Duration length = checked(period, Duration.ofSeconds(1), LONGEST_PERIOD, "a scaling policy's period");
        policies.add(new Policy(percent, value, Math.toIntExact(length.toSeconds())));
        return this;
    }

    private static Duration checked(Duration time, Duration least, Duration most, String what) {
        if (time.compareTo(least) < 0
                || time.compareTo(most) > 0
                || !time.equals(Duration.ofSeconds(time.toSeconds()))) {
            throw new IllegalArgumentException(
                    what + " is " + least.toSeconds() + " to " + most.toSeconds() + " whole seconds, got " + time);
        }
        return time;
    }

    /** The rules, with the API server's defaults for what is not said. */
    ScalingRules rules(ScalingRules defaults) {
        return new ScalingRules(
                select == null ? defaults.select() : select,
                window == null ? defaults.window() : window,
                policies.isEmpty() ? defaults.policies() : policies);
    }

    Optional<BigDecimal> tolerance() {
        return Optional.ofNullable(tolerance);
    }

    /** What is said, as the API takes it. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (window != null) {
            tree.put("stabilizationWindowSeconds", Math.toIntExact(window.toSeconds()));
        }
        if (select != null) {
            tree.put("selectPolicy", select == Select.MIN ? "Min" : "Disabled");
        }
        if (!policies.isEmpty()) {
            tree.put("policies", policies.stream().map(ScalingSpec::tree).toList());
        }
        tolerance()
                .ifPresent(share ->
                        tree.put("tolerance", share.stripTrailingZeros().toPlainString()));
        return tree;
    }

    private static Map<String, Object> tree(Policy policy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", policy.percent() ? "Percent" : "Pods");
        tree.put("value", policy.value());
        tree.put("periodSeconds", policy.periodSeconds());
        return tree;
    }
}
