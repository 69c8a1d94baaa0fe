package io.fairlead.ha.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an autoscaler would have done, against numbers worked out by hand from the controller's rules. */
class ReplayTest {

    private static final Duration SYNC = Duration.ofSeconds(15);
    private static final Consumer<AutoscalerSpec> CPU = a -> a.between(2, 20).cpu(60);

    private static double[] lasting(double value, int syncs) {
        double[] values = new double[syncs];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] then(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<Integer> desired(Replayed replayed) {
        return replayed.steps().stream().map(ReplayStep::desired).toList();
    }

    @Test
    void it_doubles_at_most_until_the_maximum_is_reached() {
        Replayed replayed = Replay.of(CPU, Load.recorded(SYNC, lasting(120, 6)));

        assertThat(desired(replayed)).containsExactly(4, 8, 16, 20, 20, 20);
        assertThat(replayed.steps().get(3).why()).isEqualTo("cpu above target, TooManyReplicas");
    }

    @Test
    void a_metric_within_the_tolerance_changes_nothing() {
        assertThat(Replay.of(CPU, Load.recorded(SYNC, lasting(66, 4))).changes())
                .isEmpty();
        assertThat(desired(Replay.of(
                        a -> a.between(2, 20).cpu(60).scaleUp(up -> up.tolerance(0.05)),
                        Load.recorded(SYNC, lasting(66, 1)))))
                .containsExactly(3);
    }

    @Test
    void it_goes_down_five_minutes_after_the_last_high_recommendation() {
        Replayed replayed = Replay.of(CPU, Load.recorded(SYNC, then(lasting(120, 2), lasting(10, 30))));

        // 2 -> 4 -> 8 at 15 s, where 8 and 16 were recommended; the 16 leaves the window at 315 s, then 10 % of 8 pods
        // ask for 2.
        ReplayStep last = replayed.changes().get(replayed.changes().size() - 1);
        assertThat(last.at()).isEqualTo(Duration.ofSeconds(315));
        assertThat(last.replicas()).isEqualTo(8);
        assertThat(last.desired()).isEqualTo(2);
    }

    @Test
    void a_policy_lets_one_pod_go_up_a_minute() {
        Replayed replayed = Replay.of(
                a -> a.between(2, 20).cpu(60).scaleUp(up -> up.pods(1, Duration.ofMinutes(1))),
                Load.recorded(SYNC, lasting(120, 9)));

        assertThat(replayed.changes()).extracting(step -> step.at().toSeconds()).containsExactly(0L, 60L, 120L);
        assertThat(replayed.changes()).extracting(ReplayStep::desired).containsExactly(3, 4, 5);
    }

    @Test
    void a_demand_is_shared_until_the_target_is_met() {
        // 3 cores over pods that request half a core: at 60 % that takes 10.
        Replayed replayed = Replay.of(CPU, Load.demand(SYNC, lasting(3, 8)).pods(0.5, 1, Duration.ZERO));

        assertThat(desired(replayed)).containsExactly(4, 8, 10, 10, 10, 10, 10, 10);
        assertThat(replayed.steps().get(0).saturated()).isTrue();
        assertThat(replayed.saturated()).isEqualTo(SYNC);
        assertThat(replayed.steps().get(7).measured()).isEqualTo(60);
    }

    @Test
    void pods_that_are_not_ready_yet_count_as_idle() {
        Replayed replayed = Replay.of(CPU, Load.demand(SYNC, lasting(1, 8)).pods(0.5, 1, Duration.ofSeconds(40)));

        // 100 % of 2 pods asks for 4; while the 2 new ones are not ready, 100 % over 4 pods is 50 %: nothing to do.
        assertThat(desired(replayed)).containsExactly(4, 4, 4, 4, 4, 4, 4, 4);
        assertThat(replayed.steps()).extracting(ReplayStep::ready).containsExactly(2, 2, 2, 4, 4, 4, 4, 4);
    }

    @Test
    void a_gap_changes_nothing() {
        Replayed replayed = Replay.of(CPU, Load.recorded(SYNC, 60, Double.NaN, 120));

        assertThat(desired(replayed)).containsExactly(2, 2, 4);
        assertThat(replayed.steps().get(1).why()).isEqualTo("no metric");
    }

    @Test
    void of_several_metrics_the_highest_counts_and_a_missing_one_lets_none_go_down() {
        Consumer<AutoscalerSpec> two = a -> a.between(2, 20).cpu(60).pods("rps", "50");

        Replayed up = Replay.of(
                two,
                List.of(Load.recorded(SYNC, 30), Load.recorded(SYNC, 100)),
                Optional.of(4),
                ControllerSettings.DEFAULTS);
        assertThat(desired(up)).containsExactly(8);
        assertThat(up.steps().get(0).why()).isEqualTo("rps above target");

        Replayed held = Replay.of(
                two,
                List.of(Load.recorded(SYNC, 30), Load.recorded(SYNC, Double.NaN)),
                Optional.of(4),
                ControllerSettings.DEFAULTS);
        assertThat(held.steps().get(0).why()).isEqualTo("no metric");
    }

    @Test
    void the_result_prints_as_a_report_and_as_lines() {
        Replayed replayed = Replay.of(
                CPU, Load.demand(Duration.ofMinutes(10), 1, 2, 4, 6, 3, 1).pods(0.5, 1, Duration.ofSeconds(40)));

        assertThat(replayed.toString()).isEqualTo("""
                between 2 and 20 by cpu at 60 % of the requests
                  over 1 h: 11.1 replica hours, at most 20 replicas, 6 steps, 0 flaps, never saturated
                  load     ▂▂▂▂▂▂▂▂▂▂▃▃▃▃▃▃▃▃▃▃▆▆▆▆▆▆▆▆▆▆██████████▄▄▄▄▄▄▄▄▄▄▂▂▂▂▂▂▂▂▂▂
                  replicas ▂▂▂▂▂▂▂▂▂▂▃▃▃▃▃▃▃▃▃▃▆▆▆▆▆▆▆▆▆▆███████████████▄▄▄▄▄▄▄▄▄▄▂▂▂▂▂
                  assumed  sync every 15 s, tolerance 0.1, CPU of new pods after 300 s""");
        assertThat(replayed.csv().lines().limit(2))
                .containsExactly(
                        "seconds,load,replicas,ready,measured,desired,why,saturated",
                        "0,1.0,2,2,100.0,4,\"cpu above target\",false");
    }

    @Test
    void the_same_input_gives_the_same_answer() {
        Load load = Load.demand(Duration.ofMinutes(10), 1, 2, 4, 6, 3, 1).pods(0.5, 1, Duration.ofSeconds(40));

        assertThat(Replay.of(CPU, load)).isEqualTo(Replay.of(CPU, load));
    }

    @Test
    void what_cannot_be_played_is_refused() {
        assertThatThrownBy(() -> Load.recorded(SYNC, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a load is 0 or more, got -1.0");
        assertThatThrownBy(() -> Load.recorded(SYNC)).hasMessage("a load has a value");
        assertThatThrownBy(() -> Load.recorded(SYNC, 1).pods(1, 1, SYNC))
                .hasMessage("a recorded metric is what it was, whatever the pods: only a demand is shared");
        assertThatThrownBy(() -> Replay.of(a -> a.between(1, 2).cpu(60).memory(60), Load.recorded(SYNC, 1)))
                .hasMessage("a replay takes one load a metric, got 1 for 2");
        assertThatThrownBy(() -> Replay.of(a -> a.between(0, 2).external("queue", "5"), Load.recorded(SYNC, 1)))
                .hasMessage("a minimum of 0 is not played: waking depends on more than the metric");
    }
}
