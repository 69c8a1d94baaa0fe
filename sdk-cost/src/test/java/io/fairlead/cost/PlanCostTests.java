package io.fairlead.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cost.price.Money;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.plan.PlanRefused;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What plans cost, on whatever cluster. */
abstract class PlanCostTests extends CostFixture {

    private static final Kind DEPLOYMENT = Kind.of("apps/v1", "Deployment");

    @Test
    void a_new_deployment_costs_what_its_pods_reserve() {
        PlanCost cost = cost(team(web(3, "web:1", "500m")));

        assertThat(neutral(cost.text())).isEqualTo("""
                shop/web: $0.00/mo -> $153/mo (+$153)
                  cpu 0 -> 1.5 vCPU, +$110/mo
                  memory 0 -> 6 GiB, +$43.80/mo
                  assumed: network traffic is not counted""");
        assertThat(cost.difference().perHour()).isEqualTo(Money.usd("0.21"));
        assertThat(cost.difference().perMonth()).isEqualTo(Money.usd("153.3"));
        assertThat(cost.isComplete()).isTrue();
    }

    @Test
    void a_release_costs_its_surge_while_it_runs() {
        cluster.run(team(web(3, "web:1-cannot-pull", "500m")));

        PlanCost cost = cost(team(web(6, "web:2", "1")), c -> c.startUp(Duration.ofMinutes(2)));

        assertThat(neutral(cost).lines().findFirst())
                .contains("shop/web: $153/mo -> $526/mo (+$372), 2 surge pods for about 4 min");
        assertThat(cost.once().shown()).isEqualTo("$0.02");
    }

    @Test
    void how_long_a_pod_starts_is_seen_from_those_that_run() {
        cluster.run(team(web(4, "web:1", "500m")).then(ready("web")));

        PlanCost cost = cost(team(web(4, "web:2", "500m")));

        assertThat(cost.objects().get(0).transitions()).hasSize(1);
        assertThat(neutral(cost.assumptions().get(0)))
                .matches("a pod of shop/web is ready after \\d+ s, as the 4 that run show");
    }

    @Test
    void the_same_plan_costs_the_same_text_twice() {
        var plan = cluster.plan(team(web(3, "web:1", "500m")));

        assertThat(cluster.query(Cost.of(plan)).text())
                .isEqualTo(cluster.query(Cost.of(plan)).text());
    }

    @Test
    void prices_that_nobody_gave_are_told() {
        PlanCost cost = cluster.query(Cost.of(cluster.plan(team(web(1, "web:1", "1")))));

        assertThat(cost.assumptions().get(0))
                .matches("no prices were given for cores and memory of \\d+ of \\d+ nodes;"
                        + " those of the default list, 2024-10, stand in");
    }

    @Test
    void a_scaled_or_deleted_workload_saves() {
        cluster.run(team(web(4, "web:1", "1")));
        Ref web = new Ref(DEPLOYMENT, namespace, "web");

        PlanCost scaled = cost(work -> work.act(io.fairlead.operation.Acts.scale(web, 1)));
        PlanCost deleted = cost(Operation.doing(work -> work.delete(web)));

        assertThat(neutral(scaled).lines().findFirst()).contains("shop/web: $350/mo -> $87.60/mo (-$263)");
        assertThat(neutral(deleted).lines().findFirst()).contains("shop/web: $350/mo -> $0.00/mo (-$350)");
    }

    @Test
    void a_limit_range_and_limits_say_what_requests_leave_open() {
        cluster.run(team("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: defaults}
                spec:
                  limits:
                  - {type: Container, defaultRequest: {cpu: 200m, memory: 1Gi}}
                """));

        PlanCost open = cost(team(deployment("open", 1, "web:1", "{}", "")));
        PlanCost limited = cost(team(deployment("limited", 1, "web:1", "{limits: {cpu: 1}}", "")));

        assertThat(open.after().perHour()).isEqualTo(Money.usd("0.03"));
        assertThat(limited.after().perHour()).isEqualTo(Money.usd("0.11"));
    }

    @Test
    void claims_and_load_balancers_cost_and_claims_of_a_smaller_set_stay() {
        String set = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  replicas: %d
                  serviceName: db
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec:
                      containers: [{name: db, image: "db:1", resources: {requests: {cpu: 1, memory: 1Gi}}}]
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
                """;
        String service = """
                apiVersion: v1
                kind: Service
                metadata: {name: front}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                """;

        PlanCost made = cost(team(set.formatted(2) + "---\n" + service));
        cluster.run(team(set.formatted(2)));
        PlanCost smaller = cost(team(set.formatted(1)));

        assertThat(neutral(made.text())).isEqualTo("""
                cost of apply: $0.00/mo -> $190/mo (+$190), +$0.26 an hour, 2 objects
                  shop/front: $0.00/mo -> $14.60/mo (+$14.60)
                    load balancer 0 -> 1, +$14.60/mo
                  shop/db: $0.00/mo -> $175/mo (+$175)
                    cpu 0 -> 2 vCPU, +$146/mo
                    memory 0 -> 2 GiB, +$14.60/mo
                    storage fast 0 -> 20 GiB, +$14.60/mo
                  assumed: network traffic is not counted""");
        assertThat(smaller.difference().perHour()).isEqualTo(Money.usd("-0.11"));
        assertThat(neutral(smaller.assumptions())).contains("the claims of 1 pod of shop/db stay, and go on costing");
    }

    @Test
    void a_schedule_costs_its_runs_and_one_of_unknown_length_is_unknown() {
        String schedule = """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: report}
                spec:
                  schedule: "*/30 * * * *"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          containers: [{name: r, image: "r:1", resources: {requests: {cpu: 1, memory: 1Gi}}}]
                """;
        Ref report = new Ref(Kind.of("batch/v1", "CronJob"), namespace, "report");

        PlanCost unknown = cost(team(schedule));
        PlanCost told = cost(team(schedule), c -> c.lasting(report, Duration.ofMinutes(6)));

        assertThat(neutral(unknown.unknown()))
                .isEqualTo(
                        "[how long a run of CronJob shop/report takes: no finished one shows it; say lasting(ref, duration)]");
        // Twice an hour for a tenth of it.
        assertThat(told.after().perHour()).isEqualTo(Money.usd("0.022"));
        assertThat(told.isComplete()).isTrue();
    }

    @Test
    void an_autoscaler_says_from_where_to_where_it_goes() {
        cluster.run(team(web(2, "web:1", "1")));

        PlanCost cost = cost(team("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  minReplicas: 3
                  maxReplicas: 10
                """));

        assertThat(neutral(cost).lines().findFirst()).contains("shop/web: $175/mo -> $263/mo (+$87.60)");
        assertThat(neutral(cost.assumptions()))
                .contains("HorizontalPodAutoscaler shop/web keeps shop/web between 3 and 10 pods: $263/mo to $876/mo");
    }

    @Test
    void a_blue_green_release_runs_twice_while_it_waits() {
        cluster.run(team(deployment("blue", 2, "web:1", "{requests: {cpu: 1, memory: 2Gi}}", "")));
        Ref blue = new Ref(DEPLOYMENT, namespace, "blue");

        PlanCost cost = cost(
                team(deployment("green", 2, "web:2", "{requests: {cpu: 1, memory: 2Gi}}", ""))
                        .then(ready("green"))
                        .then(Operation.doing(work -> work.delete(blue))),
                c -> c.startUp(Duration.ofMinutes(3)));

        assertThat(neutral(cost))
                .contains("shop/blue: $175/mo -> $0.00/mo (-$175), running on beside its successor for about 3 min");
        assertThat(cost.difference().isZero()).isTrue();
        assertThat(cost.once()).isEqualTo(Money.usd("0.012"));
    }

    @Test
    void a_guard_refuses_what_adds_too_much_before_anything_is_written() {
        var plan = cluster.plan(team(web(3, "web:1", "500m")))
                .requiring(Cost.atMost(Money.usd(100), c -> c.prices(PRICES)));

        assertThat(neutral(refusal(plan.attempt())))
                .isEqualTo("it adds $153 a month, more than the $100 allowed (shop/web +$153)");
        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
                .isEmpty();
        assertThat(cluster.plan(team(web(3, "web:1", "500m")))
                        .requiring(Cost.atMost(Money.usd(200), c -> c.prices(PRICES)))
                        .attempt()
                        .isDone())
                .isTrue();
    }

    @Test
    void a_guard_of_a_part_refuses_by_percent() {
        cluster.run(team(web(4, "web:1", "1")));

        assertThat(neutral(refusal(cluster.attempt(
                        team(web(5, "web:1", "1")).requiring(Cost.addsAtMost(10, c -> c.prices(PRICES)))))))
                .isEqualTo("it adds $87.60 a month to $350/mo, more than the 10 % allowed (shop/web +$87.60)");
        assertThat(cluster.attempt(team(web(5, "web:1", "1")).requiring(Cost.addsAtMost(25, c -> c.prices(PRICES))))
                        .isDone())
                .isTrue();
    }

    @Test
    void a_guard_fails_closed_unless_told_otherwise() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: import}
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: i, image: "i:1", resources: {requests: {cpu: 1, memory: 1Gi}}}]
                """;

        assertThat(neutral(refusal(cluster.plan(team(job))
                        .requiring(Cost.atMost(Money.usd(100), c -> c.prices(PRICES)))
                        .attempt())))
                .isEqualTo("not all that it costs is known: how long Job shop/import runs, at $0.11 a pod and hour:"
                        + " say lasting(ref, duration)");
        assertThat(neutral(refusal(cluster.plan(team(web(1, "web:1", "1")))
                        .requiring(Cost.atMost(Money.of("100", "EUR"), c -> c.prices(PRICES)))
                        .attempt())))
                .contains("different currencies, USD and EUR");
        assertThat(cluster.plan(team(job))
                        .requiring(Cost.atMost(
                                Money.usd(100), c -> c.prices(PRICES).unknownAllowed()))
                        .attempt()
                        .isDone())
                .isTrue();
    }

    private Operation<Void> ready(String name) {
        return Operation.doing(
                work -> work.await(new Ref(DEPLOYMENT, namespace, name), Until.ready(), Duration.ofMinutes(1)));
    }

    private static String refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((PlanRefused) ((Outcome.Refused<?>) outcome).cause()).reason();
    }
}
