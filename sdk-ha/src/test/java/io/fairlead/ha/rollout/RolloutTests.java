package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.NotFound;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.ImageCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rollouts: what the plan says, what is refused, what is done, and what comes back when it fails. */
abstract class RolloutTests extends RolloutFixture {

    @Test
    void the_plan_shows_the_difference_the_surge_and_the_wait() {
        givenWeb();

        String plan = neutral(cluster.plan(Rollout.of(
                        name(), r -> r.image(Workloads.SECOND).gate(Gate.of("no errors", () -> true))))
                .preview()
                .text());

        assertThat(plan).isEqualTo("""
                Plan of rollout of shop/web: 1 to change, 1 wait, 1 gate
                  ! Deployment shop/web: up to 1 pod more than its 2 while it rolls, at least 2 available
                  ~ Deployment shop/web as fairlead/rollout
                      .spec.template.spec.containers[name="web"].image: "registry.example/web:1.0" -> "registry.example/web:2.0"
                      taken over from team/web: .spec.template.spec.containers[name="web"].image
                  > wait until Deployment shop/web is ready, at most 10 min
                  ? ask this program: no errors, at most 10 min""");
    }

    @Test
    void what_earlier_rollouts_set_stays_set() {
        givenWeb();
        cluster.run(Rollout.of(name(), r -> r.image(Workloads.SECOND).env("web", "SIZE", "big")));

        RolledOut done =
                cluster.run(Rollout.of(name(), r -> r.annotation("note", "two").because("a test")));

        assertThat(done.changed()).isTrue();
        assertThat(done.images()).isEqualTo(Map.of("web", Workloads.SECOND));
        assertThat(image()).isEqualTo(Workloads.SECOND);
        assertThat(web().getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .extracting(entry -> entry.getName() + "=" + entry.getValue())
                .containsExactly("COLOUR=red", "SIZE=big");
        assertThat(web().getMetadata().getAnnotations()).containsEntry("kubernetes.io/change-cause", "a test");
        cluster.run(Rollout.of(name(), r -> r.image(Workloads.FIRST)));
        assertThat(web().getMetadata().getAnnotations()).doesNotContainKey("kubernetes.io/change-cause");
    }

    @Test
    void a_lambda_takes_away_what_others_hold_by_one_guarded_patch_and_it_comes_back() {
        givenWeb();
        Deployment before = web();

        Outcome<RolledOut> outcome = cluster.attempt(Rollout.of(
                name(),
                r -> r.template(template -> {
                    template.getSpec().getContainers().get(0).setEnv(List.of());
                    return template;
                })));

        assertThat(web().getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .isEmpty();
        assertThat(cluster.run(((Outcome.Done<RolledOut>) outcome).undo()).complete())
                .isTrue();
        assertThat(web().getSpec()).isEqualTo(before.getSpec());
        assertThat(web().getMetadata().getManagedFields().stream()
                        .map(entry -> entry.getManager())
                        .filter(manager -> !manager.equals("kube-controller-manager")))
                .containsOnly("team/web");
    }

    @Test
    void what_is_as_wanted_already_is_awaited_and_not_written() {
        givenWeb();

        var plan = cluster.plan(Rollout.of(name(), r -> r.image("web", Workloads.FIRST)));

        assertThat(neutral(plan.preview().text())).isEqualTo("""
                Plan of rollout of shop/web: nothing to change, 1 wait
                  > wait until Deployment shop/web is ready, at most 10 min""");
        assertThat(plan.run().changed()).isFalse();
    }

    @Test
    void a_failing_release_is_explained_and_taken_back() {
        givenWeb();
        Deployment before = web();

        Outcome<RolledOut> outcome = cluster.attempt(Rollout.of(name(), r -> r.image(Workloads.BROKEN)));

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        RolloutFailed failure = (RolloutFailed) ((Outcome.Undone<RolledOut>) outcome).cause();
        assertThat(neutral(failure.getMessage())).isEqualTo("""
                Tried to roll out Deployment shop/web.
                Pod shop/web-xxxxx: image registry.example/web:2.1-cannot-pull is not found (waiting cannot mend it).
                Ready of the new revision: 0 of 1; of those before: 2 of 2.
                Check the image's name and tag, and that it was pushed.""");
        assertThat(failure.causes().get(0).cause()).isInstanceOf(ImageCause.class);
        assertThat(failure.standing().isReleaseAtFault()).isTrue();
        assertThat(((Outcome.Undone<RolledOut>) outcome).report().restored()).hasSize(1);
        assertThat(web().getSpec()).isEqualTo(before.getSpec());
        assertThat(web().getStatus().getUpdatedReplicas()).isEqualTo(2);
        assertThat(web().getMetadata().getManagedFields())
                .extracting(entry -> entry.getManager())
                .doesNotContain("fairlead/rollout");
    }

    @Test
    void a_release_is_left_in_place_where_that_is_said() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(
                Rollout.of(name(), r -> r.image(Workloads.BROKEN).keepOnFailure()));

        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        assertThat(image()).isEqualTo(Workloads.BROKEN);
        assertThat(cluster.run(((Outcome.Stuck<RolledOut>) outcome).undo()).complete())
                .isTrue();
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void a_gate_that_does_not_pass_takes_the_release_back() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(Rollout.of(
                        name(), r -> r.image(Workloads.SECOND).gate(Gate.of("no errors", () -> false)))
                .undoOnFailure());

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(neutral(outcome.toString())).isEqualTo("""
                Undone: Tried to roll out Deployment shop/web.
                The new pods are ready, and a gate did not pass: no errors (asked of this program).
                Look at what it measures, and release again.
                1 object given back""");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void a_workload_that_is_not_there_is_refused() {
        assertThat(refusal(Rollout.of(name(), r -> r.image(Workloads.SECOND)))).isEqualTo("""
                Tried to roll out shop/web.
                A Deployment, StatefulSet or DaemonSet shop/web does not exist.
                Check its name and namespace, or create it first.""");
        assertThatThrownBy(() -> cluster.plan(Rollout.of(name(), r -> r.image(Workloads.SECOND))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void a_name_of_two_workloads_is_refused_with_the_way_out() {
        givenWeb();
        client.resource(Workloads.statefulSet(namespace, "web")).create();

        assertThat(refusal(Rollout.of(name(), r -> r.image(Workloads.SECOND)))).isEqualTo("""
                Tried to roll out shop/web.
                shop/web is the name of a Deployment and of a StatefulSet.
                Say which, such as "shop/deployment/web".""");
    }

    @Test
    void a_container_that_is_unknown_or_not_the_only_one_is_refused() {
        Workloads.applied(client, Workloads.daemonSet(namespace, "web"));

        assertThat(refusal(Rollout.of(name(), r -> r.image(Workloads.SECOND)))).isEqualTo("""
                Tried to roll out shop/web.
                It has 2 containers: web, proxy.
                Say which one is meant.""");
        assertThat(refusal(Rollout.of(name(), r -> r.image("wbe", Workloads.SECOND))))
                .isEqualTo("""
                Tried to roll out shop/web.
                It has no container wbe, but web, proxy.
                Check the container's name.""");
    }

    @Test
    void a_paused_deployment_is_refused() {
        givenWeb();
        client.resource(web()).edit(web -> {
            web.getSpec().setPaused(true);
            return web;
        });

        assertThat(refusal(Rollout.of(name(), r -> r.image(Workloads.SECOND)))).isEqualTo("""
                Tried to roll out shop/web.
                It is paused: its new template would wait until somebody resumes it.
                Resume it first (Resume.of), or change it by Apply.""");
    }

    @Test
    void other_owners_are_respected_where_that_is_said() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(
                Rollout.of(name(), r -> r.image(Workloads.SECOND).respectingOwners()));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused<RolledOut>) outcome).cause()).isInstanceOf(Conflict.class);
    }

    @Test
    void a_rollout_that_takes_too_long_says_how_far_it_came() {
        givenWeb();

        Outcome<RolledOut> outcome = cluster.attempt(Rollout.of(
                name(), r -> r.image("registry.example/web:3.0-never-ready").within(Duration.ofSeconds(2))));

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(neutral(((Outcome.Undone<RolledOut>) outcome).cause().getMessage()))
                .startsWith("Tried to roll out Deployment shop/web.\nIt took longer than 2s.")
                .contains("Ready of the new revision: 0 of 1; of those before: 2 of 2.");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void new_pods_are_left_to_themselves_for_the_bake_time_and_must_still_be_ready() {
        givenWeb();

        var plan =
                cluster.plan(Rollout.of(name(), r -> r.image(Workloads.SECOND).bake(Duration.ofMillis(1500))));

        assertThat(neutral(plan.preview().text())).endsWith("""
                    > wait until Deployment shop/web is ready, at most 10 min
                    > pause 1.5s
                    > wait until Deployment shop/web is ready, at most 10 min""".indent(2).stripTrailing());
        assertThat(plan.run().changed()).isTrue();
    }

    @Test
    void several_workloads_are_released_side_by_side_and_taken_back_together() {
        givenWeb();
        given(Workloads.deployment(namespace, "api"));

        Outcome<?> outcome = cluster.attempt(Operation.all(
                        Rollout.of(name(), r -> r.image(Workloads.SECOND)),
                        Rollout.of(namespace + "/api", r -> r.image(Workloads.BROKEN)))
                .undoOnFailure());

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(((Outcome.Undone<?>) outcome).cause()).isInstanceOf(RolloutFailed.class);
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }
}
