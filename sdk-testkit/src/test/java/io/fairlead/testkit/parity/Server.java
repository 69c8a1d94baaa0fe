package io.fairlead.testkit.parity;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One of the two servers, spoken to without models: what is sent and received is JSON text. */
final class Server {
    private final KubernetesClient client;
    private final String url;

    Server(KubernetesClient client) {
        this.client = client;
        String master = client.getMasterUrl().toString();
        this.url = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
    }

    record Answer(int code, String body) {}

    Answer send(Step step) {
        HttpRequest.Builder request =
                client.getHttpClient().newHttpRequestBuilder().uri(url + step.path());
        if (step.contentType().isEmpty()) {
            request.method(step.method(), null, null);
        } else {
            request.method(step.method(), step.contentType(), step.body());
        }
        request.header("User-Agent", "parity/1.0");
        step.headers().forEach(request::header);
        try {
            HttpResponse<String> response = client.getHttpClient()
                    .sendAsync(request.build(), String.class)
                    .get(30, TimeUnit.SECONDS);
            return new Answer(response.code(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(step.toString(), e);
        }
    }
}
