package io.fairlead.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.metric.MetricFailed.Reason;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Gate.Verdict;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Gates on metrics: what is asked, how often, and which of the four verdicts follows. */
class MetricGateTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FixedSeries source = FixedSeries.empty();
    private final Metric errorRate = Metric.of(source, "error rate", "errors");
    private final MetricGate gate =
            errorRate.below(0.01).over(MINUTE).every(Duration.ofSeconds(20)).atLeast(3);

    /** Time that passes when it is told to. */
    private static final class Steps implements Gate.Asking {

        private final List<String> told = new ArrayList<>();
        private Instant now = Instant.EPOCH;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Duration left() {
            return Duration.ofHours(1);
        }

        @Override
        public void pause(Duration time) {
            now = now.plus(time);
        }

        @Override
        public void tell(String sentence) {
            told.add(sentence);
        }

        @Override
        public Optional<Tree> find(Ref ref) {
            return Optional.empty();
        }

        @Override
        public List<Tree> list(Kind kind, Selection selection) {
            return List.of();
        }
    }

    private static MetricFailed down(Reason reason) {
        return new MetricFailed("ask", reason, "The connection failed.", null);
    }

    private FixedSeries failing(Reason reason) {
        return source.answering("errors", () -> {
            throw down(reason);
        });
    }

    private FixedSeries without() {
        return source.answering("errors", () -> Answer.of(List.of()));
    }

    @Test
    void it_reads_as_it_is_written() {
        assertThat(gate.question()).isEqualTo("error rate below 0.01 over 1 min");
        assertThat(errorRate.above(1500000).over(Duration.ofSeconds(90)))
                .hasToString("error rate above 1500000 over 90 s (asked of fixed series)");
        assertThat(gate.limit()).isEqualTo(Duration.ofSeconds(140));
    }

    @Test
    void it_passes_when_it_held_all_the_time() {
        source.answering("errors", 0.001, 0.002, 0.0005, 0);
        Steps steps = new Steps();

        assertThat(gate.ask(steps))
                .isEqualTo(Verdict.passed("error rate was 0.002 at worst, 4 of 4 samples below 0.01"));
        assertThat(steps.told)
                .startsWith("error rate below 0.01 over 1 min: error rate was 0.001 at worst,"
                        + " 1 of 1 sample below 0.01 (3 wanted)");
        assertThat(source.asked("errors")).isEqualTo(4);
    }

    @Test
    void it_fails_at_the_first_sample_beyond_what_is_tolerated() {
        source.answering("errors", 0.001, 0.5, 0.02, 0.001);

        assertThat(gate.ask(new Steps()))
                .isEqualTo(Verdict.failed("error rate was 0.5 at worst, 1 of 2 samples below 0.01 (3 wanted)"));
        assertThat(source.asked("errors")).isEqualTo(2);
        FixedSeries again = FixedSeries.empty().answering("errors", 0.001, 0.5, 0.001);
        assertThat(Metric.of(again, "error rate", "errors")
                        .below(0.01)
                        .over(MINUTE)
                        .tolerating(1)
                        .ask(new Steps())
                        .isPassed())
                .isTrue();
    }

    @Test
    void what_is_on_the_threshold_is_not_beyond_it_on_either_side() {
        source.answering("errors", 0.01);

        assertThat(errorRate.below(0.01).ask(new Steps()).result()).isEqualTo(Verdict.Result.FAILED);
        assertThat(errorRate.above(0.01).ask(new Steps()).result()).isEqualTo(Verdict.Result.FAILED);
    }

    @Test
    void no_data_a_warning_and_what_is_no_number_are_inconclusive() {
        without()
                .answering("errors", Double.NaN)
                .answering(
                        "errors",
                        () -> new Answer(
                                List.of(new Series(Map.of(), List.of(new Sample(Instant.EPOCH, 0)))),
                                List.of("one store is down")))
                .answering("errors", 0);

        assertThat(gate.ask(new Steps()))
                .isEqualTo(
                        Verdict.inconclusive("error rate was 0 at worst, 1 of 1 sample below 0.01 (3 wanted); 3 looks"
                                + " without one, last for a warning of the source: one store is down"));
        assertThat(Metric.of(FixedSeries.empty(), "error rate", "errors")
                        .below(1)
                        .ask(new Steps()))
                .isEqualTo(Verdict.inconclusive(
                        "error rate has no samples (1 wanted); 1 look without one, last for no data"));
    }

    @Test
    void a_source_that_fails_now_and_then_is_borne() {
        failing(Reason.SLOW).answering("errors", 0.001, 0.002, 0.001);

        assertThat(gate.ask(new Steps()).result()).isEqualTo(Verdict.Result.PASSED);
    }

    @Test
    void a_source_that_is_down_is_an_error_and_not_a_failure_of_the_release() {
        failing(Reason.UNREACHABLE);

        assertThat(gate.toleratingErrors(2).ask(new Steps()))
                .isEqualTo(Verdict.error("error rate could not be measured: The connection failed"));
        assertThat(source.asked("errors")).isEqualTo(3);
    }

    @Test
    void a_wrong_query_is_an_error_at_once() {
        failing(Reason.BAD_QUERY);

        assertThat(gate.ask(new Steps()).result()).isEqualTo(Verdict.Result.ERROR);
        assertThat(source.asked("errors")).isEqualTo(1);
    }

    @Test
    void of_several_series_the_worst_counts() {
        source.answering(
                "errors",
                () -> Answer.of(List.of(
                        new Series(Map.of("pod", "a"), List.of(new Sample(Instant.EPOCH, 3))),
                        new Series(Map.of("pod", "b"), List.of(new Sample(Instant.EPOCH, 7))))));

        assertThat(errorRate.below(5).ask(new Steps()))
                .isEqualTo(Verdict.failed("error rate was 7 at worst, 0 of 1 sample below 5"));
        assertThat(errorRate.above(2).ask(new Steps()))
                .isEqualTo(Verdict.passed("error rate was 3 at worst, 1 of 1 sample above 2"));
    }

    @Test
    void a_tied_query_names_the_pods_it_is_given_and_no_others() {
        Metric tied = Metric.of(source, "error rate", "rate(errors{pod=~\"$pods\"}[1m])");
        source.answering("rate(errors{pod=~\"web-1|web[.]2\"}[1m])", 0);

        assertThat(tied.isTied()).isTrue();
        assertThat(errorRate.isTied()).isFalse();
        assertThat(tied.below(1).of(List.of("web.2", "web-1")).ask(new Steps()).isPassed())
                .isTrue();
    }

    @Test
    void terms_that_cannot_be_are_refused_when_they_are_given() {
        assertThatThrownBy(() -> gate.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.atLeast(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.tolerating(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> errorRate.below(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Metric.of(source, "", "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
