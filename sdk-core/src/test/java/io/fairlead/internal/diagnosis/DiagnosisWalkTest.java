package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiagnosisWalkTest {

    private final List<Map<String, Object>> cluster = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();

    @Test
    void names_a_root_cause_once_however_many_pods_share_it() {
        deployment("web");
        for (int i = 0; i < 3; i++) {
            pod("web-" + i, "web-rs", "ErrImagePull", "registry.example/web:9: not found");
        }
        pod("web-old", "web-rs-old", "CreateContainerError", "an old trouble");

        Diagnoses found = diagnose();

        assertThat(found).hasToString("""
                        1 cause keeps 1 of 1 object from being ready
                        ✗ image registry.example/web:9 is not found
                          │ check the image's name and tag, and that it was pushed
                          ├ Deployment shop/web: 0 of 3 replicas are updated
                          └ shown by Pod shop/web-0 and 2 more""");
        assertThat(requests).containsExactly("ReplicaSet shop app=web", "Pod shop app=web");
        assertThat(found.terminal()).isTrue();
    }

    @Test
    void asks_for_nothing_when_all_is_ready() {
        cluster.add(Json.parse("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}"));

        assertThat(diagnose()).hasToString("ready");
        assertThat(requests).isEmpty();
    }

    @Test
    void lists_each_kind_once_for_several_workloads() {
        for (String name : List.of("web", "api", "job")) {
            deployment(name);
            pod(name + "-0", name + "-rs", "ErrImagePull", "dial tcp: i/o timeout");
            pod(name + "-1", name + "-rs", "ContainerCreating", "");
        }

        diagnose();

        assertThat(requests).containsExactly("ReplicaSet shop ", "Pod shop ", "Event shop ");
    }

    @Test
    void a_deadline_is_only_the_count_of_what_went_wrong_below() {
        deployment("web");
        Trees.put(
                cluster.get(0),
                List.of(Map.of("type", "Progressing", "status", "False", "reason", "ProgressDeadlineExceeded")),
                "status",
                "conditions");
        pod("web-0", "web-rs", "ErrImagePull", "dial tcp: i/o timeout");

        Diagnoses found = diagnose();

        assertThat(found.roots()).extracting(root -> root.cause().code()).containsExactly("image/registry-down");
        assertThat(found.terminal()).isTrue();
    }

    @Test
    void events_tell_of_missing_volumes_and_probes_where_the_pod_is_silent() {
        deployment("web");
        pod("web-0", "web-rs", "ContainerCreating", "");
        event("web-0", "FailedMount", "MountVolume.SetUp failed for volume \"c\" : configmap \"settings\" not found");
        event("web-0", "FailedScheduling", "0/3 nodes are available: 3 Insufficient cpu.");

        assertThat(diagnose().roots())
                .extracting(root -> root.cause().sentence())
                .containsExactly("ConfigMap settings is missing");
    }

    @Test
    void a_claim_without_a_class_is_the_root_of_a_pod_without_a_node() {
        deployment("web");
        Map<String, Object> pod = pod("web-0", "web-rs", "", "");
        Trees.put(
                pod,
                List.of(Map.of(
                        "type",
                        "PodScheduled",
                        "status",
                        "False",
                        "reason",
                        "Unschedulable",
                        "message",
                        "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.")),
                "status",
                "conditions");
        Trees.put(pod, List.of(Map.of("persistentVolumeClaim", Map.of("claimName", "data"))), "spec", "volumes");
        cluster.add(Json.parse("""
                {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"shop","name":"data"},
                 "spec":{"storageClassName":"fast"},"status":{"phase":"Pending"}}"""));

        Diagnoses found = DiagnosisWalk.diagnose(cluster.subList(0, 1), ReadinessRules.of(), this::read);

        assertThat(found.roots())
                .extracting(root -> root.cause().sentence())
                .containsExactly("StorageClass fast of claim data is missing");
    }

    @Test
    void says_what_it_may_not_see() {
        deployment("web");
        forbidden.add("Pod");

        assertThat(diagnose().roots())
                .extracting(root -> root.cause().sentence())
                .containsExactly("Pods of shop could not be seen: forbidden");
    }

    @Test
    void an_ingress_lacks_its_class_its_service_or_its_certificate() {
        Map<String, Object> ingress = Json.parse("""
                {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"namespace":"shop","name":"web"},
                 "spec":{"ingressClassName":"edge","tls":[{"secretName":"cert"}],
                         "rules":[{"http":{"paths":[{"backend":{"service":{"name":"web"}}}]}}]}}""");

        Diagnoses found = DiagnosisWalk.diagnose(List.of(ingress), ReadinessRules.of(), this::read);

        assertThat(found.roots())
                .extracting(root -> root.cause().sentence())
                .containsExactly(
                        "IngressClass edge is missing",
                        "Secret cert with its certificate is missing",
                        "Service web behind it is missing");
        assertThat(requests).containsExactly("IngressClass  ", "Service shop ", "Secret shop ");
    }

    @Test
    void a_service_that_is_asked_for_by_itself_tells_what_is_behind_it() {
        Map<String, Object> service = Json.parse("""
                {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"shop","name":"web"},
                 "spec":{"type":"ClusterIP","selector":{"app":"web"}}}""");

        assertThat(DiagnosisWalk.diagnose(List.of(service), ReadinessRules.of(), this::read))
                .hasToString("""
                        ready, yet:
                        … no pod carries its labels app=web
                          │ correct the selector or the pods' labels
                          ├ Service shop/web
                          └ shown by Service shop/web""");
        assertThat(requests).containsExactly("EndpointSlice shop kubernetes.io/service-name=web");
    }

    @Test
    void names_the_budget_that_holds_an_eviction() {
        Map<String, Object> status = Json.parse("""
                {"details":{"causes":[{"reason":"DisruptionBudget",
                 "message":"The disruption budget web needs 2 healthy pods and has 2 currently"}]}}""");
        Ref pod = new Ref(Kind.of("v1", "Pod"), "shop", "web-0");

        assertThat(EvictionCauses.of(pod, 429, status).orElseThrow())
                .hasToString(
                        "Pod shop/web-0: budget web allows no disruption: The disruption budget web needs 2 healthy"
                                + " pods and has 2 currently");
        assertThat(EvictionCauses.of(pod, 403, status)).isPresent();
        assertThat(EvictionCauses.of(pod, 500, status)).isEmpty();
    }

    @Test
    void gives_the_same_tree_whatever_the_order() {
        for (String name : List.of("web", "api")) {
            deployment(name);
            pod(name + "-0", name + "-rs", "ErrImagePull", "dial tcp: i/o timeout");
            pod(name + "-1", name + "-rs", "CreateContainerConfigError", "configmap \"settings\" not found");
        }
        String first = diagnose().toString();

        for (int round = 0; round < 20; round++) {
            Collections.shuffle(cluster, new Random(round));
            assertThat(diagnose()).hasToString(first);
        }
        assertThat(Json.print(diagnose().tree())).contains("\"cause\":\"config/missing-config-map\"");
    }

    @Test
    void believes_a_terminal_cause_when_it_comes_twice_or_stands_for_ten_seconds() {
        Diagnosis missing = PodCauses.of(pod("a", "rs", "CreateContainerConfigError", "configmap \"s\" not found"))
                .get(0);
        Diagnosis notFound =
                PodCauses.of(pod("b", "rs", "ErrImagePull", "x: not found")).get(0);
        Instant start = Instant.EPOCH;
        TerminalConfirmation rule = TerminalConfirmation.standard();

        assertThat(rule.observe(List.of(missing), found -> "1", start)).isEmpty();
        assertThat(rule.observe(List.of(missing), found -> "1", start.plusSeconds(9)))
                .isEmpty();
        assertThat(rule.nextCheck()).contains(start.plusSeconds(10));
        assertThat(rule.observe(List.of(missing), found -> "1", start.plusSeconds(10)))
                .contains(missing);

        TerminalConfirmation second = TerminalConfirmation.standard();
        assertThat(second.observe(List.of(missing), found -> "1", start)).isEmpty();
        assertThat(second.observe(List.of(missing), found -> "2", start)).contains(missing);

        TerminalConfirmation fresh = TerminalConfirmation.standard();
        assertThat(fresh.observe(List.of(missing), found -> "1", start)).isEmpty();
        assertThat(fresh.observe(List.of(), found -> "1", start.plusSeconds(5))).isEmpty();
        assertThat(fresh.observe(List.of(missing), found -> "1", start.plusSeconds(12)))
                .isEmpty();
        assertThat(fresh.observe(List.of(notFound), found -> "1", start)).contains(notFound);
    }

    private Diagnoses diagnose() {
        requests.clear();
        List<Map<String, Object>> asked = cluster.stream()
                .filter(object -> List.of("Deployment", "ConfigMap").contains(object.get("kind")))
                .toList();
        return DiagnosisWalk.diagnose(asked, ReadinessRules.of(), this::read);
    }

    private DiagnosisReader.Seen read(DiagnosisReader.Wanted wanted) {
        String kind = wanted.kind().name();
        requests.add(kind + " " + wanted.namespace() + " " + wanted.labels() + wanted.fields());
        return forbidden.contains(kind)
                ? DiagnosisReader.Seen.refused("forbidden")
                : DiagnosisReader.Seen.of(cluster.stream()
                        .filter(each -> kind.equals(each.get("kind")))
                        .toList());
    }

    private void deployment(String name) {
        cluster.add(Json.parse("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"shop","name":"%1$s","uid":"%1$s",
                   "generation":1,"annotations":{"deployment.kubernetes.io/revision":"2"}},
                 "spec":{"replicas":3,"selector":{"matchLabels":{"app":"%1$s"}}},"status":{"observedGeneration":1}}""".formatted(name)));
        replicaSet(name, "", "2");
        replicaSet(name, "-old", "1");
    }

    private void replicaSet(String name, String suffix, String revision) {
        cluster.add(Json.parse("""
                {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"namespace":"shop","name":"%1$s-rs%2$s",
                   "uid":"%1$s-rs%2$s","annotations":{"deployment.kubernetes.io/revision":"%3$s"},
                   "ownerReferences":[{"uid":"%1$s","controller":true}]}}""".formatted(name, suffix, revision)));
    }

    private Map<String, Object> pod(String name, String owner, String reason, String message) {
        Map<String, Object> pod =
                Json.parse("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%1$s","uid":"%1$s",
                   "ownerReferences":[{"uid":"%2$s","controller":true}]},
                 "spec":{%3$s"containers":[{"name":"web","image":"registry.example/web:9"}]},
                 "status":{"phase":"Pending","containerStatuses":[]}}""".formatted(name, owner, reason.isEmpty() ? "" : "\"nodeName\":\"n1\","));
        if (!reason.isEmpty()) {
            Trees.put(
                    pod,
                    List.of(Map.of(
                            "name", "web", "state", Map.of("waiting", Map.of("reason", reason, "message", message)))),
                    "status",
                    "containerStatuses");
        }
        cluster.add(pod);
        return pod;
    }

    private void event(String pod, String reason, String message) {
        cluster.add(Json.parse("""
                {"apiVersion":"v1","kind":"Event","metadata":{"namespace":"shop","name":"%1$s.1"},"type":"Warning",
                 "reason":"%2$s","message":%3$s,"involvedObject":{"uid":"%1$s"},"lastTimestamp":"2026-01-01T00:00:00Z"}""".formatted(pod, reason, "\"" + message.replace("\"", "\\\"") + "\"")));
    }
}
