package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxExtensionTest {
    private static void leave(KubernetesClient client) {
        client.configMaps()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("left")
                        .endMetadata()
                        .build())
                .create();
    }

    /** Two tests that would fail if they saw each other's objects. */
    @Nested
    @ExtendWith(SandboxExtension.class)
    class A_cluster_each {
        @Test
        void is_empty(Sandbox sandbox, Cluster cluster, KubernetesClient client) {
            assertThat(client).isSameAs(sandbox.client());
            assertThat(cluster).isSameAs(sandbox.cluster());
            leave(client);
        }

        @Test
        void is_empty_again(KubernetesClient client) {
            leave(client);
        }
    }

    @Nested
    class A_cluster_as_configured {
        @RegisterExtension
        final SandboxExtension five = SandboxExtension.with(s -> s.nodes(5));

        @Test
        void has_five_nodes(KubernetesClient client) {
            assertThat(client.nodes().list().getItems()).hasSize(5);
        }
    }

    @Nested
    class A_shared_cluster {
        @RegisterExtension
        static final SandboxExtension SHARED = SandboxExtension.shared();

        private static final Set<Sandbox> SEEN = new HashSet<>();

        @Test
        void gives_a_namespace(Sandbox sandbox, Cluster cluster, KubernetesClient client) {
            assertThat(cluster.namespace()).isEqualTo(client.getNamespace()).startsWith("test-");
            leave(client);
            SEEN.add(sandbox);
            assertThat(SEEN).hasSize(1);
        }

        @Test
        void gives_another_namespace(Sandbox sandbox, KubernetesClient client) {
            leave(client);
            SEEN.add(sandbox);
            assertThat(SEEN).hasSize(1);
        }
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    class A_cluster_of_a_class {
        private static KubernetesClient first;

        @BeforeAll
        static void take(KubernetesClient client) {
            first = client;
        }

        @Test
        void is_seen_by_its_tests(KubernetesClient client) {
            assertThat(client).isSameAs(first);
        }
    }
}
