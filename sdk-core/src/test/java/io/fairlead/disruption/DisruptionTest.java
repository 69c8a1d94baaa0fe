package io.fairlead.disruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.resource.Ref;
import io.fairlead.scaling.DisruptionAllowance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisruptionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final List<Map<String, Object>> objects = new ArrayList<>();

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private void given(String yaml) {
        Arrays.stream(yaml.split("\n---\n"))
                .forEach(text -> objects.add((Map<String, Object>) Serialization.unmarshal(text, Map.class)));
    }

    private void deployment(String name, int replicas, String more) {
        given("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {namespace: shop, name: %1$s, uid: d-%1$s}
                spec: {replicas: %2$d, template: {metadata: {labels: {app: %1$s}}}%3$s}
                ---
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata:
                  {namespace: shop, name: %1$s-1, uid: r-%1$s,
                   ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: %1$s, uid: d-%1$s, controller: true}]}
                spec: {replicas: %2$d}
                """.formatted(name, replicas, more));
        for (int i = 0; i < replicas; i++) {
            pod(name, i, "Running", true, owned("ReplicaSet", name + "-1", "r-" + name));
        }
    }

    private static String owned(String kind, String name, String uid) {
        return ", ownerReferences: [{apiVersion: apps/v1, kind: %s, name: %s, uid: %s, controller: true}]"
                .formatted(kind, name, uid);
    }

    private void pod(String app, int number, String phase, boolean ready, String more) {
        given("""
                apiVersion: v1
                kind: Pod
                metadata: {namespace: shop, name: %1$s-%2$d, labels: {app: %1$s}%5$s}
                spec: {nodeName: node-%2$d}
                status: {phase: %3$s, conditions: [{type: Ready, status: "%4$s"}]}
                """.formatted(app, number, phase, ready ? "True" : "False", more));
    }

    private void budget(String name, String rule) {
        given("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {namespace: shop, name: %s}
                spec: {selector: {matchLabels: {app: web}}, %s}
                """.formatted(name, rule));
    }

    private Disruption now() {
        return Disruption.of(objects, NOW);
    }

    private static int allowed(Disruption state) {
        return state.budget("shop/web").orElseThrow().allowed();
    }

    private static Ref pod(String name) {
        return Ref.of(io.fairlead.resource.Kind.of("v1", "Pod"), "shop/" + name);
    }

    @Test
    void says_what_may_go_now_at_the_minimum_in_a_rollout_and_without_a_zone() {
        deployment("web", 4, "");
        budget("web", "minAvailable: 2");
        given("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {namespace: shop, name: web}
                spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
                ---
                apiVersion: v1
                kind: Node
                metadata: {name: node-0, labels: {zone: a}}
                ---
                apiVersion: v1
                kind: Node
                metadata: {name: node-1, labels: {zone: a}}
                """);

        assertThat(now()).hasToString("""
                1 budget over 4 pods
                PodDisruptionBudget shop/web (minAvailable: 2) allows 2: 2 of 4 must be healthy, 4 are; at the minimum 0, in a rollout 1""");
        assertThat(allowed(now().losing("zone", "a"))).isZero();
        assertThat(allowed(now().losing("zone", "a").settled())).isEqualTo(2);
    }

    @Test
    void an_eviction_spends_and_what_has_gone_does_not_come_back_by_itself() {
        deployment("web", 3, "");
        budget("web", "maxUnavailable: 1");

        assertThat(now().eviction(pod("web-0"))).hasToString("goes, and spends one of PodDisruptionBudget shop/web");
        Disruption after = now().evicting(List.of(pod("web-0")));
        assertThat(after.eviction(pod("web-1")))
                .hasToString("is held by PodDisruptionBudget shop/web (maxUnavailable: 1) allows 0:"
                        + " 2 of 3 must be healthy, 2 are");
        assertThat(after.eviction(pod("web-0")).goes()).isTrue();
        assertThat(allowed(after.without(List.of(pod("web-0"))))).isZero();
        assertThat(allowed(after.settled())).isEqualTo(1);
    }

    @Test
    void what_was_replaced_in_one_state_is_replaced_again_in_the_next() {
        deployment("web", 3, "");
        budget("web", "maxUnavailable: 1");

        Disruption state = now();
        for (int i = 0; i < 3; i++) {
            state = state.without(List.of(pod("web-" + i))).settled();

            assertThat(state.pods()).hasSize(3);
            assertThat(allowed(state)).isEqualTo(1);
        }
    }

    @Test
    void both_percentages_round_up() {
        deployment("web", 3, "");
        budget("web", "minAvailable: 50%");
        budget("web-most", "maxUnavailable: 50%");

        assertThat(now().budgets())
                .extracting(BudgetStanding::allowance)
                .containsExactly(new DisruptionAllowance(3, 2, 3, 1), new DisruptionAllowance(3, 1, 3, 2));
    }

    @Test
    void two_budgets_on_one_pod_hold_it_for_ever() {
        deployment("web", 3, "");
        budget("web", "minAvailable: 1");
        budget("web-too", "minAvailable: 1");

        assertThat(now().eviction(pod("web-1")))
                .hasToString("cannot be evicted, as 2 budgets select it:"
                        + " [PodDisruptionBudget shop/web, PodDisruptionBudget shop/web-too]");
    }

    @Test
    void an_unhealthy_pod_goes_only_while_the_others_are_enough_unless_the_policy_says_always() {
        deployment("web", 2, "");
        pod("web", 7, "Running", false, "");
        budget("web", "minAvailable: 2");
        assertThat(now().eviction(pod("web-7"))).isInstanceOf(Eviction.Unhealthy.class);

        objects.remove(objects.size() - 1);
        budget("web", "minAvailable: 3");
        assertThat(now().eviction(pod("web-7"))).isInstanceOf(Eviction.Held.class);

        objects.remove(objects.size() - 1);
        budget("web", "minAvailable: 3, unhealthyPodEvictionPolicy: AlwaysAllow");
        assertThat(now().eviction(pod("web-7"))).isInstanceOf(Eviction.Unhealthy.class);
        assertThat(now().eviction(pod("web-0"))).isInstanceOf(Eviction.Held.class);
    }

    @Test
    void pods_made_by_hand_count_as_healthy_and_in_no_denominator() {
        deployment("web", 2, "");
        pod("web", 8, "Running", true, "");
        budget("web", "maxUnavailable: 1");

        BudgetStanding standing = now().budget("shop/web").orElseThrow();
        assertThat(standing.allowance()).isEqualTo(new DisruptionAllowance(2, 1, 3, 2));
        assertThat(standing.unmanaged()).containsExactly(pod("web-8"));
    }

    @Test
    void a_controller_without_a_size_lets_nothing_go_unless_the_rule_is_a_plain_number() {
        deployment("web", 2, "");
        pod(
                "web",
                9,
                "Running",
                true,
                ", ownerReferences: [{apiVersion: batch/v1, kind: Job, name: web, uid: j, controller: true}]");
        budget("web", "maxUnavailable: 1");
        budget("web-least", "minAvailable: 1");

        assertThat(now().budgets())
                .extracting(Object::toString)
                .containsExactly(
                        "PodDisruptionBudget shop/web (maxUnavailable: 1) allows 0:"
                                + " jobs.batch does not implement the scale subresource",
                        "PodDisruptionBudget shop/web-least (minAvailable: 1) allows 2:"
                                + " 1 of 3 must be healthy, 3 are");
    }

    @Test
    void a_pod_evicted_a_moment_ago_is_not_healthy_for_two_minutes() {
        deployment("web", 3, "");
        given("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {namespace: shop, name: web}
                spec: {selector: {matchLabels: {app: web}}, minAvailable: 1}
                status: {disruptedPods: {web-0: "2026-01-01T11:59:00Z", web-1: "2026-01-01T11:57:00Z"}}
                """);

        assertThat(allowed(now())).isEqualTo(1);
        assertThat(allowed(now().settled())).isEqualTo(2);
    }

    @Test
    void a_budget_that_waiting_does_not_free_is_a_deadlock() {
        deployment("web", 2, "");
        budget("web", "minAvailable: 100%");
        assertThat(now().deadlocks()).extracting(each -> each.budget().name()).containsExactly("web");

        objects.removeIf(object -> object.get("kind").equals("PodDisruptionBudget"));
        budget("web", "minAvailable: 1");
        assertThat(now().losingNodes(List.of("node-0", "node-1")).deadlocks()).isEmpty();
    }

    @Test
    void recreate_leaves_nothing_in_a_rollout_and_a_stateful_set_one_less() {
        deployment("web", 3, ", strategy: {type: Recreate}");
        budget("web", "minAvailable: 1");
        assertThat(now().duringRollout().budgets().get(0).allowance()).isEqualTo(new DisruptionAllowance(3, 1, 0, 0));

        objects.clear();
        given("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {namespace: shop, name: web, uid: s}
                spec: {replicas: 3, template: {metadata: {labels: {app: web}}}}
                """);
        budget("web", "minAvailable: 1");
        assertThat(now().duringRollout().budgets().get(0).allowance()).isEqualTo(new DisruptionAllowance(3, 1, 2, 1));
    }

    @Test
    void a_pod_that_was_not_given_is_asked_about_in_vain() {
        assertThatThrownBy(() -> now().eviction(pod("web-0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pod shop/web-0 is not among the pods that were given");
        assertThat(now()).hasToString("0 budgets over 0 pods");
    }
}
