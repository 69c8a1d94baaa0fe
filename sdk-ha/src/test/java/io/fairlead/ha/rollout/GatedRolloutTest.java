package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.failure.TimedOut;
import io.fairlead.metric.Answer;
import io.fairlead.metric.Metric;
import io.fairlead.metric.MetricFailed;
import io.fairlead.metric.MetricSource;
import io.fairlead.metric.Sample;
import io.fairlead.metric.Series;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gates of rollouts: of which pods they are asked, and what follows from each of the four verdicts. */
class GatedRolloutTest extends RolloutFixture {

    private static Sandbox sandbox;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::enforceRbac);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    ContractCluster contractCluster() {
        return ContractCluster.of(sandbox);
    }

    /** A source that answers as it is told. */
    private MetricSource source(Function<String, Answer> answers) {
        return new MetricSource() {
            @Override
            public String name() {
                return "the dashboard";
            }

            @Override
            public Answer now(String query) {
                asked.add(query);
                return answers.apply(query);
            }

            @Override
            public Answer range(String query, Instant from, Instant to, Duration step) {
                return now(query);
            }
        };
    }

    private static Answer value(double value) {
        return Answer.of(List.of(new Series(Map.of(), List.of(new Sample(Instant.EPOCH, value)))));
    }

    private Gate errors(Function<String, Answer> answers) {
        return Metric.of(source(answers), "errors", "errors{pod=~\"$pods\"}")
                .below(1)
                .over(Duration.ofMillis(20))
                .every(Duration.ofMillis(10));
    }

    private Rollout gated(Gate gate) {
        return Rollout.of(name(), r -> r.image(Workloads.SECOND).gate(gate));
    }

    @Test
    void a_metric_is_asked_of_the_new_pods_alone() {
        givenWeb();
        var plan = cluster.plan(gated(errors(query -> value(0))));

        assertThat(neutral(plan.preview().text()))
                .endsWith("? ask the dashboard: errors below 1 over 20 ms, at most 1 min");
        plan.run();

        String pods = String.join(
                "|",
                client.pods().inNamespace(namespace).list().getItems().stream()
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .filter(pod ->
                                pod.getSpec().getContainers().get(0).getImage().equals(Workloads.SECOND))
                        .map(pod -> pod.getMetadata().getName())
                        .sorted()
                        .toList());
        assertThat(pods).contains("|");
        assertThat(asked).hasSizeGreaterThan(1).containsOnly("errors{pod=~\"" + pods + "\"}");
    }

    @Test
    void a_query_that_is_not_tied_to_the_new_pods_is_refused() {
        givenWeb();
        Metric everywhere = Metric.of(source(query -> value(0)), "errors", "errors{app=\"web\"}");

        assertThat(refusal(gated(everywhere.below(1)))).isEqualTo("""
                Tried to roll out shop/web.
                The query of its gate "errors below 1" is not tied to the new pods, so that it would measure those before, too: errors{app="web"}
                Tie it by pod=~"$pods", or say ofEverything() where that is meant.""");
        assertThat(cluster.run(gated(everywhere.below(1).ofEverything())).changed())
                .isTrue();
    }

    @Test
    void a_metric_that_fails_takes_the_release_back() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(gated(errors(query -> value(7))));

        assertThat(neutral(outcome.toString())).isEqualTo("""
                Undone: Tried to roll out Deployment shop/web.
                The new pods are ready, and a gate did not pass: errors below 1 over 20 ms (asked of the dashboard).
                Errors was 7 at worst, 0 of 1 sample below 1.
                Look at what it measures, and release again.
                1 object given back""");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void a_source_that_is_down_takes_the_release_back_and_says_so() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(gated(errors(query -> {
            throw new MetricFailed("ask", MetricFailed.Reason.REFUSED, "It refused us (HTTP 401).", null);
        })));

        assertThat(neutral(outcome.toString())).isEqualTo("""
                Undone: Tried to roll out Deployment shop/web.
                The new pods are ready, and a gate could not be asked: errors below 1 over 20 ms (asked of the dashboard).
                Errors could not be measured: It refused us (HTTP 401).
                Mend what it asks, and release again.
                1 object given back""");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void too_little_data_leaves_the_release_in_place_and_the_way_back_open() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(gated(errors(query -> value(Double.NaN))));

        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        Outcome.Stuck<RolledOut> stuck = (Outcome.Stuck<RolledOut>) outcome;
        assertThat(((RolloutFailed) stuck.cause()).verdict().orElseThrow().result())
                .isEqualTo(Gate.Verdict.Result.INCONCLUSIVE);
        assertThat(neutral(stuck.cause().getMessage())).matches("""
                Tried to roll out Deployment shop/web\\.
                The new pods are ready, and a gate could not tell: errors below 1 over 20 ms \\(asked of the dashboard\\)\\.
                Errors has no samples \\(1 wanted\\); \\d looks without one, last for a value that is not a number\\.
                The new revision is left in place: release it again to ask anew, or take it back by undo\\.""");
        assertThat(image()).isEqualTo(Workloads.SECOND);
        assertThat(cluster.run(stuck.undo()).complete()).isTrue();
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void who_is_named_decides_when_there_is_too_little_data() {
        givenWeb();
        Gate nothing = errors(query -> Answer.of(List.of()));
        Gate yes = Gate.of("go on all the same?", "the release manager", Duration.ofMinutes(1), () -> true);
        Gate no = Gate.of("go on all the same?", "the release manager", Duration.ofMinutes(1), () -> false);

        assertThat(cluster.run(Rollout.of(
                                name(),
                                r -> r.image(Workloads.SECOND).gate(nothing).whenInconclusive(yes)))
                        .changed())
                .isTrue();
        Outcome<RolledOut> outcome = cluster.attempt(
                Rollout.of(name(), r -> r.env("SIZE", "big").gate(nothing).whenInconclusive(no)));
        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(image()).isEqualTo(Workloads.SECOND);
    }

    @Test
    void an_approval_that_never_comes_takes_the_release_back() {
        givenWeb();
        CountDownLatch never = new CountDownLatch(1);
        Gate approval = Gate.of("may it go on?", "the release manager", Duration.ofMillis(50), () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });

        Outcome<RolledOut> outcome = cluster.attempt(gated(approval));

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(((Outcome.Undone<RolledOut>) outcome).cause())
                .isInstanceOf(TimedOut.class)
                .hasMessage("""
                        Tried to ask the release manager: may it go on?.
                        It took longer than 0.05s. No answer came.
                        Allow more time, or look at why it is slow.""");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }
}
