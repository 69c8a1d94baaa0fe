package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Immutable;
import io.fairlead.failure.Invalid;
import io.fairlead.failure.NamespaceMissing;
import io.fairlead.failure.QuotaExceeded;
import io.fairlead.failure.TooLarge;
import io.fairlead.failure.UnknownKind;
import io.fairlead.failure.WebhookFailed;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.RequestLog;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripted tests assume of the API server, asked of the real one. */
@Testbed
class OnControlPlaneTest {

    private static final Kind CONFIG_MAP = Kind.of("v1", "ConfigMap");
    private static final Kind DEPLOYMENT = Kind.of("apps/v1", "Deployment");
    private static final String TRIED = "apply it";

    private FabricKubeApi api;
    private String shop;

    @BeforeEach
    void connect(ControlPlane plane, TestNamespace namespace) {
        api = FabricKubeApi.connect(plane.config(), Resilience.ofDefaults(), CallObserver.NONE);
        shop = namespace.name();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply apply(Kind kind, String name, String body, String owner) {
        return apply(kind, shop, name, body, owner);
    }

    private Reply apply(Kind kind, String namespace, String name, String body, String owner) {
        String full = "{\"apiVersion\":\"" + kind.apiVersion() + "\",\"kind\":\"" + kind.name() + "\"," + body + "}";
        return api.send(Request.patch(api.typeOf(kind).path(namespace, name, ""), Request.APPLY, full, true)
                .with("fieldManager", owner));
    }

    private static String data(String name, String value) {
        return "\"metadata\":{\"name\":\"" + name + "\"},\"data\":{\"a\":\"" + value + "\"}";
    }

    private static String deployment(int replicas, String app, String image) {
        return "\"metadata\":{\"name\":\"web\"},\"spec\":{\"replicas\":" + replicas
                + ",\"selector\":{\"matchLabels\":{\"app\":\"" + app
                + "\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"" + app
                + "\"}},\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"" + image + "\"}]}}}";
    }

    private Ref web() {
        return new Ref(DEPLOYMENT, shop, "web");
    }

    @Test
    void discovery_takes_two_requests_and_knows_subresources(ControlPlane plane) {
        RequestLog.Mark start = plane.requests().mark();
        ResourceType deployments = api.typeOf(DEPLOYMENT);
        api.typeOf(CONFIG_MAP);

        assertThat(deployments.plural()).isEqualTo("deployments");
        assertThat(deployments.namespaced()).isTrue();
        assertThat(deployments.verbs()).contains("create", "patch", "watch", "deletecollection");
        assertThat(deployments.subresources()).containsExactlyInAnyOrder("scale", "status");
        assertThat(api.typeOf(Kind.of("v1", "Pod")).subresources()).contains("eviction", "log", "status");
        assertThat(api.typeOf(Kind.of("v1", "Node")).namespaced()).isFalse();
        assertThat(plane.requests()
                        .since(start)
                        .where(request ->
                                request.uri().equals("/api") || request.uri().equals("/apis"))
                        .count())
                .isEqualTo(2);
        assertThat(api.types().stream()
                        .filter(type -> type.kind().sameAs(Kind.of("autoscaling/v1", "HorizontalPodAutoscaler")))
                        .map(type -> type.kind().version()))
                .as("the preferred version first")
                .startsWith("v2", "v1");
    }

    @Test
    void an_unknown_kind_names_the_nearest() {
        assertThatThrownBy(() -> api.typeOf(Kind.of("apps/v1", "Deploymnet")))
                .isInstanceOf(UnknownKind.class)
                .hasMessage("Tried to find out where apps/v1 Deploymnet is served.\n"
                        + "The cluster does not serve apps/v1 Deploymnet.\n"
                        + "Nearest: apps/v1 Deployment. Check apiVersion and kind, or install its "
                        + "CustomResourceDefinition first.");
        assertThat(api.nearest(Kind.of("apps/v1beta1", "Deployment"))).first().isEqualTo(DEPLOYMENT);
        assertThat(api.findType(Kind.of("example.com/v1", "Gizmo"))).isEmpty();
    }

    @Test
    void a_long_list_comes_in_pages_at_one_version() {
        api.sendAll(IntStream.range(0, 1050)
                        .mapToObj(i -> Request.post(
                                "/api/v1/namespaces/" + shop + "/configmaps",
                                "{\"metadata\":{\"name\":\"c" + i + "\",\"labels\":{\"i\":\"" + i % 2 + "\"}}}",
                                true))
                        .toList())
                .forEach(reply -> reply.orThrow(TRIED, null));
        ListRequest all = ListRequest.of(api.typeOf(CONFIG_MAP), shop);

        Listing listing = api.list(all);
        assertThat(listing.items()).hasSizeGreaterThanOrEqualTo(1050);
        assertThat(listing.requests()).isEqualTo(3);
        assertThat(listing.items().get(0)).containsEntry("kind", "ConfigMap").containsEntry("apiVersion", "v1");

        Page first = api.firstPage(all, 100);
        assertThat(first.items()).hasSize(100);
        assertThat(first.remaining()).isGreaterThanOrEqualTo(950);
        assertThat(api.rest(all, first).items()).hasSameSizeAs(listing.items());
        assertThat(api.firstPage(all.labelled("i=1"), 100).remaining())
                .as("not told with a selector")
                .isEqualTo(-1);

        Listing metadata = api.list(all.labelled("i=1").metadata());
        assertThat(metadata.items())
                .hasSize(525)
                .allSatisfy(item -> assertThat(item)
                        .containsOnlyKeys("apiVersion", "kind", "metadata")
                        .containsEntry("kind", "ConfigMap"));
    }

    @Test
    void a_watch_tells_what_is_there_and_what_changes(KubernetesClient client) throws InterruptedException {
        apply(CONFIG_MAP, "one", data("one", "1"), "t").orThrow(TRIED, null);
        RecordingListener listener = new RecordingListener();
        ListRequest all = ListRequest.of(api.typeOf(CONFIG_MAP), shop).where("metadata.name=one");

        try (Watching watching = api.watch(all, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(2).get(1)).isEqualTo("synced");
            apply(CONFIG_MAP, "one", data("one", "2"), "t").orThrow(TRIED, null);
            listener.await(3);
            client.configMaps().inNamespace(shop).withName("one").delete();
            assertThat(listener.await(4).get(3)).isEqualTo("gone one");
        }
        assertThat(Trees.text(listener.objects().get(2), "data", "a")).contains("2");
        assertThat(Trees.text(listener.objects().get(3), "data", "a"))
                .as("as it last was")
                .contains("2");
    }

    @Test
    void a_conflict_names_owner_subresource_and_fields() {
        apply(DEPLOYMENT, "web", deployment(1, "web", "a:1"), "argo").orThrow(TRIED, null);
        api.send(Request.patch(
                                api.typeOf(DEPLOYMENT).path(shop, "web", "scale"),
                                Request.MERGE_PATCH,
                                "{\"spec\":{\"replicas\":3}}",
                                true)
                        .with("fieldManager", "scaler"))
                .orThrow(TRIED, null);

        Reply reply = apply(DEPLOYMENT, "web", deployment(5, "web", "a:2"), "fairlead/ha");

        assertThat(reply.failure(TRIED, web()))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.claims())
                                .containsExactlyInAnyOrder(
                                        new Conflict.Claim(
                                                "argo",
                                                "",
                                                "",
                                                List.of(".spec.template.spec.containers[name=\"web\"].image")),
                                        new Conflict.Claim("scaler", "scale", "apps/v1", List.of(".spec.replicas"))));
    }

    @Test
    void stale_versions_and_other_uids_are_changes() {
        Map<String, Object> made = apply(CONFIG_MAP, "c", data("c", "1"), "t").orThrow(TRIED, null);
        String version = Trees.text(made, "metadata", "resourceVersion").orElseThrow();
        apply(CONFIG_MAP, "c", data("c", "2"), "t").orThrow(TRIED, null);

        Reply stale = apply(
                CONFIG_MAP,
                "c",
                "\"metadata\":{\"name\":\"c\",\"resourceVersion\":\"" + version + "\"},\"data\":{\"a\":\"3\"}",
                "t");
        Reply other =
                apply(CONFIG_MAP, "c", "\"metadata\":{\"name\":\"c\",\"uid\":\"1-2\"},\"data\":{\"a\":\"3\"}", "t");
        Reply none =
                apply(CONFIG_MAP, "d", "\"metadata\":{\"name\":\"d\",\"uid\":\"1-2\"},\"data\":{\"a\":\"3\"}", "t");

        assertThat(stale.failure(TRIED, null))
                .isInstanceOfSatisfying(
                        Changed.class, changed -> assertThat(changed.replaced()).isFalse());
        assertThat(other.failure(TRIED, null))
                .isInstanceOfSatisfying(
                        Changed.class, changed -> assertThat(changed.replaced()).isTrue());
        assertThat(none.failure(TRIED, null))
                .isInstanceOfSatisfying(
                        Changed.class, changed -> assertThat(changed.replaced()).isTrue());
        Reply deletion = api.send(
                Request.delete(api.typeOf(CONFIG_MAP).path(shop, "c", ""), "{\"preconditions\":{\"uid\":\"1-2\"}}"));
        assertThat(deletion.failure(TRIED, null))
                .isInstanceOfSatisfying(
                        Changed.class, changed -> assertThat(changed.replaced()).isTrue());
    }

    @Test
    void faults_are_named_and_values_are_not() {
        Reply unknown = apply(
                CONFIG_MAP, "c", "\"metadata\":{\"name\":\"c\"},\"dta\":{\"a\":\"3\"},\"data\":{\"n\":{\"x\":1}}", "t");
        assertThat(unknown.code()).isEqualTo(500);
        assertThat(unknown.failure(TRIED, null))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(Object::toString)
                                .contains(".dta: field not declared in schema"));

        Reply secret = apply(
                Kind.of("v1", "Secret"),
                "s",
                "\"metadata\":{\"name\":\"s\"},\"data\":{\"password\":{\"inner\":\"hunter2\"}}",
                "t");
        assertThat(secret.message()).as("the server does echo it").contains("hunter2");
        assertThat(secret.failure(TRIED, new Ref(Kind.of("v1", "Secret"), shop, "s")))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining(".data.password")
                .hasMessageNotContaining("hunter2");

        Reply negative = apply(DEPLOYMENT, "web", deployment(-1, "web", "a:1"), "t");
        assertThat(negative.failure(TRIED, web()))
                .hasMessageContaining("spec.replicas: Invalid value: -1: must be greater than or equal to 0");

        Reply large = apply(CONFIG_MAP, "c", data("c", "x".repeat(1_100_000)), "t");
        assertThat(large.failure(TRIED, null)).isInstanceOf(TooLarge.class);
        Reply huge = apply(CONFIG_MAP, "c", data("c", "x".repeat(3_500_000)), "t");
        assertThat(huge.failure(TRIED, null)).isInstanceOf(TooLarge.class);
    }

    @Test
    void an_immutable_field_is_named() {
        apply(DEPLOYMENT, "web", deployment(1, "web", "a:1"), "t").orThrow(TRIED, null);

        Reply reply = apply(DEPLOYMENT, "web", deployment(1, "other", "a:1"), "t");

        assertThat(reply.failure(TRIED, web()))
                .isInstanceOfSatisfying(
                        Immutable.class,
                        immutable -> assertThat(immutable.fields()).containsExactly("spec.selector"));
    }

    @Test
    void namespaces_that_are_missing_or_end_are_told_apart(KubernetesClient client) {
        assertThat(apply(CONFIG_MAP, "nowhere", "c", data("c", "1"), "t").failure(TRIED, null))
                .isInstanceOf(NamespaceMissing.class);

        apply(
                        CONFIG_MAP,
                        "c",
                        "\"metadata\":{\"name\":\"c\",\"finalizers\":[\"example.com/hold\"]},\"data\":{\"a\":\"1\"}",
                        "t")
                .orThrow(TRIED, null);
        client.namespaces().withName(shop).delete();
        Reply reply = apply(CONFIG_MAP, "d", data("d", "1"), "t");
        apply(CONFIG_MAP, "c", data("c", "1"), "t").orThrow(TRIED, null);

        assertThat(reply.failure(TRIED, new Ref(CONFIG_MAP, shop, "d")))
                .isInstanceOf(BeingDeleted.class)
                .hasMessageContaining("Namespace " + shop + " is being deleted");
    }

    @Test
    void forbidden_names_the_missing_rule(ControlPlane plane) {
        try (KubernetesClient jane = plane.client("jane", "dev")) {
            FabricKubeApi hers = FabricKubeApi.using(jane, Resilience.ofDefaults(), CallObserver.NONE);
            Reply reply = hers.send(Request.get("/api/v1/namespaces/" + shop + "/secrets"));

            assertThat(reply.failure(TRIED, null)).isInstanceOfSatisfying(Forbidden.class, forbidden -> {
                assertThat(forbidden.user()).isEqualTo("jane");
                assertThat(forbidden.missing()).containsExactly(Permission.of("list", "", "secrets", shop));
            });
            assertThat(hers.user()).isEqualTo("jane");
        }
    }

    @Test
    void a_quota_that_is_used_up_is_named() {
        apply(
                        Kind.of("v1", "ResourceQuota"),
                        "small",
                        "\"metadata\":{\"name\":\"small\"},\"spec\":{\"hard\":{\"count/secrets\":\"0\"}}",
                        "t")
                .orThrow(TRIED, null);
        // The quota counts once its controller has seen it.
        Reply reply = null;
        for (int i = 0; i < 200 && (reply == null || reply.ok()); i++) {
            reply = apply(Kind.of("v1", "Secret"), "s" + i, "\"metadata\":{\"name\":\"s" + i + "\"}", "t");
        }

        assertThat(reply.failure(TRIED, null)).isInstanceOfSatisfying(QuotaExceeded.class, quota -> {
            assertThat(quota.quota()).isEqualTo("small");
            assertThat(quota.usages()).containsOnlyKeys("count/secrets");
        });
    }

    @Test
    void a_webhook_that_is_down_is_named_and_asked_once(ControlPlane plane) {
        String hook = "{\"metadata\":{\"name\":\"" + shop + "\"},\"webhooks\":[{\"name\":\"policy.example.com\","
                + "\"admissionReviewVersions\":[\"v1\"],\"sideEffects\":\"None\",\"failurePolicy\":\"Fail\","
                + "\"clientConfig\":{\"url\":\"https://127.0.0.1:1/x\"},\"namespaceSelector\":{\"matchLabels\":"
                + "{\"kubernetes.io/metadata.name\":\"" + shop + "\"}},\"rules\":[{\"apiGroups\":[\"\"],"
                + "\"apiVersions\":[\"v1\"],\"operations\":[\"*\"],\"resources\":[\"configmaps\"]}]}]}";
        String hooks = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
        api.send(Request.post(hooks, hook, true)).orThrow(TRIED, null);
        try {
            Reply reply = apply(CONFIG_MAP, "w0", data("w0", "1"), "t");
            for (int i = 1; i < 200 && reply.ok(); i++) {
                reply = apply(CONFIG_MAP, "w" + i, data("w" + i, "1"), "t");
            }
            RequestLog.Mark start = plane.requests().mark();
            Reply again = apply(CONFIG_MAP, "last", data("last", "1"), "t");

            assertThat(again.failure(TRIED, null))
                    .isInstanceOfSatisfying(
                            WebhookFailed.class,
                            failed -> assertThat(failed.webhook()).isEqualTo("policy.example.com"));
            assertThat(plane.requests()
                            .since(start)
                            .where(request -> request.uri().contains("/configmaps/last"))
                            .count())
                    .isEqualTo(1);
        } finally {
            api.send(Request.delete(hooks + "/" + shop, "{}")).orThrow(TRIED, null);
        }
    }
}
