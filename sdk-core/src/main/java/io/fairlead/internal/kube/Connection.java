package io.fairlead.internal.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.net.URI;

/**
 * fabric8's HTTP client and the address it talks to; its interceptors do the authentication, its own retries are off.
 *
 * @param http the client
 * @param server the API server's address, without a slash at its end
 * @param user the configuration's name for the user, empty where it has none
 * @param owned whether closing is ours to do
 */
record Connection(HttpClient http, String server, String user, boolean owned) implements AutoCloseable {

    /** A connection of our own. */
    static Connection open(Config config) {
        Config ours = new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build();
        return new Connection(
                HttpClientUtils.getHttpClientFactory().newBuilder(ours).build(), address(ours), user(ours), true);
    }

    /**
     * A connection through somebody's client: the same pool, the same authentication, without its retries. The client
     * stays theirs.
     */
    static Connection through(KubernetesClient client) {
        HttpClient theirs = client.getHttpClient();
        RequestConfig settings = settings(theirs, client.getConfiguration());
        HttpClient derived = theirs.newBuilder()
                .tag(new RequestConfigBuilder(settings)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        return new Connection(derived, address(client.getConfiguration()), user(client.getConfiguration()), false);
    }

    private static RequestConfig settings(HttpClient client, Config config) {
        // A client adapted with settings of its own (impersonation) carries them as a tag.
        RequestConfig own = client instanceof Interceptor.RequestTags tags ? tags.getTag(RequestConfig.class) : null;
        return own != null ? own : config.getRequestConfig();
    }

    private static String address(Config config) {
        String url = config.getMasterUrl();
        String address = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        // Fails here, in words, rather than in the first request.
        return URI.create(address).toString();
    }

    private static String user(Config config) {
        String name = config.getUsername();
        return name == null ? "" : name;
    }

    @Override
    public void close() {
        if (owned) {
            http.close();
        }
    }
}
