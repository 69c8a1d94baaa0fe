package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fairlead.failure.Conflict;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads on one cluster, and two clusters on one object: nothing is lost, and every outcome is true. */
class ConcurrencyTest extends FaultyPlane {

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, String> data() {
        return plane.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("shared")
                .get()
                .getData();
    }

    @Test
    void twenty_threads_use_one_cluster_for_different_operations() throws Exception {
        Cluster cluster = cluster();
        ClusterSnapshot before = snapshot();
        List<Callable<Outcome<?>>> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            List<Map<String, Object>> objects = IntStream.range(0, 5)
                    .mapToObj(one -> configMap("map-" + number + "-" + one, "key", "value"))
                    .toList();
            Operation<?> operation = work -> work.apply(Batch.ofTrees(OWNER, objects));
            tasks.add(() -> switch (number % 4) {
                case 0 -> cluster.attempt(operation);
                case 1 -> cluster.plan(operation).attempt();
                case 2 -> cluster.start(operation).await();
                default -> {
                    cluster.query(work -> work.list(ConfigMap.class, Selection.namespace(namespace)));
                    yield cluster.attempt(operation.undoOnFailure());
                }
            });
        }

        List<Outcome<?>> outcomes = atOnce(tasks);
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(((Outcome.Done<?>) outcome).changed()).hasSize(5);
        });
        List<Callable<Void>> undos = new ArrayList<>();
        outcomes.forEach(outcome -> undos.add(() -> {
            takeBack(cluster, outcome);
            return null;
        }));
        atOnce(undos);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }

    @Test
    void amendments_of_one_object_by_two_clusters_are_all_there_at_the_end() throws Exception {
        Cluster one = cluster();
        Cluster other = cluster();
        one.run(work -> work.apply(Batch.ofTrees(OWNER, List.of(configMap("shared", "key", "value")))));
        Ref shared = Ref.of(ConfigMap.class, namespace + "/shared");
        List<Callable<Outcome<?>>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String field = "/data/field" + i;
            Cluster cluster = i % 2 == 0 ? one : other;
            tasks.add(() -> cluster.attempt(work -> work.amend(shared, Amendment.of(a -> a.add(field, "there")))));
        }

        List<Outcome<?>> outcomes = atOnce(tasks);
        long done = outcomes.stream().filter(Outcome::isDone).count();
        assertThat(data()).hasSize(1 + (int) done);
        assertThat(done).isPositive();
        for (Outcome<?> outcome : outcomes) {
            takeBack(one, outcome);
        }
        assertThat(data()).isEqualTo(Map.of("key", "value"));
    }

    @Test
    void two_owners_racing_for_one_field_see_one_win_and_one_conflict() throws Exception {
        List<Callable<Outcome<?>>> tasks = new ArrayList<>();
        for (String owner : List.of("fairlead/one", "fairlead/other")) {
            Cluster cluster = cluster();
            tasks.add(() -> cluster.attempt(work ->
                    work.apply(Batch.ofTrees(Owner.of(owner), List.of(configMap("shared", "key", "of " + owner))))));
        }

        List<Outcome<?>> outcomes = atOnce(tasks);
        Outcome<?> won = outcomes.stream().filter(Outcome::isDone).findFirst().orElseThrow();
        Outcome<?> lost = outcomes.stream()
                .filter(outcome -> !outcome.isDone())
                .findFirst()
                .orElseThrow();
        assertThat(lost).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(lost)).isInstanceOf(Conflict.class);
        assertThat(data()).containsEntry("key", "of " + (outcomes.get(0) == won ? "fairlead/one" : "fairlead/other"));
        takeBack(cluster(), won);
        assertThat(snapshot().objects().keySet()).noneMatch(path -> path.endsWith("/shared"));
    }

    @Test
    void owners_that_write_different_fields_of_one_object_at_once_all_keep_theirs() throws Exception {
        Cluster one = cluster();
        Cluster other = cluster();
        one.run(work -> work.apply(Batch.ofTrees(OWNER, List.of(configMap("shared", "key", "value")))));
        ClusterSnapshot before = snapshot();
        List<Callable<Outcome<?>>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = "field" + i;
            Cluster cluster = i % 2 == 0 ? one : other;
            tasks.add(() -> cluster.attempt(work -> work.apply(
                    Batch.ofTrees(Owner.of("fairlead/" + name), List.of(configMap("shared", name, "there"))))));
        }

        List<Outcome<?>> outcomes = atOnce(tasks);
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Done.class));
        assertThat(data()).hasSize(7);
        for (Outcome<?> outcome : outcomes) {
            takeBack(one, outcome);
        }
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }
}
