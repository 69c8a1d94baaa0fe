package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** How one would write many objects without Fairlead. */
final class Peers {

    private static final String APPLY = "application/apply-patch+yaml";

    private Peers() {}

    /** {@code client.resource(o).serverSideApply()} for each, by so many threads. */
    static void loop(KubernetesClient client, List<HasMetadata> objects, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> writes = new ArrayList<>();
            for (HasMetadata object : objects) {
                writes.add(pool.submit(
                        () -> client.resource(object).fieldManager("fabric8").serverSideApply()));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    /** Prepared requests, so many under way at a time; what comes back is not even read: nothing can be faster through this client. */
    static void raw(KubernetesClient client, List<HttpRequest> requests, int underWay) throws Exception {
        Semaphore free = new Semaphore(underWay);
        List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        for (HttpRequest request : requests) {
            free.acquire();
            sent.add(client.getHttpClient()
                    .sendAsync(request, byte[].class)
                    .whenComplete((response, thrown) -> free.release()));
        }
        for (CompletableFuture<HttpResponse<byte[]>> one : sent) {
            check(one.get());
        }
    }

    static void check(HttpResponse<byte[]> response) {
        if (!response.isSuccessful()) {
            throw new IllegalStateException("The server answered " + response.code());
        }
    }

    /** The requests that apply these ConfigMaps. */
    static List<HttpRequest> prepared(KubernetesClient client, List<HasMetadata> configMaps) {
        return configMaps.stream()
                .map(object -> {
                    String path = String.format(
                            Locale.ROOT,
                            "api/v1/namespaces/%s/configmaps/%s?fieldManager=raw",
                            object.getMetadata().getNamespace(),
                            object.getMetadata().getName());
                    return request(client, path, APPLY, Serialization.asJson(object));
                })
                .toList();
    }

    /** A PATCH of this path. */
    static HttpRequest request(KubernetesClient client, String path, String type, String body) {
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl() + path)
                .method("PATCH", type, body)
                .build();
    }
}
