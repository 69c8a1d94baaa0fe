package io.fairlead.internal.kube;

import static io.fairlead.internal.kube.ScriptedServer.half;
import static io.fairlead.internal.kube.ScriptedServer.json;
import static io.fairlead.internal.kube.ScriptedServer.reset;
import static io.fairlead.internal.kube.ScriptedServer.stall;
import static io.fairlead.internal.kube.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.Unavailable;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.policy.RetryPolicy;
import io.fairlead.policy.TimeBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FabricKubeApiTest {

    private static final String BODY = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}";
    private static final Request APPLY =
            Request.patch("/api/v1/namespaces/shop/configmaps/a", Request.APPLY, BODY, true);
    private static final Request CREATE = Request.post("/api/v1/namespaces/shop/pods/a/eviction", "{}", false);

    private ScriptedServer server;
    private FabricKubeApi api;

    @BeforeEach
    void connect() throws IOException {
        server = new ScriptedServer();
        api = FabricKubeApi.connect(config(), quick(), CallObserver.NONE);
    }

    @AfterEach
    void close() throws IOException {
        api.close();
        server.close();
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url())
                .withOauthToken("opensesame")
                .build();
    }

    private static Resilience quick() {
        return Resilience.ofDefaults()
                .with(RetryPolicy.of(retry -> retry.attempts(3).firstDelay(Duration.ofMillis(1))))
                .with(TimeBudget.of(
                        budget -> budget.attempt(Duration.ofSeconds(10)).total(Duration.ofSeconds(20))));
    }

    @Test
    void sends_the_body_as_given_with_the_configured_token() {
        server.then(json(200, BODY, "Warning: 299 - \"autoscaling/v2beta2 is \\\"old\\\"\"", "Warning: 299 - \"two\""));

        Reply reply = api.send(APPLY.with("fieldManager", "fairlead/ha").with("force", "false"));

        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.body()).containsEntry("kind", "ConfigMap");
        assertThat(reply.warnings()).containsExactly("autoscaling/v2beta2 is \"old\"", "two");
        assertThat(reply.sends()).isEqualTo(1);
        ScriptedServer.Seen seen = server.seen().get(0);
        assertThat(seen.method()).isEqualTo("PATCH");
        assertThat(seen.target())
                .isEqualTo("/api/v1/namespaces/shop/configmaps/a?fieldManager=fairlead%2Fha&force=false");
        assertThat(seen.headers())
                .containsEntry("Content-Type", "application/apply-patch+yaml")
                .containsEntry("Accept", "application/json")
                .containsEntry("Authorization", "Bearer opensesame");
        assertThat(seen.body()).isEqualTo(BODY);
    }

    @Test
    void a_refusal_is_a_reply() {
        server.then(status(409, "conflict"));

        Reply reply = api.send(APPLY);

        assertThat(reply.ok()).isFalse();
        assertThat(reply.code()).isEqualTo(409);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void a_connection_cut_after_a_repeatable_write_is_tried_again_and_counted() {
        server.then(reset(), json(200, BODY));

        assertThat(api.send(APPLY).sends()).isEqualTo(2);
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void a_connection_cut_after_a_write_that_is_not_repeatable_is_never_tried_again() {
        server.always(reset());

        assertThatThrownBy(() -> api.send(CREATE)).isInstanceOf(Unavailable.class);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void half_an_answer_is_no_answer() {
        server.then(half(BODY), json(200, BODY));

        assertThat(api.send(APPLY).sends()).isEqualTo(2);
    }

    @Test
    void a_stalled_server_is_given_up_after_the_time_for_one_attempt() {
        CountDownLatch over = new CountDownLatch(1);
        server.then(stall(over), json(200, BODY));
        try (FabricKubeApi impatient = FabricKubeApi.connect(
                config(),
                quick().with(TimeBudget.of(
                        budget -> budget.attempt(Duration.ofMillis(200)).total(Duration.ofSeconds(20)))),
                CallObserver.NONE)) {
            assertThat(impatient.send(APPLY).sends()).isEqualTo(2);
        } finally {
            over.countDown();
        }
    }

    @Test
    void an_answer_to_come_back_later_is_honoured_for_every_verb() {
        server.then(status(429, "too many requests", "Retry-After: 0"), status(429, "x"), json(201, BODY));

        Reply reply = api.send(CREATE);

        assertThat(reply.code()).isEqualTo(201);
        assertThat(reply.sends()).as("a 429 was not taken").isEqualTo(1);
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void an_eviction_that_a_budget_holds_back_is_an_answer() {
        server.then(
                json(
                        429,
                        "{\"kind\":\"Status\",\"reason\":\"TooManyRequests\",\"code\":429,\"details\":{\"causes\":[{\"reason\":\"DisruptionBudget\"}]}}"));

        assertThat(api.send(CREATE).code()).isEqualTo(429);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void a_users_error_dressed_as_500_is_never_tried_again() {
        server.always(status(500, "failed to create typed patch object (shop/a; /v1, Kind=ConfigMap): x"));

        assertThat(api.send(APPLY).code()).isEqualTo(500);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void the_clients_own_retries_are_off_also_in_a_client_handed_in() {
        server.always(status(503, "gone for a moment"));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config()).build()) {
            FabricKubeApi through = FabricKubeApi.using(client, quick().with(RetryPolicy.never()), CallObserver.NONE);
            assertThat(through.send(APPLY).code()).isEqualTo(503);
            assertThat(server.seen()).hasSize(1);
            assertThat(server.seen().get(0).headers()).containsEntry("Authorization", "Bearer opensesame");

            through.close();
            server.then(json(200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}"));
            assertThat(client.pods().list().getItems())
                    .as("their client stays open")
                    .isEmpty();
        }
    }

    @Test
    void a_thousand_requests_are_answered_in_their_order() {
        server.always((request, out, socket) ->
                json(200, "{\"target\":\"" + request.target() + "\"}").answer(request, out, socket));
        List<Request> requests = IntStream.range(0, 1000)
                .mapToObj(i -> Request.get("/api/v1/namespaces/shop/configmaps/" + i))
                .toList();

        List<Reply> replies = api.sendAll(requests);

        assertThat(replies).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(replies.get(i).body())
                    .containsEntry("target", requests.get(i).path());
        }
    }

    @Test
    void in_a_batch_silence_is_a_reply_of_its_own() {
        server.always((request, out, socket) ->
                (request.target().endsWith("/bad") ? reset() : json(200, BODY)).answer(request, out, socket));

        List<Reply> replies = api.sendAll(List.of(APPLY, Request.post("/api/v1/bad", "{}", false), APPLY));

        assertThat(replies.get(0).ok()).isTrue();
        assertThat(replies.get(1).code()).isEqualTo(Reply.NO_ANSWER);
        assertThat(replies.get(1).sends()).as("it may have been taken").isEqualTo(1);
        assertThat(replies.get(1).failure("create a thing", null)).isInstanceOf(Unavailable.class);
        assertThat(replies.get(2).ok()).isTrue();
    }

    @Test
    void an_address_where_nothing_listens_is_told_in_words() throws IOException {
        server.close();

        assertThatThrownBy(() -> api.send(Request.get("/api/v1/pods")))
                .isInstanceOf(Unavailable.class)
                .hasMessageMatching("(?s)Tried to list /api/v1/pods\\.\nNo usable answer came from "
                        + "http://127.0.0.1:\\d+ after 3 attempts: connecting failed: Connection refused: .*\\.\n"
                        + "Check that the API server can be reached, then run it again\\.");
    }

    @Test
    void an_interrupt_ends_the_wait_and_keeps_the_flag() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        server.then((request, out, socket) -> {
            asked.countDown();
            over.await();
        });
        Thread waiting = new Thread(() -> {
            assertThatThrownBy(() -> api.send(APPLY))
                    .isInstanceOf(Interrupted.class)
                    .hasMessage("Tried to patch /api/v1/namespaces/shop/configmaps/a.\n"
                            + "The calling thread was interrupted.\nRun it again, or undo what was done so far.");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            over.countDown();
        });
        waiting.start();
        asked.await();
        waiting.interrupt();
        waiting.join();

        assertThat(over.getCount()).isZero();
    }

    @Test
    void an_interrupted_thread_sends_nothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> api.send(APPLY)).isInstanceOf(Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.seen()).isEmpty();
    }
}
