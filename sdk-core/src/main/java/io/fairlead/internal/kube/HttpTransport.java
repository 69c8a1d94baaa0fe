package io.fairlead.internal.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fairlead.internal.resilience.Answer;
import io.fairlead.internal.resilience.Call;
import io.fairlead.internal.resilience.Channel;
import io.fairlead.internal.resilience.Futures;
import io.fairlead.internal.resilience.NoAnswer;
import io.fairlead.internal.resilience.NoAnswer.Fate;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The last step: fabric8's HTTP client, asynchronously, one attempt a call. */
final class HttpTransport implements Channel<Request> {

    private final Connection connection;
    private final long backstop;

    /**
     * A transport over this connection.
     *
     * @param connection the connection
     * @param attempt the time for one attempt: somewhat after it the transport itself gives a request up, so that a server
     *     that stalls does not use up the connection
     */
    HttpTransport(Connection connection, Duration attempt) {
        this.connection = connection;
        this.backstop = attempt.toMillis() + 1_000;
    }

    @Override
    public CompletableFuture<Answer> send(Call<Request> call) {
        CompletableFuture<HttpResponse<byte[]>> sent;
        try {
            sent = connection
                    .http()
                    .sendAsync(
                            httpRequest(call.request())
                                    .timeout(backstop, TimeUnit.MILLISECONDS)
                                    .build(),
                            byte[].class);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Losses.of(e));
        }
        CompletableFuture<Answer> result = new CompletableFuture<>();
        Futures.whenDone(sent, (response, thrown) -> {
            if (response == null) {
                result.completeExceptionally(Losses.of(Futures.cause(thrown)));
            } else {
                settle(response, result);
            }
        });
        Futures.whenDone(result, (answer, thrown) -> {
            if (result.isCancelled()) {
                sent.cancel(true);
            }
        });
        return result;
    }

    private static void settle(HttpResponse<byte[]> response, CompletableFuture<Answer> result) {
        byte @Nullable [] bytes = response.body();
        byte[] body = bytes == null ? new byte[0] : bytes;
        if (Replies.isCutShort(body)) {
            result.completeExceptionally(new NoAnswer(Fate.UNKNOWN, "the answer ended half-way", null));
        } else {
            result.complete(new Answer(
                    response.code(),
                    body,
                    response.headers(),
                    StatusJudge.judge(response.code(), response.headers(), body)));
        }
    }

    /** A request whose answer is read as it comes; the consumer is called on the transport's threads. */
    CompletableFuture<HttpResponse<AsyncBody>> stream(Request request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        try {
            return connection.http().consumeBytes(httpRequest(request).build(), consumer);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(Losses.of(e));
        }
    }

    private HttpRequest.Builder httpRequest(Request request) {
        HttpRequest.Builder builder = connection
                .http()
                .newHttpRequestBuilder()
                .uri(connection.server() + target(request))
                .header("Accept", request.accept().isEmpty() ? Request.JSON : request.accept());
        return builder.method(request.method(), request.body() == null ? null : request.contentType(), request.body());
    }

    static String target(Request request) {
        if (request.query().isEmpty()) {
            return request.path();
        }
        StringBuilder target = new StringBuilder(request.path());
        char separator = '?';
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            target.append(separator)
                    .append(URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return target.toString();
    }
}
