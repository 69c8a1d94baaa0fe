package io.fairlead.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.failure.Interrupted;
import io.fairlead.metric.MetricFailed.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API of Prometheus, as its documentation has it, and everything that can come instead of an answer. */
class PrometheusTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
    }

    @FunctionalInterface
    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private void replying(Reply reply) {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            reply.to(exchange);
            exchange.close();
        });
    }

    private void replying(int code, String json) {
        replying(exchange -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Prometheus prometheus() {
        return Prometheus.at(address(), p -> p.bearer(() -> "a-secret").within(Duration.ofSeconds(5)));
    }

    private MetricFailed failure() {
        MetricFailed failure =
                catchThrowableOfType(MetricFailed.class, () -> prometheus().now("up"));
        assertThat(failure).isNotNull();
        assertThat(failure.toString()).doesNotContain("a-secret");
        return failure;
    }

    private String said(MetricFailed failure) {
        return failure.getMessage().replace(address(), "http://prometheus:9090");
    }

    @Test
    void a_vector_is_a_sample_a_series() {
        replying(200, """
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"__name__": "up", "job": "prometheus"}, "value": [1435781451.781, "1"]},
                  {"metric": {"__name__": "up", "job": "node"}, "value": [1435781451, "NaN"]}]}}""");

        Answer answer = prometheus().now("up{job=~\"a b\"}");

        assertThat(answer.series().get(0))
                .isEqualTo(new Series(
                        Map.of("__name__", "up", "job", "prometheus"),
                        List.of(new Sample(Instant.parse("2015-07-01T20:10:51.781Z"), 1))));
        assertThat(answer.series().get(1).last().orElseThrow().value()).isNaN();
        assertThat(answer).hasToString("""
                2 series
                  {__name__="up", job="prometheus"} 1 at 2015-07-01T20:10:51.781Z
                  {__name__="up", job="node"} not a number at 2015-07-01T20:10:51Z""");
        assertThat(asked).containsExactly("POST /api/v1/query query=up%7Bjob%3D%7E%22a+b%22%7D Bearer a-secret");
    }

    @Test
    void a_matrix_is_many_samples_a_series_and_a_scalar_has_no_labels() {
        replying(200, """
                {"status": "success", "data": {"resultType": "matrix", "result": [
                  {"metric": {"pod": "web-1"}, "values": [[1, "0.5"], [16, "+Inf"]]}]}, "infos": ["none of our business"]}""");

        Answer answer = prometheus()
                .range("load", Instant.ofEpochSecond(1), Instant.ofEpochMilli(16_500), Duration.ofSeconds(15));

        assertThat(answer.series())
                .containsExactly(new Series(
                        Map.of("pod", "web-1"),
                        List.of(
                                new Sample(Instant.ofEpochSecond(1), 0.5),
                                new Sample(Instant.ofEpochSecond(16), Double.POSITIVE_INFINITY))));
        assertThat(answer.warnings()).isEmpty();
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/query_range query=load&start=1.000&end=16.500&step=15.000 Bearer a-secret");
    }

    @Test
    void a_scalar_has_no_labels_and_what_has_no_data_has_no_series() {
        replying(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[7,\"-Inf\"]}}");

        assertThat(prometheus().now("scalar(x)").series())
                .containsExactly(
                        new Series(Map.of(), List.of(new Sample(Instant.ofEpochSecond(7), Double.NEGATIVE_INFINITY))));
    }

    @Test
    void warnings_of_a_partial_answer_are_seen() {
        replying(200, """
                {"status": "success", "data": {"resultType": "vector", "result": []},
                 "warnings": ["No StoreAPIs matched for this query"]}""");

        assertThat(prometheus().now("up")).hasToString("0 series\n! No StoreAPIs matched for this query");
    }

    @Test
    void a_wrong_query_is_told_in_the_servers_words() {
        replying(400, """
                {"status": "error", "errorType": "bad_data",
                 "error": "invalid parameter \\"query\\": 1:4: parse error: unclosed left parenthesis"}""");

        MetricFailed failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.BAD_QUERY);
        assertThat(failure.retryable()).isFalse();
        assertThat(said(failure)).isEqualTo("""
                Tried to ask prometheus at http://prometheus:9090 for up.
                It answered with bad_data: invalid parameter "query": 1:4: parse error: unclosed left parenthesis.
                Mend the query.""");
    }

    @ParameterizedTest
    @CsvSource({
        "422, execution, BAD_QUERY",
        "503, timeout, SLOW",
        "503, unavailable, UNAVAILABLE",
        "500, internal, UNAVAILABLE",
        "404, not_found, UNREADABLE"
    })
    void an_error_of_the_api_is_told_by_its_type(int code, String type, Reason reason) {
        replying(code, "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"because\"}");

        assertThat(failure().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "401, REFUSED",
        "403, REFUSED",
        "429, UNAVAILABLE",
        "502, UNAVAILABLE",
        "302, UNREADABLE",
        "404, UNREADABLE"
    })
    void a_status_without_an_answer_is_told_by_its_code(int code, Reason reason) {
        replying(exchange -> {
            exchange.getResponseHeaders().add("Location", address() + "/login");
            exchange.sendResponseHeaders(code, -1);
        });

        assertThat(failure().reason()).isEqualTo(reason);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>log in</html>",
                "",
                "[]",
                "null",
                "{}",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"x\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[\"1\",1]}]}}"
            })
    void what_is_no_answer_is_unreadable(String body) {
        replying(200, body);

        assertThat(failure().reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void texts_and_native_histograms_are_no_numbers() {
        replying(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"a\"]}}");

        assertThat(said(failure())).isEqualTo("""
                Tried to ask prometheus at http://prometheus:9090 for up.
                The query gives a text, not a number.
                Mend the query.""");
    }

    @Test
    void an_answer_whose_end_does_not_come_is_slow() {
        replying(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaited(stopped);
        });

        assertThatThrownBy(() -> Prometheus.at(address(), p -> p.within(Duration.ofMillis(200)))
                        .now("up"))
                .isInstanceOfSatisfying(MetricFailed.class, slow -> {
                    assertThat(slow.reason()).isEqualTo(Reason.SLOW);
                    assertThat(slow.retryable()).isTrue();
                    assertThat(slow.happened()).isEqualTo("No whole answer came within 200 ms.");
                });
    }

    @Test
    void an_answer_that_does_not_end_is_cut() {
        replying(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1 << 20];
            for (int i = 0; i < 40; i++) {
                exchange.getResponseBody().write(much);
            }
        });

        MetricFailed failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.BAD_QUERY);
        assertThat(failure.happened()).isEqualTo("The answer is longer than 32 MiB.");
    }

    @Test
    void an_answer_that_is_cut_off_and_a_server_that_is_not_there_are_unreachable() {
        replying(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
        });

        assertThat(failure().reason()).isEqualTo(Reason.UNREACHABLE);
        server.stop(0);
        assertThat(failure().reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void an_interrupt_ends_a_query() {
        Thread asker = Thread.currentThread();
        replying(exchange -> {
            asker.interrupt();
            awaited(stopped);
        });

        assertThatThrownBy(() -> prometheus().now("up")).isInstanceOf(Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_address_is_checked_when_it_is_given_and_a_password_in_it_is_not_repeated() {
        assertThatThrownBy(() -> Prometheus.at("prometheus:9090"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an address such as http://prometheus.monitoring:9090, got \"prometheus:9090\"");
        assertThatThrownBy(() -> Prometheus.at("http://me:hush@prometheus:9090"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an address holds no password: give it by p -> p.header(\"Authorization\", ...)");
        assertThatThrownBy(() -> Prometheus.at("http://me:hu sh@prometheus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hu sh");
        assertThat(Prometheus.at("https://example.com/select/0/"))
                .hasToString("Prometheus at https://example.com/select/0");
    }
}
