package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxServerTest {
    private static Sandbox sandbox;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(s -> s.withoutControllers().enforceRbac());
        client = sandbox.client();
    }

    @AfterEach
    void calm() {
        sandbox.clearFaults();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static ConfigMap configMap(String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withData(data)
                .build();
    }

    private static HttpResponse<String> get(KubernetesClient by, String path) throws Exception {
        HttpRequest request = by.getHttpClient()
                .newHttpRequestBuilder()
                .uri(sandbox.url() + path)
                .build();
        return by.getHttpClient().sendAsync(request, String.class).get(10, TimeUnit.SECONDS);
    }

    @Test
    void refuses_a_request_without_its_token() throws Exception {
        var answer = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(sandbox.url() + "/api"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"reason\":\"Unauthorized\"");
    }

    @Test
    void tells_what_it_serves() throws Exception {
        assertThat(get(client, "/version").body()).contains("\"gitVersion\":\"v1.37.2+fairlead.sandbox\"");
        assertThat(get(client, "/readyz").body()).isEqualTo("ok");
        assertThat(get(client, "/apis/apps/v1").body()).contains("\"name\":\"deployments/scale\"");
        assertThat(client.getApiGroups().getGroups())
                .extracting(g -> g.getName())
                .contains("apps", "batch", "policy");
    }

    @Test
    void an_apply_that_changes_nothing_writes_nothing() {
        client.resource(configMap("same", Map.of("a", "1"))).serverSideApply();
        String before = client.configMaps()
                .inNamespace("default")
                .withName("same")
                .get()
                .getMetadata()
                .getResourceVersion();

        ConfigMap again = client.resource(configMap("same", Map.of("a", "1"))).serverSideApply();

        assertThat(again.getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void a_dry_run_stores_nothing() {
        client.configMaps()
                .inNamespace("default")
                .resource(configMap("dry", Map.of("a", "1")))
                .dryRun(true)
                .create();

        assertThat(client.configMaps().inNamespace("default").withName("dry").get())
                .isNull();
    }

    @Test
    void a_watch_tells_changes_in_order() throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        Watcher<ConfigMap> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(action + " " + map.getData());
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
        // From a version on, so that nothing is missed before the connection stands.
        String now =
                client.configMaps().inNamespace("default").list().getMetadata().getResourceVersion();
        var from = new ListOptionsBuilder().withResourceVersion(now).build();
        try (var watch =
                client.configMaps().inNamespace("default").withName("watched").watch(from, watcher)) {
            assertThat(watch).isNotNull();
            client.resource(configMap("watched", Map.of("a", "1"))).create();
            client.resource(configMap("watched", Map.of("a", "2"))).update();
            client.resource(configMap("watched", Map.of("a", "2"))).delete();

            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("ADDED {a=1}");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("MODIFIED {a=2}");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("DELETED {a=2}");
        }
    }

    @Test
    void a_watch_from_before_the_compaction_is_gone() throws Exception {
        String version = client.resource(configMap("compact", Map.of("a", "1")))
                .create()
                .getMetadata()
                .getResourceVersion();
        client.resource(configMap("compact", Map.of("a", "2"))).update();
        sandbox.compact();

        var answer = get(
                client, "/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + version);

        assertThat(answer.body()).contains("\"type\":\"ERROR\"").contains("\"code\":410");
    }

    @Test
    void an_initial_list_in_a_watch_ends_with_a_bookmark() throws Exception {
        client.resource(configMap("initial", Map.of("a", "1"))).create();

        var answer = get(
                client,
                "/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1&sendInitialEvents=true"
                        + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        assertThat(answer.body())
                .contains("\"type\":\"ADDED\"")
                .contains("\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}");
    }

    @Test
    void pages_a_list_and_says_what_remains() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.resource(configMap("page-" + i, Map.of())).create();
        }

        var answer = get(client, "/api/v1/namespaces/default/configmaps?limit=2");

        assertThat(answer.body()).contains("\"continue\":").contains("\"remainingItemCount\":");
    }

    @Test
    void an_object_whose_owner_is_gone_is_collected() {
        ConfigMap owner = client.resource(configMap("owner", Map.of())).create();
        ConfigMap owned = configMap("owned", Map.of());
        owned.getMetadata()
                .setOwnerReferences(java.util.List.of(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("owner")
                        .withUid(owner.getMetadata().getUid())
                        .build()));
        client.resource(owned).create();

        client.resource(owner).delete();
        sandbox.settle();

        assertThat(client.configMaps().inNamespace("default").withName("owned").get())
                .isNull();
    }

    @Test
    void a_namespace_goes_with_what_is_in_it() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("short-lived")
                        .endMetadata()
                        .build())
                .create();
        ConfigMap inside = configMap("inside", Map.of());
        inside.getMetadata().setNamespace("short-lived");
        client.resource(inside).create();

        client.namespaces().withName("short-lived").delete();
        sandbox.settle();

        assertThat(client.namespaces().withName("short-lived").get()).isNull();
        assertThatThrownBy(() -> client.resource(inside).create())
                .hasMessageContaining("namespaces \"short-lived\" not found");
    }

    @Test
    void a_user_may_do_what_a_role_grants_and_nothing_else() {
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace("default")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withVerbs("get", "list")
                        .endRule()
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("reader")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader")
                        .addNewSubject("rbac.authorization.k8s.io", "User", "alice", null)
                        .build())
                .create();
        KubernetesClient alice = sandbox.client("alice");

        assertThat(alice.configMaps().inNamespace("default").list()).isNotNull();
        assertThatThrownBy(() -> alice.resource(configMap("hers", Map.of())).create())
                .hasMessageContaining(
                        "configmaps is forbidden: User \"alice\" cannot create resource \"configmaps\" in API"
                                + " group \"\" in the namespace \"default\"");
        assertThatThrownBy(() -> alice.secrets().inNamespace("default").list())
                .isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void a_planned_fault_meets_the_requests_it_names() {
        client.resource(configMap("faulty", Map.of())).create();
        SandboxRequests requests = sandbox.requests().mark();
        sandbox.fault().verb("patch").kind("ConfigMap").answer(409);

        assertThatThrownBy(() -> client.configMaps()
                        .inNamespace("default")
                        .withName("faulty")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"a\":\"1\"}}"))
                .hasMessageContaining("The sandbox was told to answer 409.");

        assertThat(requests.count("patch", "ConfigMap")).isEqualTo(1);
        assertThat(requests.toString()).isEqualTo("1 get configmaps, 1 patch configmaps");
    }

    @Test
    void a_write_whose_answer_is_cut_off_is_taken_all_the_same() {
        sandbox.fault().verb("create").kind("ConfigMap").name("").resetAfter();
        assertThatThrownBy(() ->
                        client.resource(configMap("cut", Map.of("a", "1"))).create())
                .isInstanceOf(KubernetesClientException.class);

        assertThat(client.configMaps().inNamespace("default").withName("cut").get())
                .isNotNull();
    }

    @Test
    void what_is_not_played_is_refused() throws Exception {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(sandbox.url() + "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations")
                .post(
                        "application/json",
                        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"ValidatingWebhookConfiguration\","
                                + "\"metadata\":{\"name\":\"w\"}}")
                .build();

        HttpResponse<String> answer =
                client.getHttpClient().sendAsync(request, String.class).get(10, TimeUnit.SECONDS);

        assertThat(answer.code()).isEqualTo(501);
        assertThat(answer.body())
                .contains("The sandbox does not play the effect of ValidatingWebhookConfiguration objects;"
                        + " storeOnly(\\\"ValidatingWebhookConfiguration\\\") lets them be stored.");
    }

    @Test
    void a_delayed_request_takes_its_time() {
        sandbox.fault().verb("list").kind("ConfigMap").delay(Duration.ofMillis(200));
        long begin = System.nanoTime();

        client.configMaps().inNamespace("default").list();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
}
