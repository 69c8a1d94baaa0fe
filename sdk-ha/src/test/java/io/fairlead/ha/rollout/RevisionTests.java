package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** History, the ways back, pausing and restarting. */
abstract class RevisionTests extends RolloutFixture {

    private HasMetadata workload(String kind) {
        return switch (kind) {
            case "deployment" -> Workloads.deployment(namespace, "web");
            case "statefulset" -> Workloads.statefulSet(namespace, "web");
            default -> Workloads.daemonSet(namespace, "web");
        };
    }

    private void releaseSecond() {
        cluster.run(Rollout.of(name(), r -> r.image("web", Workloads.SECOND).because("the second")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "statefulset", "daemonset"})
    void each_kind_has_a_history_and_a_way_back(String kind) {
        given(workload(kind));
        releaseSecond();

        History history = cluster.query(Revisions.of(name()));

        assertThat(history.revisions()).extracting(Revision::number).containsExactly(2L, 1L);
        assertThat(history.revisions()).extracting(Revision::isCurrent).containsExactly(true, false);
        assertThat(history.current().orElseThrow().images()).containsEntry("web", Workloads.SECOND);
        assertThat(history.difference(history.revisions().get(0)).orElseThrow().changes())
                .hasToString("[~ .spec.template.spec.containers[name=\"web\"].image: \"registry.example/web:1.0\""
                        + " -> \"registry.example/web:2.0\"]");

        RolledBack back = cluster.run(Rollback.of(name(), b -> b.toRevision(1)));

        assertThat(back.changed()).isTrue();
        History after = cluster.query(Revisions.of(name()));
        assertThat(after.current().orElseThrow().uid()).isEqualTo(back.to().uid());
        assertThat(after.current().orElseThrow().number()).isEqualTo(3);
        assertThat(after.current().orElseThrow().ready()).isPositive();
    }

    @Test
    void a_history_prints_as_a_table() {
        givenWeb();
        releaseSecond();

        assertThat(neutral(cluster.query(Revisions.of(name())).toString())).isEqualTo("""
                Deployment shop/web: 2 revisions
                  revision 2 (registry.example/web:2.0), current, 2 pods ready: the second
                  revision 1 (registry.example/web:1.0)""");
    }

    @Test
    void the_plan_of_a_rollback_shows_what_changes_and_what_it_waits_for() {
        givenWeb();
        releaseSecond();

        assertThat(neutral(cluster.plan(Rollback.of(name())).preview().text())).isEqualTo("""
                Plan of rollback of shop/web: 1 to change, 2 waits
                  ! Deployment shop/web: up to 1 pod more than its 2 while it rolls, at least 2 available
                  ~ Deployment shop/web
                      .metadata.annotations["kubernetes.io/change-cause"]: "the second" -> (removed)
                      .spec.template.spec.containers[name="web"].image: "registry.example/web:2.0" -> "registry.example/web:1.0"
                  > wait until Deployment shop/web is ready, at most 10 min
                  > wait until ReplicaSet shop/web-xxxxx has: pods that serve again, at most 10 min""");
    }

    @Test
    void a_revision_that_is_not_kept_is_refused_with_those_that_are() {
        givenWeb();
        releaseSecond();

        assertThat(refusal(Rollback.of(name(), b -> b.toRevision(7)))).isEqualTo("""
                Tried to roll back shop/web.
                It has not kept revision 7. Kept are 1 and 2.
                Choose one that is kept, or release what is wanted by Rollout; revisionHistoryLimit says how many are kept.""");
        assertThat(refusal(Rollback.of(name(), b -> b.toServing())))
                .contains("It has not kept another revision with ready pods. Kept are 1 and 2.");
    }

    @Test
    void a_workload_of_one_revision_has_no_way_back() {
        givenWeb();

        assertThat(refusal(Rollback.of(name()))).contains("It has only one revision.");
    }

    @Test
    void a_rollback_to_itself_changes_nothing_and_says_so() {
        givenWeb();
        releaseSecond();

        var plan = cluster.plan(Rollback.of(name(), b -> b.toImage(Workloads.SECOND)));

        assertThat(neutral(plan.preview().text())).isEqualTo("""
                Plan of rollback of shop/web: nothing to change, 1 wait
                  ! Deployment shop/web: it asks for revision 2 already
                  > wait until Deployment shop/web is ready, at most 10 min""");
        assertThat(plan.run().changed()).isFalse();
    }

    @Test
    void what_others_hold_is_refused_with_its_owners_unless_taken_over() {
        givenWeb();
        given(Workloads.deployment(namespace, "web", Workloads.SECOND));

        assertThat(refusal(Rollback.of(name()))).isEqualTo("""
                Tried to roll back shop/web.
                Revision 1 differs in what others hold: .spec.template.spec.containers[name="web"].image of team/web.
                Say takingOver() to change these too; undo gives them back.""");

        Outcome<RolledBack> outcome = cluster.attempt(Rollback.of(name(), b -> b.takingOver()));

        assertThat(image()).isEqualTo(Workloads.FIRST);
        assertThat(cluster.run(((Outcome.Done<RolledBack>) outcome).undo()).complete())
                .isTrue();
        assertThat(image()).isEqualTo(Workloads.SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "statefulset", "daemonset"})
    void a_failing_release_of_each_kind_is_taken_back_and_serves_again(String kind) {
        given(workload(kind));

        Outcome<RolledOut> outcome = cluster.attempt(
                Rollout.of(name(), r -> r.image("web", Workloads.BROKEN).within(Duration.ofSeconds(20))));

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        RolloutFailed failure = (RolloutFailed) ((Outcome.Undone<RolledOut>) outcome).cause();
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(failure.standing().newReady()).isZero();
        History history = cluster.query(Revisions.of(name()));
        assertThat(history.current().orElseThrow().images()).containsEntry("web", Workloads.FIRST);
        assertThat(history.current().orElseThrow().ready()).isPositive();
    }

    @Test
    void a_rollback_of_a_stateful_set_deletes_the_pods_that_its_controller_would_wait_for() {
        given(workload("statefulset"));
        cluster.attempt(Rollout.of(
                name(), r -> r.image(Workloads.BROKEN).keepOnFailure().within(Duration.ofSeconds(20))));

        Plan<RolledBack> plan = cluster.plan(Rollback.of(name(), b -> b.toServing()));

        assertThat(neutral(plan.preview().text())).isEqualTo("""
                Plan of rollback of shop/web: 1 to change, 1 to delete, 2 waits
                  ! StatefulSet shop/web: replaces 2 of its 2 pods one after the other, the highest ordinal first
                  ! If it fails, these stay as they cannot be undone: delete Pod shop/web-1.
                  ~ StatefulSet shop/web
                      .spec.template.spec.containers[name="web"].image: "registry.example/web:2.1-cannot-pull" -> "registry.example/web:1.0"
                  > wait until StatefulSet shop/web has: its template seen by its controller, at most 10 min
                  - Pod shop/web-1  (undo: none, it stays as it is then)
                  > wait until StatefulSet shop/web is ready, at most 10 min""");
        assertThat(plan.run().changed()).isTrue();
    }

    @Test
    void a_paused_deployment_waits_until_it_is_resumed() {
        givenWeb();

        Ref paused = cluster.run(Pause.of(name()));

        assertThat(paused).isEqualTo(Ref.of(web()));
        assertThat(web().getSpec().getPaused()).isTrue();
        assertThat(neutral(cluster.plan(Pause.of(name())).preview().text()))
                .isEqualTo("Plan of pause of shop/web: nothing to change");

        cluster.run(Resume.of(name()));

        assertThat(web().getSpec().getPaused()).isNull();
        assertThatThrownBy(() -> Pause.of("shop/daemonset/web"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only a Deployment can be paused, got \"shop/daemonset/web\"");
    }

    @Test
    void a_restart_replaces_the_pods_and_says_when() {
        givenWeb();
        String before = podUids();

        RolledOut done = cluster.run(Restart.of(name()));

        assertThat(done.images()).isEqualTo(Map.of("web", Workloads.FIRST));
        assertThat(podUids()).isNotEqualTo(before);
        assertThat(web().getSpec().getTemplate().getMetadata().getAnnotations())
                .containsKey("kubectl.kubernetes.io/restartedAt");
    }

    private String podUids() {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getUid())
                .sorted()
                .toList()
                .toString();
    }
}
