package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How answers look, and how they break off. */
class SandboxAnswersTest {
    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .addToData("k", "v: \"1\"")
                .build();
    }

    private static HttpResponse<String> get(Sandbox sandbox, String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Authorization", "Bearer " + sandbox.config().getOauthToken())
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void who_wants_yaml_gets_yaml() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions::withoutControllers)) {
            sandbox.client().resource(map("a")).create();
            String path = "/api/v1/namespaces/default/configmaps/a";
            HttpResponse<String> yaml = get(sandbox, path, "application/yaml, application/json");
            assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
            assertThat(yaml.body()).doesNotStartWith("{").contains("apiVersion:", "kind:");
            ConfigMap read = Serialization.unmarshal(yaml.body(), ConfigMap.class);
            assertThat(read.getData()).isEqualTo(map("a").getData());
            assertThat(get(sandbox, path, "application/json, application/yaml").body())
                    .startsWith("{");
            assertThat(get(sandbox, "/api/v1/namespaces/default/configmaps/none", "application/yaml")
                            .body())
                    .contains("reason: \"NotFound\"");
        }
    }

    @Test
    void an_answer_breaks_off_and_so_does_a_watch() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions::withoutControllers)) {
            sandbox.fault().verb("create").kind("ConfigMap").halfBody();
            assertThatThrownBy(() -> sandbox.client().resource(map("a")).create())
                    .isInstanceOf(KubernetesClientException.class);
            assertThat(sandbox.client().resource(map("a")).get()).isNotNull();

            sandbox.fault().kind("ConfigMap").cutWatchAfter(2);
            var events = new CountDownLatch(4);
            try (var watch = sandbox.client()
                    .configMaps()
                    .inNamespace("default")
                    .watch(new Watcher<>() {
                        @Override
                        public void eventReceived(Action action, ConfigMap resource) {
                            events.countDown();
                        }

                        @Override
                        public void onClose(WatcherException cause) {}
                    })) {
                assertThat(watch).isNotNull();
                for (String name : new String[] {"b", "c", "d", "e"}) {
                    sandbox.client().resource(map(name)).create();
                }
                assertThat(events.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(sandbox.requests().count("watch", "ConfigMap")).isGreaterThan(1);
        }
    }
}
