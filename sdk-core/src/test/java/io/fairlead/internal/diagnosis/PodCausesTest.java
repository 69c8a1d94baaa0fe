package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.resource.Cause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Evidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodCausesTest {

    private static final String IMAGE = "registry.example/web:9";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ErrImagePull     | rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/web:9": registry.example/web:9: not found | image/not-found | true
        ErrImagePull     | rpc error: code = Unknown desc = manifest unknown: manifest unknown | image/not-found | true
        ImagePullBackOff | Back-off pulling image "registry.example/web:9": ErrImagePull: failed to resolve reference: registry.example/web:9: not found | image/not-found | true
        ErrImagePull     | pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed | image/denied | true
        ErrImagePull     | failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized | image/denied | true
        ErrImagePull     | failed to do request: Head "https://registry.example/v2/": dial tcp: lookup registry.example: no such host | image/registry-down | false
        RegistryUnavailable | image pull failed for registry.example/web:9 because the registry is unavailable | image/registry-down | false
        ErrImagePull     | toomanyrequests: You have reached your pull rate limit, unauthenticated | image/rate-limited | false
        ErrImagePull     | no match for platform in manifest: not found | image/wrong-platform | true
        SignatureValidationFailed | image pull failed because the signature validation failed | image/bad-signature | true
        InvalidImageName | Failed to apply default image tag: couldn't parse image name | image/invalid-name | true
        ErrImageNeverPull | Container image is not present with pull policy of Never | image/absent | true
        ImagePullBackOff | Back-off pulling image "registry.example/web:9" | image/pull-failed | true
        ErrImagePull     | something nobody has seen before | image/pull-failed | false
        CreateContainerConfigError | configmap "settings" not found | config/missing-config-map | true
        CreateContainerConfigError | secret "keys" not found | config/missing-secret | false
        CreateContainerConfigError | couldn't find key url in ConfigMap shop/settings | config/missing-key | true
        CreateContainerConfigError | container has runAsNonRoot and image will run as root | config/invalid | true
        RunContainerError | exec: "serve": executable file not found in $PATH | container/cannot-run | true
        CreatePodSandboxError | network plugin is not ready | container/sandbox | false
        """)
    void reads_what_keeps_a_container_from_starting(String reason, String message, String code, boolean terminal) {
        Map<String, Object> pod = waiting(reason, message);

        List<Diagnosis> found = PodCauses.of(pod);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).cause().code()).isEqualTo(code);
        assertThat(found.get(0).terminal()).isEqualTo(terminal);
        assertThat(found.get(0).remedy()).isNotBlank();
    }

    @Test
    void says_it_in_words_with_the_fields_that_say_so() {
        Diagnosis found =
                PodCauses.of(waiting("ErrImagePull", "web:9: not found")).get(0);

        assertThat(found)
                .hasToString("Pod shop/web-1: image registry.example/web:9 is not found (waiting cannot mend it)");
        assertThat(found.evidence())
                .extracting(Evidence::toString)
                .containsExactly(
                        "Pod shop/web-1 .status.containerStatuses[name=\"web\"].state.waiting.reason = ErrImagePull",
                        "Pod shop/web-1 .status.containerStatuses[name=\"web\"].state.waiting.message = web:9: not found");
        assertThat(found.remedy()).isEqualTo("check the image's name and tag, and that it was pushed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Error     | 1   | 1 | container web keeps ending with exit code 1: no database    | false
        Error     | 1   | 3 | container web keeps ending with exit code 1: no database    | true
        Error     | 127 | 1 | container web keeps ending with exit code 127: no database  | true
        OOMKilled | 137 | 1 | container web is killed for memory at its limit of 64Mi     | true
        """)
    void a_crash_loop_is_terminal_once_what_comes_up_late_had_its_chance(
            String reason, int exit, int restarts, String sentence, boolean terminal) {
        Map<String, Object> pod = pod("Running", """
                {"name":"web","restartCount":%d,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
                 "lastState":{"terminated":{"exitCode":%d,"reason":"%s","message":"no database"}}}""".formatted(restarts, exit, reason), "[]");

        Diagnosis found = PodCauses.of(pod).get(0);

        assertThat(found.cause().sentence()).isEqualTo(sentence);
        assertThat(found.terminal()).isEqualTo(terminal);
    }

    @Test
    void counts_the_schedulers_reasons() {
        Map<String, Object> pod = pod("Pending", "{}", """
                [{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/5 nodes are available: \
                1 node(s) had untolerated taint(s), 4 Insufficient cpu, 2 Insufficient memory. preemption: 0/5 nodes are \
                available: 1 Preemption is not helpful for scheduling, 4 No preemption victims found for incoming pod."}]""");

        assertThat(PodCauses.of(pod))
                .extracting(found -> found.cause().sentence())
                .containsExactly("none of 5 nodes fits: 4 Insufficient cpu, 2 Insufficient memory,"
                        + " 1 node(s) had untolerated taint(s)");
    }

    @Test
    void says_what_would_fit_where_there_is_one_reason() {
        Cause cause = SchedulerMessage.parse("0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate,"
                + " preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.");

        assertThat(cause.sentence())
                .isEqualTo("the only node does not fit: 1 Insufficient cpu; a node with more free cpu would fit");
    }

    @Test
    void tells_eviction_preemption_and_refusal_by_the_node_apart() {
        assertThat(failed("Evicted", "The node was low on resource: memory.", ""))
                .isEqualTo("node/evicted");
        assertThat(failed("NodePorts", "Pod was rejected: Predicate NodePorts failed", ""))
                .isEqualTo("container/host-port-taken");
        assertThat(failed("OutOfcpu", "Node didn't have enough resource: cpu", ""))
                .isEqualTo("node/refused");
        assertThat(failed("", "", "PreemptionByScheduler")).isEqualTo("scheduling/preempted");
        assertThat(failed("", "", "EvictionByEvictionAPI")).isEqualTo("node/disrupted");
    }

    @Test
    void quotes_messages_on_one_line_and_cuts_them() {
        Diagnosis found = PodCauses.of(waiting("RunContainerError", "a\n\u001b[31mred\u0000 " + "x".repeat(500)))
                .get(0);

        assertThat(found.evidence().get(1).value().toString())
                .startsWith("a [31mred x")
                .hasSizeLessThanOrEqualTo(201)
                .endsWith("…")
                .doesNotContain("\n", "\u001b");
        assertThat(found.cause().sentence()).hasSizeLessThan(250).doesNotContain("\n");
    }

    @Test
    void never_throws_whatever_the_object_holds() {
        for (String status : List.of(
                "null",
                "[]",
                "7",
                "{\"phase\":7}",
                "{\"phase\":\"Failed\",\"conditions\":{}}",
                "{\"phase\":\"Running\",\"conditions\":[null,7,{\"type\":\"Ready\"}],\"containerStatuses\":[null,{}]}",
                "{\"containerStatuses\":[{\"name\":7,\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}}}]}",
                "{\"initContainerStatuses\":[{\"state\":{\"terminated\":{\"exitCode\":\"1\"}}}]}")) {
            PodCauses.of(Json.parse("{\"kind\":\"Pod\",\"status\":" + status + "}"));
        }
    }

    private static String failed(String reason, String message, String disruption) {
        String conditions = disruption.isEmpty()
                ? "[]"
                : "[{\"type\":\"DisruptionTarget\",\"status\":\"True\",\"reason\":\"" + disruption + "\"}]";
        return PodCauses.of(Json.parse("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1"},"spec":{"nodeName":"n1"},
                 "status":{"phase":"Failed","reason":"%s","message":"%s","conditions":%s}}""".formatted(reason, message, conditions)))
                .get(0)
                .cause()
                .code();
    }

    private static Map<String, Object> waiting(String reason, String message) {
        String status = Json.print(
                Map.of("name", "web", "state", Map.of("waiting", Map.of("reason", reason, "message", message))));
        return pod("Pending", status, "[]");
    }

    private static Map<String, Object> pod(String phase, String status, String conditions) {
        return Json.parse("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"web-1"},
                 "spec":{"nodeName":"n1","containers":[{"name":"web","image":"%s",
                         "resources":{"limits":{"memory":"64Mi"}}}]},
                 "status":{"phase":"%s","conditions":%s,"containerStatuses":[%s]}}""".formatted(IMAGE, phase, conditions, status));
    }
}
