package io.fairlead.ha.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.disruption.BudgetStanding;
import io.fairlead.disruption.Disruption;
import io.fairlead.disruption.Eviction;
import io.fairlead.disruption.PodStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our arithmetic beside what the cluster's disruption controller writes and what its eviction API answers, over generated namespaces. */
abstract class BudgetArithmeticTests {

    private static final int CASES = Integer.getInteger("fairlead.disruption.cases", 24);
    private static final long SEED = Long.getLong("fairlead.disruption.seed", 8);
    private static final int ROUNDS = 5;
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();

    abstract KubernetesClient client();

    @Test
    void every_budget_and_every_eviction_is_answered_as_the_cluster_does() {
        List<BudgetCase> cases = new ArrayList<>();
        String prefix = "budget-" + Long.toString(System.nanoTime(), 36).replace('-', 'x') + "-";
        for (int i = 0; i < CASES; i++) {
            BudgetCase made = new BudgetCase(prefix + i, SEED * 1000 + i);
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(made.namespace())
                            .endMetadata()
                            .build())
                    .create();
            made.workloads().forEach(object -> client().resource(object).create());
            cases.add(made);
        }
        cases.forEach(this::shape);
        cases.forEach(made ->
                made.budgets().forEach(budget -> client().resource(budget).create()));

        cases.forEach(this::compare);

        assertThat(differences).isEmpty();
        if (CASES >= 24) {
            assertThat(seen).as("the sample has all kinds of answers").containsKeys("201", "429", "500", "fault");
        }
        cases.forEach(this::drop);
    }

    /** Gives each pod the state that the case wants of it, once all pods are there. */
    private void shape(BudgetCase made) {
        for (HasMetadata workload : workloads(made.namespace())) {
            client().resource(workload).waitUntilCondition(BudgetArithmeticTests::hasItsPods, 60, TimeUnit.SECONDS);
        }
        List<Pod> pods = client().pods().inNamespace(made.namespace()).list().getItems();
        for (Pod pod : pods) {
            BudgetCase.Fate fate = made.fate(pod.getMetadata().getLabels());
            if (fate != BudgetCase.Fate.PENDING) {
                status(pod, fate);
            }
            if (fate == BudgetCase.Fate.GOING) {
                named(pod)
                        .edit(live -> new PodBuilder(live)
                                .editMetadata()
                                .addToFinalizers("fairlead.example/stay")
                                .endMetadata()
                                .build());
                named(pod).delete();
            }
        }
    }

    private void status(Pod pod, BudgetCase.Fate fate) {
        String ready = fate == BudgetCase.Fate.READY || fate == BudgetCase.Fate.GOING ? "True" : "False";
        named(pod)
                .editStatus(live -> new PodBuilder(live)
                        .editOrNewStatus()
                        .withPhase(fate == BudgetCase.Fate.SUCCEEDED ? "Succeeded" : "Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready)
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private PodResource named(Pod pod) {
        return client().pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    private List<HasMetadata> workloads(String namespace) {
        List<HasMetadata> all = new ArrayList<>();
        all.addAll(client().apps().deployments().inNamespace(namespace).list().getItems());
        all.addAll(client().apps().statefulSets().inNamespace(namespace).list().getItems());
        all.addAll(client().apps().replicaSets().inNamespace(namespace).list().getItems());
        all.addAll(client().batch().v1().jobs().inNamespace(namespace).list().getItems());
        return all;
    }

    private static boolean hasItsPods(HasMetadata object) {
        Map<?, ?> tree = JSON.convertValue(object, Map.class);
        Map<?, ?> spec = (Map<?, ?>) tree.get("spec");
        Object wanted = spec.containsKey("parallelism") ? spec.get("parallelism") : spec.get("replicas");
        Map<?, ?> status = tree.get("status") instanceof Map<?, ?> map ? map : Map.of();
        Object there = status.containsKey("active") ? status.get("active") : status.get("replicas");
        return Integer.valueOf(0).equals(wanted) || wanted != null && wanted.equals(there);
    }

    private void compare(BudgetCase made) {
        client().policy().v1().podDisruptionBudget().inNamespace(made.namespace()).list().getItems().stream()
                .map(budget -> budget.getMetadata().getName())
                .filter(name -> !agrees(made.namespace(), name))
                .forEach(name -> differences.add(made.namespace() + "/" + name + ": ours is "
                        + ours(made.namespace(), name) + ", the cluster's "
                        + numbers(budget(made.namespace(), name).get())));
        Disruption state = read(made.namespace());
        state.budgets()
                .forEach(standing ->
                        note(standing.fault().isPresent() ? "fault" : "allowed " + Math.min(2, standing.allowed())));
        for (PodStanding pod : state.pods()) {
            int ours = code(state.eviction(pod.ref()));
            int theirs = evicted(pod);
            note(String.valueOf(ours));
            if (ours != theirs) {
                differences.add(
                        "eviction of " + pod + ": ours is " + ours + ", the cluster's " + theirs + "\n" + state);
            }
        }
    }

    private void note(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /** Whether the controller comes to our numbers; they are counted anew while pods still move. */
    private boolean agrees(String namespace, String name) {
        for (int round = 0; round < ROUNDS; round++) {
            String ours = ours(namespace, name);
            try {
                budget(namespace, name)
                        .waitUntilCondition(
                                live -> live != null
                                        && live.getStatus() != null
                                        && numbers(live).equals(ours),
                                2,
                                TimeUnit.SECONDS);
                return true;
            } catch (KubernetesClientTimeoutException late) {
                // The pods may have moved since they were read.
            }
        }
        return false;
    }

    private String ours(String namespace, String name) {
        return numbers(read(namespace).budget(namespace + "/" + name).orElseThrow());
    }

    private Resource<PodDisruptionBudget> budget(String namespace, String name) {
        return client().policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withName(name);
    }

    private static String numbers(BudgetStanding standing) {
        return standing.fault().isPresent()
                ? "fault"
                : standing.allowance().expectedPods() + " "
                        + standing.allowance().desiredHealthy() + " "
                        + standing.allowance().currentHealthy() + " " + standing.allowed();
    }

    private static String numbers(PodDisruptionBudget budget) {
        var status = budget.getStatus();
        boolean fault = status.getConditions().stream()
                .anyMatch(condition -> condition.getReason().equals("SyncFailed"));
        return fault
                ? "fault"
                : status.getExpectedPods() + " " + status.getDesiredHealthy() + " " + status.getCurrentHealthy() + " "
                        + status.getDisruptionsAllowed();
    }

    private Disruption read(String namespace) {
        List<Map<String, Object>> objects = new ArrayList<>();
        Stream.of(
                        List.of("v1", "Pod", "/api/v1/namespaces/%s/pods"),
                        List.of("apps/v1", "Deployment", "/apis/apps/v1/namespaces/%s/deployments"),
                        List.of("apps/v1", "ReplicaSet", "/apis/apps/v1/namespaces/%s/replicasets"),
                        List.of("apps/v1", "StatefulSet", "/apis/apps/v1/namespaces/%s/statefulsets"),
                        List.of(
                                "policy/v1",
                                "PodDisruptionBudget",
                                "/apis/policy/v1/namespaces/%s/poddisruptionbudgets"))
                .forEach(kind -> items(kind.get(2).formatted(namespace)).forEach(item -> {
                    Map<String, Object> object = new LinkedHashMap<>(item);
                    object.put("apiVersion", kind.get(0));
                    object.put("kind", kind.get(1));
                    objects.add(object);
                }));
        return Disruption.of(objects, Instant.now());
    }

    @SuppressWarnings("unchecked") // a list of JSON objects
    private List<Map<String, Object>> items(String path) {
        Map<String, Object> list = JSON.unmarshal(client().raw(path), Map.class);
        return (List<Map<String, Object>>) list.get("items");
    }

    private static int code(Eviction eviction) {
        if (eviction.goes()) {
            return 201;
        }
        return eviction instanceof Eviction.Contested ? 500 : 429;
    }

    private int evicted(PodStanding pod) {
        String path = "/api/v1/namespaces/%s/pods/%s/eviction?dryRun=All"
                .formatted(pod.ref().namespace(), pod.ref().name());
        Map<String, Object> body = Map.of(
                "apiVersion",
                "policy/v1",
                "kind",
                "Eviction",
                "metadata",
                Map.of("name", pod.ref().name(), "namespace", pod.ref().namespace()));
        try {
            client().raw(path, "POST", body);
            return 201;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }

    private void drop(BudgetCase made) {
        client().pods().inNamespace(made.namespace()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getFinalizers().contains("fairlead.example/stay"))
                // Without a version: a controller may write the pod's status just now.
                .forEach(pod -> named(pod)
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}"));
        client().namespaces().withName(made.namespace()).delete();
    }
}
