package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Diagnoses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole namespace in one call: what is asked about, what is read for it, what is told. */
class SurveyTest {

    private final List<Map<String, Object>> cluster = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();

    @Test
    void reads_no_kind_twice_and_nothing_for_what_is_ready() {
        add(
                "apps/v1 Deployment",
                "web",
                "",
                "\"spec\":{\"replicas\":1},\"status\":{\"replicas\":1,"
                        + "\"updatedReplicas\":1,\"availableReplicas\":1}");

        assertThat(survey()).hasToString("ready");
        assertThat(requests)
                .containsExactly(
                        "Deployment",
                        "StatefulSet",
                        "DaemonSet",
                        "CronJob",
                        "PersistentVolumeClaim",
                        "Service",
                        "Ingress",
                        "HorizontalPodAutoscaler",
                        "Job",
                        "Pod");

        requests.clear();
        add("apps/v1 Deployment", "api", "", "\"spec\":{\"replicas\":1},\"status\":{}");
        add("apps/v1 ReplicaSet", "api-1", "api", "\"spec\":{}");
        pod("api-1-a", "api-1", "registry.example/api:9");

        assertThat(survey()).hasToString("""
                1 cause keeps 1 of 2 objects from being ready
                ✗ image registry.example/api:9 is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Deployment shop/api: 0 of 1 replicas are updated
                  └ shown by Pod shop/api-1-a""");
        assertThat(requests).doesNotHaveDuplicates().hasSize(11).contains("ReplicaSet");
    }

    @Test
    void asks_about_broken_pods_that_nobody_else_tells_of() {
        add("batch/v1 CronJob", "nightly", "", "\"spec\":{\"schedule\":\"0 3 * * *\"}");
        add("batch/v1 Job", "nightly-1", "nightly", failed());
        add("batch/v1 Job", "nightly-2", "nightly", failed());
        Trees.put(cluster.get(2), "2026-01-02T03:00:00Z", "metadata", "creationTimestamp");
        add("apps/v1 ReplicaSet", "canary-1", "a-rollout", "\"spec\":{}");
        pod("canary-1-a", "canary-1", "registry.example/canary:9");
        pod("alone", "", "registry.example/alone:9");
        pod("nightly-1-a", "nightly-1", "registry.example/old:9");

        assertThat(survey()).hasToString("""
                3 causes keep 3 of 4 objects from being ready
                ✗ image registry.example/alone:9 is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Pod shop/alone: container web cannot run: ErrImagePull
                  └ shown by Pod shop/alone
                ✗ image registry.example/canary:9 is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Pod shop/canary-1-a: container web cannot run: ErrImagePull
                  └ shown by Pod shop/canary-1-a
                ✗ its pods have failed too often
                  │ mend the pods and create the Job anew
                  ├ Job shop/nightly-2: it has failed: BackoffLimitExceeded
                  └ shown by Job shop/nightly-2""");
    }

    @Test
    void a_service_whose_labels_nothing_carries_is_told_though_all_is_ready() {
        add("v1 Service", "web", "", "\"spec\":{\"selector\":{\"app\":\"web\"}}");
        add("v1 Service", "api", "", "\"spec\":{\"selector\":{\"app\":\"api\"}}");
        add("v1 Service", "none", "", "\"spec\":{}");
        add(
                "apps/v1 Deployment",
                "api",
                "",
                "\"spec\":{\"replicas\":0,\"template\":{\"metadata\":{\"labels\":{\"app\":\"api\"}}}},\"status\":{}");

        assertThat(survey()).hasToString("""
                all 4 objects are ready, yet:
                … no pod carries its labels app=web
                  │ correct the selector or the pods' labels
                  ├ Service shop/web
                  └ shown by Service shop/web""");
        assertThat(requests).doesNotContain("EndpointSlice");
    }

    @Test
    void a_claim_that_waits_for_its_first_pod_is_no_trouble() {
        add("storage.k8s.io/v1 StorageClass", "fast", "", "\"volumeBindingMode\":\"WaitForFirstConsumer\"");
        add(
                "v1 PersistentVolumeClaim",
                "data",
                "",
                "\"spec\":{\"storageClassName\":\"fast\"},\"status\":{\"phase\":\"Pending\"}");

        assertThat(survey()).hasToString("""
                1 cause keeps 1 of 1 object from being ready
                … claim data gets its volume once a pod uses it
                  │ nothing, unless a pod should use it already
                  ├ PersistentVolumeClaim shop/data: its volume is made once a pod uses it
                  └ shown by PersistentVolumeClaim shop/data""");
        assertThat(requests).contains("StorageClass").doesNotContain("Event");
    }

    @Test
    void volumes_made_by_hand_that_are_too_small_are_told() {
        add(
                "v1 PersistentVolume",
                "small",
                "",
                "\"spec\":{\"capacity\":{\"storage\":\"1Gi\"}}," + "\"status\":{\"phase\":\"Available\"}");
        add(
                "v1 PersistentVolumeClaim",
                "data",
                "",
                "\"spec\":{\"storageClassName\":\"\",\"resources\":{\"requests\":{\"storage\":\"10Gi\"}}},"
                        + "\"status\":{\"phase\":\"Pending\"}");

        assertThat(survey().roots())
                .extracting(root -> root.cause().sentence())
                .containsExactly("claim data asks for 10Gi, the largest free volume has 1Gi");
    }

    @Test
    void what_a_pod_asks_for_stands_beside_what_the_nodes_have() {
        add("v1 Node", "n1", "", "\"status\":{\"allocatable\":{\"cpu\":\"7910m\",\"memory\":\"31457280Ki\"}}");
        unschedulable("a", "\"cpu\":\"9\"", "0/1 nodes are available: 1 Insufficient cpu.");
        unschedulable("b", "\"cpu\":\"4\"", "0/1 nodes are available: 1 Insufficient cpu.");
        unschedulable(
                "c",
                "\"memory\":\"1.5Ti\"",
                "0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint(s).");
        unschedulable("d", "\"example.com/gpu\":\"1\"", "0/1 nodes are available: 1 Insufficient example.com/gpu.");

        assertThat(survey().roots())
                .extracting(root -> root.cause().sentence())
                .containsExactly(
                        "none of 2 nodes fits: 1 Insufficient memory, 1 node(s) had untolerated taint(s); it asks for"
                                + " 1.5Ti memory, and the largest node has 30Gi",
                        "the only node does not fit: 1 Insufficient cpu; it asks for 4 cpu, and no node has that much free",
                        "the only node does not fit: 1 Insufficient cpu; it asks for 9 cpu, and the largest node has 7910m",
                        "the only node does not fit: 1 Insufficient example.com/gpu; it asks for 1 example.com/gpu, and"
                                + " no node has any");
    }

    @Test
    void says_of_which_kinds_nothing_could_be_seen() {
        forbidden.addAll(List.of("Ingress", "Pod"));
        add("apps/v1 Deployment", "web", "", "\"spec\":{\"replicas\":1},\"status\":{}");

        Diagnoses found = survey();

        assertThat(found).hasToString("""
                1 cause keeps 1 of 1 object from being ready
                … Pods of shop could not be seen: forbidden
                  │ ask for the right to read it
                  ├ Deployment shop/web: 0 of 1 replicas are updated
                  └ shown by Deployment shop/web
                ? Ingresses of shop could not be seen: forbidden""");
        assertThat(Json.print(found.tree())).contains("\"unseen\":{\"Ingresses of shop\":\"forbidden\"}");
    }

    @Test
    void an_empty_namespace_is_not_called_ready() {
        assertThat(survey()).hasToString("nothing is there to ask about");
    }

    @Test
    void five_hundred_broken_pods_are_told_in_less_than_a_third_of_a_second_and_no_list_is_read_twice() {
        add("v1 Node", "n1", "", "\"status\":{\"allocatable\":{\"cpu\":\"8\"}}");
        for (int i = 0; i < 100; i++) {
            add("apps/v1 Deployment", "web-" + i, "", "\"spec\":{\"replicas\":5},\"status\":{}");
            add("apps/v1 ReplicaSet", "web-" + i + "-1", "web-" + i, "\"spec\":{}");
            for (int j = 0; j < 5; j++) {
                String name = "web-" + i + "-1-" + j;
                if (i % 2 == 0) {
                    pod(name, "web-" + i + "-1", "registry.example/web:" + i % 10);
                } else {
                    pod(name, "web-" + i + "-1", "");
                }
                for (int k = 0; k < 10; k++) {
                    add(
                            "v1 Event",
                            name + "." + k,
                            "",
                            ("\"type\":\"Warning\",\"reason\":\"FailedMount\","
                                            + "\"message\":\"configmap \\\"c-%d\\\" not found\",\"involvedObject\":{\"uid\":\"%s\"}")
                                    .formatted(i % 7, name));
                }
            }
        }
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < 10; round++) {
            requests.clear();
            long start = System.nanoTime();
            Diagnoses found = survey();
            assertThat(found.toString()).startsWith("12 causes keep 100 of 100 objects from being ready");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            best = took.compareTo(best) < 0 ? took : best;
            assertThat(requests).doesNotHaveDuplicates().hasSize(12);
        }
        assertThat(best).isLessThan(Duration.ofMillis(300));
    }

    private Diagnoses survey() {
        return DiagnosisWalk.survey("shop", "", "", ReadinessRules.of(), new DiagnosisReader() {
            @Override
            public Seen list(Wanted wanted) {
                String kind = wanted.kind().name();
                requests.add(kind);
                return forbidden.contains(kind)
                        ? Seen.refused("forbidden")
                        : Seen.of(cluster.stream()
                                .filter(each -> kind.equals(each.get("kind")))
                                .toList());
            }

            @Override
            public boolean serves(io.fairlead.resource.Kind kind) {
                return !kind.group().startsWith("gateway");
            }
        });
    }

    private static String failed() {
        return "\"status\":{\"conditions\":[{\"type\":\"Failed\",\"status\":\"True\","
                + "\"reason\":\"BackoffLimitExceeded\"}]}";
    }

    private void add(String kind, String name, String owner, String rest) {
        int space = kind.indexOf(' ');
        cluster.add(Json.parse("""
                {"apiVersion":"%s","kind":"%s","metadata":{"namespace":"shop","name":"%s","uid":"%s",
                 "creationTimestamp":"2026-01-01T03:00:00Z"%s},%s}""".formatted(
                        kind.substring(0, space),
                        kind.substring(space + 1),
                        name,
                        name,
                        owner.isEmpty() ? "" : ",\"ownerReferences\":[{\"controller\":true,\"uid\":\"" + owner + "\"}]",
                        rest)));
    }

    private void pod(String name, String owner, String image) {
        String waiting = image.isEmpty()
                ? "{\"reason\":\"ContainerCreating\"}"
                : "{\"reason\":\"ErrImagePull\",\"message\":\"not found\"}";
        add(
                "v1 Pod",
                name,
                owner,
                "\"spec\":{\"nodeName\":\"n1\",\"containers\":[{\"name\":\"web\",\"image\":\"" + image
                        + "\"}]},\"status\":{\"phase\":\"Pending\",\"containerStatuses\":[{\"name\":\"web\",\"state\":{\"waiting\":"
                        + waiting + "}}]}");
    }

    private void unschedulable(String name, String requests, String message) {
        add(
                "v1 Pod",
                name,
                "",
                "\"spec\":{\"containers\":[{\"name\":\"web\",\"resources\":{\"requests\":{" + requests + "}}}]},"
                        + "\"status\":{\"phase\":\"Pending\",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\","
                        + "\"reason\":\"Unschedulable\",\"message\":\"" + message + "\"}]}");
    }
}
