package io.fairlead.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingArithmeticTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ReplicaProposal.Tolerance TEN = ReplicaProposal.Tolerance.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "10, 25%, 25%, 3, 2",
        "4, 25%, 25%, 1, 1",
        "1, 25%, 25%, 1, 0",
        "3, 0, 0, 0, 1",
        "10, 0, 5%, 0, 1",
        "10, 2, 20, 2, 10",
        "0, 25%, 25%, 0, 0"
    })
    void surge_rounds_up_and_unavailability_down(int replicas, String surge, String unavailable, int more, int fewer) {
        var bounds = RollingBounds.of(replicas, value(surge), value(unavailable));

        assertThat(bounds.maxSurge()).isEqualTo(more);
        assertThat(bounds.maxUnavailable()).isEqualTo(fewer);
    }

    @Test
    void a_word_is_neither_a_number_nor_a_percentage() {
        assertThatThrownBy(() -> IntOrPercent.of("half", IntOrPercent.ZERO))
                .hasMessage("Neither an integer nor a percentage: \"half\"");
        assertThat(IntOrPercent.of("50%", IntOrPercent.ZERO)).hasToString("50%");
    }

    @Test
    void a_budget_in_percent_rounds_up_either_way_and_counts_what_should_be_there() {
        assertThat(DisruptionAllowance.of(null, "50%", 3, 3, 3)).isEqualTo(new DisruptionAllowance(3, 1, 3, 2));
        assertThat(DisruptionAllowance.of("50%", null, 3, 3, 3)).isEqualTo(new DisruptionAllowance(3, 2, 3, 1));
        assertThat(DisruptionAllowance.of(null, 1, 2, 5, 2)).isEqualTo(new DisruptionAllowance(5, 4, 2, 0));
        assertThat(DisruptionAllowance.of(2, null, 3, 0, 3)).isEqualTo(new DisruptionAllowance(3, 2, 3, 1));
        assertThat(DisruptionAllowance.of(0, null, 0, 0, 0)).isEqualTo(new DisruptionAllowance(0, 0, 0, 0));
        assertThat(DisruptionAllowance.needsScale(2, null)).isFalse();
        assertThat(DisruptionAllowance.needsScale("2%", null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 80, 40, 4", "3, 44, 40, 3", "3, 45, 40, 4", "10, 20, 40, 5", "4, 37, 40, 4"})
    void replicas_follow_the_ratio_of_usage_to_target(int pods, int usedPercent, int target, int wanted) {
        var samples = Collections.nCopies(pods, PodSample.ready(usedPercent * 10L, 1000));

        assertThat(ReplicaProposal.forUtilization(pods, target, TEN, samples)
                        .orElseThrow()
                        .replicas())
                .isEqualTo(wanted);
    }

    @Test
    void pods_that_are_not_ready_or_not_measured_damp_the_change() {
        var up = new ArrayList<>(Collections.nCopies(3, PodSample.ready(900, 1000)));
        up.add(new PodSample(PodSample.State.UNREADY, 0, 1000));
        assertThat(ReplicaProposal.forUtilization(4, 50, TEN, up).orElseThrow().replicas())
                .isEqualTo(6);

        var down = new ArrayList<>(Collections.nCopies(3, PodSample.ready(100, 1000)));
        down.add(new PodSample(PodSample.State.MISSING, 0, 1000));
        assertThat(ReplicaProposal.forUtilization(4, 50, TEN, down)
                        .orElseThrow()
                        .replicas())
                .isEqualTo(3);

        var none = List.of(new PodSample(PodSample.State.UNREADY, 0, 1000));
        assertThat(ReplicaProposal.forUtilization(1, 50, TEN, none)).isEmpty();
    }

    @Test
    void an_average_value_needs_no_requests() {
        var samples = Collections.nCopies(2, PodSample.ready(300, 0));
        assertThat(ReplicaProposal.forAverageValue(2, 100, TEN, samples).orElseThrow())
                .isEqualTo(new ReplicaProposal(6, 300, 300));
        assertThat(ReplicaProposal.forValue(3, 500, 100, TEN, 3).replicas()).isEqualTo(15);
        assertThat(ReplicaProposal.forValue(0, 250, 100, TEN, 0).replicas()).isEqualTo(3);
    }

    @Test
    void without_behavior_the_size_at_most_doubles_and_shrinks_to_the_highest_of_five_minutes() {
        var history = ScalingHistory.EMPTY.recommended(NOW.minusSeconds(240), 7);

        var up = ScalingDecision.plain(5, 50, 1, 40, history, NOW);
        assertThat(up.replicas()).isEqualTo(10);
        assertThat(up.limitReason()).isEqualTo("ScaleUpLimit");
        var down = ScalingDecision.plain(8, 2, 1, 40, history, NOW);
        assertThat(down.replicas()).isEqualTo(7);
        assertThat(down.ableReason()).isEqualTo("ScaleDownStabilized");
        assertThat(ScalingDecision.plain(8, 2, 1, 40, history, NOW.plusSeconds(120))
                        .replicas())
                .isEqualTo(2);
        var few = ScalingDecision.plain(3, 1, 2, 40, ScalingHistory.EMPTY, NOW);
        assertThat(few.replicas()).isEqualTo(2);
        assertThat(few.limitReason()).isEqualTo("TooFewReplicas");
        var many = ScalingDecision.plain(8, 20, 1, 10, ScalingHistory.EMPTY, NOW);
        assertThat(many.replicas()).isEqualTo(10);
        assertThat(many.limitReason()).isEqualTo("TooManyReplicas");
    }

    @Test
    void with_behavior_policies_limit_the_rate() {
        var slowDown = new ScalingRules(
                ScalingRules.Select.MIN,
                Duration.ZERO,
                List.of(new ScalingRules.Policy(false, 2, 60), new ScalingRules.Policy(true, 50, 60)));

        var down = ScalingDecision.withBehavior(
                10, 1, 1, 40, ScalingRules.DEFAULT_UP, slowDown, ScalingHistory.EMPTY, NOW);
        assertThat(down.replicas()).isEqualTo(8);
        assertThat(down.limitReason()).isEqualTo("ScaleDownLimit");
        var again = ScalingHistory.EMPTY.scaled(NOW.minusSeconds(30), -2);
        assertThat(ScalingDecision.withBehavior(8, 1, 1, 40, ScalingRules.DEFAULT_UP, slowDown, again, NOW)
                        .replicas())
                .isEqualTo(8);
        var off = new ScalingRules(ScalingRules.Select.DISABLED, Duration.ZERO, List.of());
        assertThat(ScalingDecision.withBehavior(8, 1, 1, 40, ScalingRules.DEFAULT_UP, off, again, NOW)
                        .replicas())
                .isEqualTo(8);
    }

    @Test
    void with_behavior_the_default_upwards_is_four_pods_or_double() {
        var up = ScalingDecision.withBehavior(
                1, 20, 1, 40, ScalingRules.DEFAULT_UP, ScalingRules.DEFAULT_DOWN, ScalingHistory.EMPTY, NOW);

        assertThat(up.replicas()).isEqualTo(5);
    }

    private static IntOrPercent value(String text) {
        Object value = text.endsWith("%") ? text : Integer.valueOf(text);
        return IntOrPercent.of(value, IntOrPercent.ZERO);
    }
}
