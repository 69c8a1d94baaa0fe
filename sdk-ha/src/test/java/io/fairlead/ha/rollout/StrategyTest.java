package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.Cluster;
import io.fairlead.event.Event;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Outcome;
import io.fairlead.plan.Change;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Canaries, and blue and green: what the plan says, what serves meanwhile, and what comes back when it fails. */
class StrategyTest extends RolloutFixture {

    private static Sandbox sandbox;

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

    private void givenServed() {
        client.resource(Workloads.service(namespace, "web")).create();
        given(Workloads.tracked(namespace, "web"));
    }

    private Rollout canary(Gate gate) {
        return Rollout.of(name(), r -> r.image(Workloads.SECOND).gate(gate).canary(c -> c.weights(30, 60)));
    }

    private Rollout blueGreen(Gate gate) {
        return Rollout.of(name(), r -> r.image(Workloads.SECOND).gate(gate).blueGreen(b -> {}));
    }

    private Service service() {
        return client.services().inNamespace(namespace).withName("web").get();
    }

    private List<String> deployments() {
        return client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                .map(one -> one.getMetadata().getName())
                .toList();
    }

    /** What a gate sees when it is asked, answered by turns. */
    private final class Looking {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final List<Boolean> answers;

        Looking(Boolean... answers) {
            this.answers = new ArrayList<>(List.of(answers));
        }

        Gate gate() {
            return Gate.of("is it well", () -> {
                Deployment web = web();
                Stream<String> all = client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                        .map(one -> one.getMetadata().getName() + " "
                                + one.getSpec()
                                        .getTemplate()
                                        .getSpec()
                                        .getContainers()
                                        .get(0)
                                        .getImage()
                                        .replace("registry.example/web:", "")
                                + " " + one.getStatus().getReadyReplicas());
                seen.add(String.join(", ", all.toList()) + ", "
                        + service().getSpec().getSelector());
                assertThat(web.getStatus().getReadyReplicas()).isEqualTo(2);
                return answers.isEmpty() || answers.remove(0);
            });
        }
    }

    /** A plan without the fields of its changes. */
    private String outline(Rollout rollout) {
        return neutral(cluster.plan(rollout).preview().text())
                .lines()
                .filter(line -> !line.startsWith("      "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_canary_is_planned_to_its_end() {
        givenServed();

        assertThat(outline(canary(Gate.of("no errors", () -> true)))).isEqualTo("""
                Plan of rollout of shop/web: 1 to create, 2 to change, 1 to delete, 3 waits, 2 gates
                  ! Deployment shop/web: up to 1 pod more than its 2 while it rolls, at least 2 available
                  ! Deployment shop/web is kept by Helm
                  + Deployment shop/web-canary as fairlead/rollout
                  > wait until Deployment shop/web-canary is ready, at most 10 min
                  ? ask this program: no errors, at most 10 min
                  ~ Deployment shop/web-canary as fairlead/rollout
                  > wait until Deployment shop/web-canary is ready, at most 10 min
                  ? ask this program: no errors, at most 10 min
                  ~ Deployment shop/web as fairlead/rollout
                  > wait until Deployment shop/web is ready, at most 10 min
                  - Deployment shop/web-canary  (predicted: this plan writes the object before)  (undo: made anew, its pods start over)""");
    }

    @Test
    void a_canary_goes_up_beside_the_workload_and_then_goes() {
        givenServed();
        Looking looking = new Looking();

        cluster.run(canary(looking.gate()));

        assertThat(looking.seen)
                .containsExactly("web 1.0 2, web-canary 2.0 1, {app=web}", "web 1.0 2, web-canary 2.0 3, {app=web}");
        assertThat(deployments()).containsExactly("web");
        assertThat(image()).isEqualTo(Workloads.SECOND);
    }

    @Test
    void a_canarys_pods_are_not_the_workloads_own_and_bear_no_tools_mark() {
        givenServed();
        List<Deployment> seen = new ArrayList<>();
        Gate look = Gate.of(
                "look",
                () -> seen.add(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("web-canary")
                        .get()));

        cluster.run(canary(look));

        assertThat(seen.get(0).getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("app", "web", "track", "stable-canary"));
        assertThat(seen.get(0).getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(Map.of("app", "web", "track", "stable-canary", "tier", "front"));
        assertThat(seen.get(0).getMetadata().getLabels()).isNullOrEmpty();
    }

    @Test
    void a_canary_that_fails_is_taken_away_and_the_workload_was_never_touched() {
        givenServed();
        Deployment before = web();
        Looking looking = new Looking(true, false);
        List<String> written = new CopyOnWriteArrayList<>();

        try (Cluster heard = Cluster.using(
                client,
                options -> options.listener(event -> {
                    if (event instanceof Event.Wrote wrote) {
                        written.add((wrote.action() == Change.Action.DELETE ? "- " : "~ ")
                                + wrote.ref().name());
                    }
                }))) {
            Outcome<RolledOut> outcome = heard.attempt(canary(looking.gate()));

            assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        }
        assertThat(deployments()).containsExactly("web");
        assertThat(web().getSpec()).isEqualTo(before.getSpec());
        assertThat(web().getMetadata().getGeneration())
                .isEqualTo(before.getMetadata().getGeneration());
        assertThat(written).containsExactly("~ web-canary", "~ web-canary", "- web-canary");
    }

    @Test
    void a_canary_whose_pods_do_not_come_up_is_explained_and_taken_away() {
        givenServed();

        Outcome<RolledOut> outcome = cluster.attempt(
                Rollout.of(name(), r -> r.image(Workloads.BROKEN).canary(c -> {})));

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(neutral(((Outcome.Undone<RolledOut>) outcome).cause().getMessage()))
                .contains("image registry.example/web:2.1-cannot-pull is not found");
        assertThat(deployments()).containsExactly("web");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void where_the_service_selects_by_all_labels_a_canary_beside_is_refused_with_the_way_out() {
        client.resource(Workloads.service(namespace, "web")).create();
        givenWeb();

        assertThat(refusal(canary(Gate.of("well", () -> true)))).isEqualTo("""
                Tried to roll out shop/web.
                Its Services (web) select by all the labels that it selects by itself, so pods of a canary that they sent to would be its own.
                Give its pods and its selector a label more, or share the traffic by an HTTPRoute: canary(c -> c.route(...)).""");
    }

    @Test
    void what_cannot_have_a_canary_is_refused() {
        given(Workloads.tracked(namespace, "web"));
        assertThat(refusal(canary(Gate.of("well", () -> true)))).isEqualTo("""
                Tried to roll out shop/web.
                No Service sends to its pods, so there is no traffic to share.
                Release it without a canary.""");
        assertThat(refusal(Rollout.of(name(), r -> r.image(Workloads.SECOND).blueGreen(b -> b.service("front")))))
                .isEqualTo("""
                Tried to roll out shop/web.
                Service front does not send to its pods.
                Check the Service's selector.""");
        given(Workloads.statefulSet(namespace, "db"));
        assertThat(refusal(Rollout.of(
                        namespace + "/db", r -> r.image(Workloads.SECOND).canary(c -> {}))))
                .isEqualTo("""
                Tried to roll out shop/db.
                It is a StatefulSet, and only of a Deployment there can be a second one.
                Release it without a canary and without blue and green.""");
        client.resource(Workloads.service(namespace, "web")).create();
        client.resource(Workloads.tracked(namespace, "web-canary")).create();
        assertThat(refusal(canary(Gate.of("well", () -> true)))).isEqualTo("""
                Tried to roll out shop/web.
                Deployment shop/web-canary is there already: it was left by a rollout that was kept, or is somebody else's.
                Take that rollout back, or delete it.""");
        assertThatThrownBy(() -> Rollout.of(name(), r -> r.canary(c -> c.weights(50, 20))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights go up from 1 to 99 percent, got 20 after 50");
    }

    @Test
    void green_is_planned_to_its_end() {
        givenServed();

        assertThat(outline(blueGreen(Gate.of("no errors", () -> true)))).isEqualTo("""
                Plan of rollout of shop/web: 2 to create, 3 to change, 2 to delete, 2 waits, 3 gates
                  ! Deployment shop/web: up to 1 pod more than its 2 while it rolls, at least 2 available
                  ! Deployment shop/web is kept by Helm
                  + Deployment shop/web-next as fairlead/rollout
                  > wait until Deployment shop/web-next is ready, at most 10 min
                  + Service shop/web-next as fairlead/rollout
                  ? ask its EndpointSlices: Service shop/web-next sends to 2 ready pods, at most 10 min
                  ~ Service shop/web
                  ? ask this program: no errors, at most 10 min
                  ~ Deployment shop/web as fairlead/rollout
                  > wait until Deployment shop/web is ready, at most 10 min
                  ~ Service shop/web  (predicted: this plan writes the object before)
                  ? ask its EndpointSlices: Service shop/web sends to 2 ready pods, at most 10 min
                  - Deployment shop/web-next  (predicted: this plan writes the object before)  (undo: made anew, its pods start over)
                  - Service shop/web-next  (predicted: this plan writes the object before)  (undo: made anew, with another uid)""");
    }

    @Test
    void green_serves_while_the_workload_itself_changes_and_then_goes() {
        givenServed();
        Looking looking = new Looking();

        cluster.run(blueGreen(looking.gate()));

        assertThat(looking.seen).containsExactly("web 1.0 2, web-next 2.0 2, {app=web-next, track=stable-next}");
        assertThat(deployments()).containsExactly("web");
        assertThat(image()).isEqualTo(Workloads.SECOND);
        assertThat(service().getSpec().getSelector()).isEqualTo(Map.of("app", "web"));
        assertThat(client.services().inNamespace(namespace).list().getItems()).hasSize(1);
    }

    @Test
    void green_that_fails_goes_and_blue_was_never_touched() {
        givenServed();
        Deployment before = web();
        List<String> written = new CopyOnWriteArrayList<>();

        try (Cluster heard = Cluster.using(
                client,
                options -> options.listener(event -> {
                    if (event instanceof Event.Wrote wrote) {
                        written.add((wrote.action() == Change.Action.DELETE ? "- " : "~ ") + wrote.ref());
                    }
                }))) {
            Outcome<RolledOut> outcome = heard.attempt(blueGreen(new Looking(false).gate()));

            assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        }
        assertThat(written.stream().map(this::neutral).toList())
                .containsExactly(
                        "~ Deployment shop/web-next",
                        "~ Service shop/web-next",
                        "~ Service shop/web",
                        "- Service shop/web-next",
                        "- Deployment shop/web-next");
        assertThat(deployments()).containsExactly("web");
        assertThat(service().getSpec().getSelector()).isEqualTo(Map.of("app", "web"));
        assertThat(web().getMetadata().getGeneration())
                .isEqualTo(before.getMetadata().getGeneration());
    }

    @Test
    void green_is_looked_at_before_it_serves_and_blue_stands_by_for_a_time() {
        givenServed();
        Looking before = new Looking();

        cluster.run(Rollout.of(
                name(),
                r -> r.image(Workloads.SECOND)
                        .blueGreen(b -> b.before(before.gate()).keepBlueFor(Duration.ofMillis(20)))));

        assertThat(before.seen).containsExactly("web 1.0 2, web-next 2.0 2, {app=web}");
        assertThat(image()).isEqualTo(Workloads.SECOND);
    }

    @Test
    void pods_beside_have_the_share_and_pods_within_bear_it() {
        assertThat(Canary.beside(2, 30)).isEqualTo(1);
        assertThat(Canary.beside(9, 10)).isEqualTo(1);
        assertThat(Canary.beside(10, 50)).isEqualTo(10);
        assertThat(Canary.beside(1, 99)).isEqualTo(99);
        assertThat(Canary.within(10, 5)).isEqualTo(1);
        assertThat(Canary.within(10, 50)).isEqualTo(5);
    }
}
