package io.fairlead.ha.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A namespace full of workloads and budgets, made from a seed; no scheduler places its pods, so that their states are the test's to choose. */
final class BudgetCase {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final List<String> SELECTORS = List.of(
            "{matchLabels: {app: a}}",
            "{matchLabels: {app: b}}",
            "{matchLabels: {app: c}}",
            "{matchLabels: {app: d}}",
            "{}",
            "{matchExpressions: [{key: app, operator: In, values: [a, b]}]}",
            "{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}");
    private static final List<String> RULES = List.of(
            "minAvailable: 0",
            "minAvailable: 1",
            "minAvailable: 2",
            "minAvailable: 5",
            "minAvailable: 34%",
            "minAvailable: 50%",
            "minAvailable: 100%",
            "minAvailable: 0%",
            "maxUnavailable: 0",
            "maxUnavailable: 1",
            "maxUnavailable: 3",
            "maxUnavailable: 10%",
            "maxUnavailable: 50%",
            "maxUnavailable: 100%");

    private final String namespace;
    private final Random random;

    BudgetCase(String namespace, long seed) {
        this.namespace = namespace;
        this.random = new Random(seed);
    }

    String namespace() {
        return namespace;
    }

    List<HasMetadata> workloads() {
        List<HasMetadata> all = new ArrayList<>();
        for (String app : List.of("a", "b", "c")) {
            int replicas = random.nextInt(5);
            switch (random.nextInt(6)) {
                case 0, 1 -> all.add(workload("apps/v1", "Deployment", app, replicas, ""));
                case 2 ->
                    all.add(workload(
                            "apps/v1", "StatefulSet", app, replicas, "podManagementPolicy: Parallel, serviceName: x,"));
                case 3 -> all.add(workload("apps/v1", "ReplicaSet", app, replicas, ""));
                case 4 ->
                    all.add(parse(
                            """
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: %s, namespace: %s}
                        spec: {parallelism: %d, template: {metadata: {labels: {app: %s}}, spec: %s}}
                        """.formatted(app, namespace, random.nextInt(2) + 1, app, spec("restartPolicy: Never,"))));
                default -> {}
            }
        }
        int byHand = random.nextInt(3);
        for (int i = 0; i < byHand; i++) {
            all.add(parse("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: hand-%d, namespace: %s, labels: {app: %s}}
                    spec: %s
                    """.formatted(i, namespace, pick(List.of("a", "b", "d")), spec(""))));
        }
        return all;
    }

    List<HasMetadata> budgets() {
        List<HasMetadata> all = new ArrayList<>();
        int count = random.nextInt(3) + 1;
        for (int i = 0; i < count; i++) {
            String policy = pick(List.of("", ", unhealthyPodEvictionPolicy: AlwaysAllow", ""));
            all.add(parse("""
                    apiVersion: policy/v1
                    kind: PodDisruptionBudget
                    metadata: {name: budget-%d, namespace: %s}
                    spec: {selector: %s, %s%s}
                    """.formatted(i, namespace, pick(SELECTORS), pick(RULES), policy)));
        }
        return all;
    }

    /** What becomes of a pod: mostly it runs and is ready. */
    enum Fate {
        READY,
        UNREADY,
        PENDING,
        SUCCEEDED,
        GOING
    }

    Fate fate(Map<String, String> labels) {
        int number = random.nextInt(10);
        if (number < 5) {
            return Fate.READY;
        }
        return number < 7 ? Fate.UNREADY : Fate.values()[number - 5];
    }

    private HasMetadata workload(String apiVersion, String kind, String app, int replicas, String more) {
        return parse("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec: {replicas: %d, %s selector: {matchLabels: {app: %3$s}}, template: {metadata: {labels: {app: %3$s}}, spec: %7$s}}
                """.formatted(apiVersion, kind, app, namespace, replicas, more, spec("")));
    }

    private static String spec(String more) {
        return "{%s schedulerName: nobody, containers: [{name: web, image: registry.example/web:1}]}".formatted(more);
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static HasMetadata parse(String yaml) {
        return YAML.unmarshal(yaml);
    }
}
