package io.fairlead.internal.kube;

import static io.fairlead.internal.kube.ScriptedServer.json;
import static io.fairlead.internal.kube.ScriptedServer.status;
import static io.fairlead.internal.kube.ScriptedServer.statusJson;
import static io.fairlead.internal.kube.ScriptedServer.stream;
import static io.fairlead.internal.kube.ScriptedServer.streamUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.policy.RetryPolicy;
import io.fairlead.resource.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final ResourceType CONFIG_MAPS =
            new ResourceType(Kind.of("v1", "ConfigMap"), "configmaps", true, Set.of("watch"), Set.of());
    private static final ListRequest IN_SHOP = ListRequest.of(CONFIG_MAPS, "shop");
    private static final String LISTING =
            "/api/v1/namespaces/shop/configmaps?watch=true&allowWatchBookmarks=true&sendInitialEvents=true"
                    + "&resourceVersionMatch=NotOlderThan&timeoutSeconds=290";

    private final CountDownLatch over = new CountDownLatch(1);
    private final RecordingListener listener = new RecordingListener();
    private ScriptedServer server;
    private FabricKubeApi api;

    @BeforeEach
    void connect() throws IOException {
        server = new ScriptedServer();
        server.always(streamUntil(over));
        api = FabricKubeApi.connect(
                new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build(),
                Resilience.ofDefaults()
                        .with(RetryPolicy.of(retry -> retry.attempts(3).firstDelay(Duration.ofMillis(1)))),
                CallObserver.NONE);
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        api.close();
        server.close();
    }

    private static String event(String type, String name, int version) {
        return "{\"type\":\"" + type
                + "\",\"object\":{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\""
                + name + "\",\"namespace\":\"shop\",\"uid\":\"uid-" + name + "\",\"resourceVersion\":\"" + version
                + "\"}}}\n";
    }

    private static String bookmark(int version, boolean ends) {
        return "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\""
                + version + "\""
                + (ends ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "") + "}}}\n";
    }

    private static String following(int version) {
        return "/api/v1/namespaces/shop/configmaps?watch=true&allowWatchBookmarks=true&resourceVersion=" + version
                + "&timeoutSeconds=290";
    }

    @Test
    void lists_and_follows_in_one_request() throws InterruptedException {
        server.then(streamUntil(
                over,
                event("ADDED", "a", 3) + event("ADDED", "b", 5),
                bookmark(9, true),
                event("MODIFIED", "a", 10) + event("DELETED", "b", 11)));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(5)).containsExactly("seen a@3", "seen b@5", "synced", "seen a@10", "gone b");
        }
        assertThat(server.seen()).hasSize(1);
        assertThat(server.seen().get(0).target()).isEqualTo(LISTING);
    }

    @Test
    void events_cut_anywhere_by_the_network_are_whole_again() throws InterruptedException {
        String all = event("ADDED", "a", 3) + bookmark(9, true) + event("MODIFIED", "ä", 10);
        server.then(streamUntil(
                over, all.substring(0, 20), all.substring(20, 33), all.substring(33, 200), all.substring(200)));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(3)).containsExactly("seen a@3", "synced", "seen ä@10");
        }
    }

    @Test
    void a_watch_that_ends_goes_on_from_the_last_version_it_heard_of() throws InterruptedException {
        server.then(
                stream(event("ADDED", "a", 3), bookmark(9, true)),
                stream(bookmark(20, false)),
                streamUntil(over, event("MODIFIED", "a", 21)));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(3)).containsExactly("seen a@3", "synced", "seen a@21");
        }
        assertThat(server.seen())
                .extracting(ScriptedServer.Seen::target)
                .containsExactly(LISTING, following(9), following(20));
    }

    @Test
    void half_a_line_is_not_told_and_is_asked_for_again() throws InterruptedException {
        String changed = event("MODIFIED", "a", 10);
        CountDownLatch told = new CountDownLatch(1);
        server.then(
                streamUntil(told, event("ADDED", "a", 3), bookmark(9, true), changed.substring(0, 40)),
                streamUntil(over, changed));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            listener.await(2);
            told.countDown();
            assertThat(listener.await(3)).containsExactly("seen a@3", "synced", "seen a@10");
        }
    }

    @Test
    void a_forgotten_version_means_a_new_list_that_tells_what_is_gone() throws InterruptedException {
        server.then(
                stream(event("ADDED", "a", 3), event("ADDED", "b", 4), bookmark(9, true)),
                status(410, "too old resource version"),
                streamUntil(over, event("ADDED", "a", 3), bookmark(40, true)));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(6))
                    .containsExactly("seen a@3", "seen b@4", "synced", "seen a@3", "gone b", "synced");
        }
        assertThat(listener.objects().get(4))
                .isEqualTo(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", "b", "namespace", "shop", "uid", "uid-b")));
    }

    @Test
    void a_410_inside_the_stream_means_the_same() throws InterruptedException {
        server.then(
                stream(
                        event("ADDED", "a", 3),
                        bookmark(9, true),
                        "{\"type\":\"ERROR\",\"object\":" + statusJson(410, "Expired", "too old") + "}\n"),
                streamUntil(over, bookmark(40, true)));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(4)).containsExactly("seen a@3", "synced", "gone a", "synced");
        }
    }

    @Test
    void a_server_that_cannot_list_in_a_watch_is_listed_first_and_remembered() throws InterruptedException {
        String list = "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},"
                + "\"items\":[{\"metadata\":{\"name\":\"a\",\"uid\":\"1\",\"resourceVersion\":\"5\"}}]}";
        server.then(
                status(422, "sendInitialEvents: Forbidden"),
                json(200, list),
                streamUntil(over, event("DELETED", "a", 8)),
                json(200, list));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            listener.await(3);
            RecordingListener second = new RecordingListener();
            try (Watching again = api.watch(IN_SHOP, second)) {
                assertThat(again).isNotNull();
                assertThat(second.await(2)).containsExactly("seen a@5", "synced");
            }
        }
        assertThat(listener.heard()).containsExactly("seen a@5", "synced", "gone a");
        assertThat(listener.objects().get(0)).containsEntry("kind", "ConfigMap").containsEntry("apiVersion", "v1");
        assertThat(server.seen())
                .extracting(ScriptedServer.Seen::target)
                .startsWith(
                        LISTING,
                        "/api/v1/namespaces/shop/configmaps?limit=500",
                        following(7),
                        "/api/v1/namespaces/shop/configmaps?limit=500");
    }

    @Test
    void an_overloaded_or_broken_server_is_asked_again() throws InterruptedException {
        server.then(
                status(429, "too many", "Retry-After: 0"),
                status(500, "etcdserver: leader changed"),
                ScriptedServer.reset(),
                streamUntil(over, bookmark(9, true)));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(1)).containsExactly("synced");
        }
    }

    @Test
    void a_forbidden_watch_fails_once_with_the_missing_rule() throws InterruptedException {
        server.then(
                status(
                        403,
                        "configmaps is forbidden: User \\\"jane\\\" cannot watch resource \\\"configmaps\\\" in API group \\\"\\\" in the namespace \\\"shop\\\""));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(1))
                    .containsExactly("failed Tried to watch configmaps in namespace shop.\n"
                            + "User \"jane\" may not watch configmaps in namespace shop.\n"
                            + "Grant it by a Role in namespace shop with the rule "
                            + "{apiGroups: [\"\"], resources: [\"configmaps\"], verbs: [\"watch\"]}.");
        }
    }

    @Test
    void a_kind_that_is_served_no_more_fails_after_some_patience() throws InterruptedException {
        server.always(ScriptedServer.text(404, "404 page not found"));

        try (Watching watching = api.watch(IN_SHOP, listener)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(1).get(0)).startsWith("failed Tried to watch configmaps in namespace shop.\n");
        }
        assertThat(server.seen()).hasSize(6);
    }

    @Test
    void a_listener_that_throws_does_not_end_the_watch() throws InterruptedException {
        server.then(streamUntil(over, event("ADDED", "a", 3), event("ADDED", "b", 4), bookmark(9, true)));
        WatchListener clumsy = new WatchListener() {
            @Override
            public void seen(Map<String, Object> object) {
                listener.seen(object);
                throw new IllegalStateException("clumsy");
            }

            @Override
            public void gone(Map<String, Object> object) {}

            @Override
            public void synced() {
                listener.synced();
            }

            @Override
            public void failed(io.fairlead.failure.FairleadException failure) {}
        };

        try (Watching watching = api.watch(IN_SHOP, clumsy)) {
            assertThat(watching).isNotNull();
            assertThat(listener.await(3)).containsExactly("seen a@3", "seen b@4", "synced");
        }
    }

    @Test
    void nothing_is_told_after_it_was_closed() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        server.then((request, out, socket) -> {
            ScriptedServer.begin(out);
            ScriptedServer.chunk(out, bookmark(9, true));
            closed.await();
            try {
                ScriptedServer.chunk(out, event("ADDED", "a", 10));
            } finally {
                sent.countDown();
            }
        });
        Watching watching = api.watch(IN_SHOP, listener);
        listener.await(1);
        watching.close();
        closed.countDown();
        sent.await();

        assertThat(listener.heard()).containsExactly("synced");
    }

    @Test
    void metadata_alone_is_told_under_the_objects_own_kind() throws InterruptedException {
        server.then(streamUntil(
                over,
                "{\"type\":\"ADDED\",\"object\":{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\","
                        + "\"metadata\":{\"name\":\"a\",\"uid\":\"1\",\"resourceVersion\":\"5\"}}}\n",
                bookmark(9, true)));

        try (Watching watching = api.watch(IN_SHOP.metadata(), listener)) {
            assertThat(watching).isNotNull();
            listener.await(2);
        }
        assertThat(listener.objects().get(0)).containsEntry("kind", "ConfigMap").containsEntry("apiVersion", "v1");
        assertThat(server.seen().get(0).headers().get("Accept"))
                .startsWith("application/json;as=PartialObjectMetadata;");
    }
}
