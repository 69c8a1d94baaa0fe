package io.fairlead.ha.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Autoscalers: what the plan says, what is refused, and that the number of replicas never jumps. */
abstract class AutoscalerTests extends AutoscalingFixture {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Operation<Autoscaled> autoscaler() {
        return Autoscaler.of(name(), a -> a.between(3, 30).cpu(60));
    }

    @Test
    void the_plan_tells_the_hand_over_and_the_autoscaler() {
        givenWeb();

        String plan = neutral(cluster.plan(Autoscaler.of(
                        name(),
                        a -> a.between(2, 10)
                                .cpu(60)
                                .scaleDown(down -> down.stabilizedOver(Duration.ofMinutes(10))
                                        .percent(50, Duration.ofMinutes(1)))))
                .preview()
                .text());

        assertThat(plan).isEqualTo("""
                Plan of autoscaling of Deployment shop/web: 1 to create, 1 to change
                  ! Deployment shop/web: its 3 replicas are set by team/web too: from now on leave them out there
                  ~ Deployment shop/web as fairlead/autoscaling
                      no value changes, only who owns them
                  + HorizontalPodAutoscaler shop/web as fairlead/autoscaling
                      .spec.behavior.scaleDown.policies[0].periodSeconds: 60
                      .spec.behavior.scaleDown.policies[0].type: "Percent"
                      .spec.behavior.scaleDown.policies[0].value: 50
                      .spec.behavior.scaleDown.selectPolicy: "Max"
                      .spec.behavior.scaleDown.stabilizationWindowSeconds: 600
                      .spec.behavior.scaleUp.policies[0].periodSeconds: 15
                      .spec.behavior.scaleUp.policies[0].type: "Pods"
                      .spec.behavior.scaleUp.policies[0].value: 4
                      .spec.behavior.scaleUp.policies[1].periodSeconds: 15
                      .spec.behavior.scaleUp.policies[1].type: "Percent"
                      .spec.behavior.scaleUp.policies[1].value: 100
                      .spec.behavior.scaleUp.selectPolicy: "Max"
                      .spec.behavior.scaleUp.stabilizationWindowSeconds: 0
                      .spec.maxReplicas: 10
                      .spec.metrics[0].resource.name: "cpu"
                      .spec.metrics[0].resource.target.averageUtilization: 60
                      .spec.metrics[0].resource.target.type: "Utilization"
                      .spec.metrics[0].type: "Resource"
                      .spec.minReplicas: 2
                      .spec.scaleTargetRef.apiVersion: "apps/v1"
                      .spec.scaleTargetRef.kind: "Deployment"
                      .spec.scaleTargetRef.name: "web\"""");
    }

    @Test
    void a_manifest_that_no_longer_says_the_number_leaves_it() {
        givenWeb();
        cluster.run(autoscaler());

        Deployment without = (Deployment) deployment(namespace, 3, "requests: {cpu: 100m, memory: 64Mi}");
        without.getSpec().setReplicas(null);
        applied(client, without);

        assertThat(web().getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void a_manifest_of_client_side_apply_that_no_longer_says_the_number_leaves_it() {
        Deployment web = (Deployment) deployment(namespace, 3, "requests: {cpu: 100m, memory: 64Mi}");
        web.getMetadata().setAnnotations(java.util.Map.of(LAST_APPLIED, """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":3}}
                """));
        client.resource(web).create();

        Outcome<Autoscaled> outcome = cluster.attempt(autoscaler());

        assertThat(web().getMetadata().getAnnotations().get(LAST_APPLIED)).isEqualTo("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{}}
                """);
        assertThat(cluster.run(((Outcome.Done<Autoscaled>) outcome).undo()).complete())
                .isTrue();
        assertThat(web().getMetadata().getAnnotations().get(LAST_APPLIED)).contains("\"replicas\":3");
        assertThat(web().getMetadata().getManagedFields().stream().map(entry -> entry.getManager()))
                .doesNotContain("fairlead/autoscaling");
    }

    @Test
    void the_number_stays_when_the_workload_is_handed_back() {
        givenWeb();
        cluster.run(autoscaler());

        assertThat(cluster.run(HandBack.of(name()))).hasSize(1);

        assertThat(client.autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(web().getSpec().getReplicas()).isEqualTo(3);
        assertThat(web().getMetadata().getManagedFields().stream().map(entry -> entry.getManager()))
                .doesNotContain("fairlead/autoscaling");
    }

    @Test
    void no_instant_shows_another_number() throws Exception {
        givenWeb();
        var seen = new java.util.concurrent.CopyOnWriteArrayList<Integer>();
        var deployments = client.apps().deployments().inNamespace(namespace).withName("web");
        var watch = deployments.watch(new io.fabric8.kubernetes.client.Watcher<Deployment>() {
            @Override
            public void eventReceived(Action action, Deployment web) {
                seen.add(web.getSpec().getReplicas());
            }

            @Override
            public void onClose(io.fabric8.kubernetes.client.WatcherException cause) {}
        });
        try {
            cluster.run(autoscaler());
            Deployment without = (Deployment) deployment(namespace, 3, "requests: {cpu: 100m, memory: 64Mi}");
            without.getSpec().setReplicas(null);
            applied(client, without);
            cluster.run(HandBack.of(name()));
            client.resource(web())
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.JSON_MERGE)
                                    .build(),
                            "{\"metadata\":{\"labels\":{\"seen\":\"last\"}}}");
            deployments.waitUntilCondition(
                    web -> web.getMetadata().getLabels() != null
                            && web.getMetadata().getLabels().containsKey("seen"),
                    10,
                    java.util.concurrent.TimeUnit.SECONDS);
        } finally {
            watch.close();
        }
        assertThat(seen).isNotEmpty().containsOnly(3);
    }

    @Test
    void a_share_of_requests_that_are_not_made_is_refused() {
        givenWeb("requests: {memory: 64Mi}");

        assertThat(refusal(autoscaler())).isEqualTo("""
                Tried to put Deployment shop/web under an autoscaler.
                The target is a share of what its pods request of cpu, and container web requests none.
                Set their requests (Rollout.of(..., r -> r.request(...))), or name one container that has them.""");
        given("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: defaults}
                spec: {limits: [{type: Container, defaultRequest: {cpu: 50m}}]}
                """);
        assertThat(cluster.plan(autoscaler()).changes()).isNotEmpty();
    }

    @Test
    void a_target_out_of_reach_is_refused_with_the_arithmetic() {
        givenWeb("requests: {cpu: 100m}, limits: {cpu: 100m}");

        assertThat(refusal(Autoscaler.of(name(), a -> a.between(3, 30).cpu(95))))
                .isEqualTo("""
                Tried to put Deployment shop/web under an autoscaler.
                Its pods may use 0.1 of cpu and request 0.1, so that they never show more than 100 %; pods are added above 105 % (95 % and the tolerance).
                Lower the target, or raise the limit.""");
        assertThat(cluster.plan(Autoscaler.of(
                                name(), a -> a.between(3, 30).cpu(95).scaleUp(up -> up.tolerance(0.02))))
                        .changes())
                .isNotEmpty();
    }

    @Test
    void a_minimum_that_the_quota_cannot_hold_is_refused_and_a_maximum_told() {
        givenWeb();
        given("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: team}
                spec: {hard: {requests.cpu: "1"}}
                """);

        assertThat(refusal(Autoscaler.of(name(), a -> a.between(11, 30).cpu(60))))
                .isEqualTo("""
                Tried to put Deployment shop/web under an autoscaler.
                The minimum of 11 pods takes 1.1 of requests.cpu, and ResourceQuota shop/team allows 1: room for 10.
                Raise the quota, or lower the minimum.""");
        assertThat(neutral(cluster.plan(autoscaler()).preview().text()))
                .contains(
                        "! ResourceQuota shop/team: of requests.cpu it has room for 10 pods of Deployment shop/web, fewer"
                                + " than the maximum of 30");
    }

    @Test
    void another_autoscaler_on_the_workload_is_refused() {
        givenWeb();
        cluster.run(autoscaler());

        assertThat(refusal(Autoscaler.of(name(), a -> a.between(3, 30).cpu(60).named("mine"))))
                .isEqualTo("""
                Tried to put Deployment shop/web under an autoscaler.
                HorizontalPodAutoscaler shop/web scales it already: two autoscalers undo each other's steps.
                Change that one by its name (named), or hand its workload back first (HandBack.of).""");
        assertThat(cluster.plan(autoscaler()).changes()).isEmpty();
    }

    @Test
    void a_budget_that_lets_no_pod_go_at_the_minimum_is_told() {
        givenWeb();
        given("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web}
                spec: {minAvailable: 3, selector: {matchLabels: {app: web}}}
                """);

        assertThat(neutral(cluster.plan(autoscaler()).preview().text()))
                .contains(
                        "! PodDisruptionBudget shop/web: it lets no pod go at the minimum of 3: a drain would wait for"
                                + " ever");
    }

    @Test
    void a_workload_that_does_not_exist_is_refused() {
        assertThat(refusal(autoscaler())).isEqualTo("""
                Tried to put Deployment shop/web under an autoscaler.
                Deployment shop/web does not exist.
                Check its name and namespace, or create it first.""");
    }
}
