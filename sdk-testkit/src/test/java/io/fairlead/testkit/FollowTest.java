package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.failure.UnknownKind;
import io.fairlead.operation.Follower;
import io.fairlead.operation.Following;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Objects that are followed. */
class FollowTest {

    private static final Kind CONFIG_MAP = Kind.of(ConfigMap.class);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final Follower ear = new Follower() {
        @Override
        public void seen(Tree object) {
            heard.add("seen " + object.ref() + " " + object.text("data", "v").orElse(""));
            if (object.text("data", "v").orElse("").equals("bad")) {
                throw new IllegalStateException("a follower that fails");
            }
        }

        @Override
        public void gone(Ref ref) {
            heard.add("gone " + ref);
        }

        @Override
        public void synced(Kind kind) {
            heard.add("synced " + kind.name());
        }
    };

    @Test
    void objects_are_told_as_they_are_and_then_as_they_change() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client())) {
            KubernetesClient client = sandbox.client();
            client.resource(settings("1")).create();
            try (Following following = cluster.follow(
                    List.of(CONFIG_MAP), Selection.namespace("default").labelled("app=shop"), ear)) {
                assertThat(following).isNotNull();
                hears("seen ConfigMap default/settings 1");
                hears("synced ConfigMap");

                client.resource(settings("bad")).update();
                hears("seen ConfigMap default/settings bad");
                client.resource(settings("3")).update();
                hears("seen ConfigMap default/settings 3");
                client.resource(settings("3")).delete();
                hears("gone ConfigMap default/settings");
            }
            client.resource(settings("4")).create();
            assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void a_kind_that_is_not_served_is_refused_at_once() {
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client())) {
            assertThatThrownBy(() ->
                            cluster.follow(List.of(Kind.of("example.com/v1", "Widget")), Selection.everywhere(), ear))
                    .isInstanceOf(UnknownKind.class);
        }
    }

    private void hears(String news) throws InterruptedException {
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(news);
    }

    private static ConfigMap settings(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("settings")
                .addToLabels("app", "shop")
                .endMetadata()
                .addToData("v", value)
                .build();
    }
}
