package io.fairlead.metric;

import io.fairlead.failure.Interrupted;
import io.fairlead.metric.MetricFailed.Reason;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks a Prometheus, or what speaks its HTTP API (Thanos, Mimir, VictoriaMetrics).
 *
 * <pre>{@code
 * var prometheus = Prometheus.at("https://prometheus.example", p -> p.bearer(tokens::current));
 * }</pre>
 *
 * <p>One request a query, a POST of {@code /api/v1/query} or {@code /api/v1/query_range}; redirects are not followed, as they would take the
 * token elsewhere, and an answer beyond 32 MiB is refused. Nothing is tried again: a gate looks again anyway. Safe for threads.
 */
public final class Prometheus implements MetricSource {

    private final String base;
    private final List<PrometheusOptions.Header> headers;
    private final Duration limit;
    private final HttpClient http;

    private Prometheus(String base, PrometheusOptions options) {
        this.base = base;
        this.headers = options.headers();
        this.limit = options.limit();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.limit());
        options.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** The Prometheus at this address. */
    public static Prometheus at(String address) {
        return at(address, options -> {});
    }

    /**
     * The Prometheus at this address, asked as told.
     *
     * @param address such as {@code http://prometheus.monitoring:9090}; a path before {@code /api} is kept
     * @throws IllegalArgumentException when it is not an http or https address, or holds a password
     */
    public static Prometheus at(String address, Consumer<PrometheusOptions> how) {
        PrometheusOptions options = new PrometheusOptions();
        how.accept(options);
        return new Prometheus(checked(address), options);
    }

    private static String checked(String address) {
        URI uri;
        try {
            uri = URI.create(address.strip());
        } catch (IllegalArgumentException e) {
            // The text may hold a password, so it is not repeated.
            throw new IllegalArgumentException("expected an address such as http://prometheus.monitoring:9090");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "an address holds no password: give it by p -> p.header(\"Authorization\", ...)");
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "expected an address such as http://prometheus.monitoring:9090, got \"" + address + "\"");
        }
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String name() {
        return "prometheus at " + base;
    }

    @Override
    public Answer now(String query) {
        return ask("query", Map.of("query", query));
    }

    @Override
    public Answer range(String query, Instant from, Instant to, Duration step) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("query", query);
        form.put("start", seconds(from.toEpochMilli()));
        form.put("end", seconds(to.toEpochMilli()));
        form.put("step", seconds(step.toMillis()));
        return ask("query_range", form);
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private Answer ask(String path, Map<String, String> form) {
        String tried = "ask " + name() + " for " + form.get("query");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1/" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
        headers.forEach(
                header -> request.setHeader(header.name(), header.value().get()));
        HttpResponse<byte[]> response = send(tried, request.build());
        return new PrometheusReply(tried, response.statusCode(), response.body()).answer();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The client's own limit ends with the headers; this one holds to the last byte. */
    private HttpResponse<byte[]> send(String tried, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, info -> new CappedBody());
        try {
            return sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new Interrupted(tried, null, e);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new MetricFailed(
                    tried, Reason.SLOW, "No whole answer came within " + limit.toMillis() + " ms.", null);
        } catch (ExecutionException e) {
            throw failed(tried, e.getCause() == null ? e : e.getCause());
        }
    }

    private MetricFailed failed(String tried, Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof CappedBody.TooLong) {
                return new MetricFailed(tried, Reason.BAD_QUERY, "The answer is longer than 32 MiB.", cause);
            }
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return new MetricFailed(tried, Reason.SLOW, "It could not be reached in time.", cause);
        }
        String said = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new MetricFailed(
                tried,
                Reason.UNREACHABLE,
                "The connection failed (" + cause.getClass().getSimpleName() + said + ").",
                cause);
    }

    @Override
    public String toString() {
        return "Prometheus at " + base;
    }
}
