package io.fairlead.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Misuse;
import io.fairlead.testkit.contract.ContractCluster;
import org.junit.jupiter.api.Test;

/** Reading and following who may do what, on any cluster. */
abstract class AccessWatchTests {

    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {namespace: %1$s, name: reader}
            rules: [{verbs: [get], apiGroups: [""], resources: [pods]}]
            """;

    private static final String BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {namespace: %1$s, name: reader}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: User, name: dora, apiGroup: rbac.authorization.k8s.io}]
            """;

    abstract ContractCluster contractCluster();

    @Test
    void reading_takes_four_lists_and_answers_take_none() {
        String namespace = contractCluster().newNamespace();
        given(namespace);
        try (Cluster cluster = Cluster.using(contractCluster().admin())) {
            cluster.query(AccessIndex.read());
            ContractCluster.Recording recording = contractCluster().record();

            AccessIndex access = cluster.query(AccessIndex.read());
            Verdict verdict =
                    access.can(Subject.user("dora"), Right.of("get", "pods").in(namespace));

            assertThat(verdict).isEqualTo(Verdict.YES);
            assertThat(recording.requests().stream()
                            .filter(request -> request.resource().contains("role"))
                            .filter(request -> request.verb().equals("list")))
                    .hasSize(4);
        }
    }

    @Test
    void a_watch_follows_what_changes() {
        String namespace = contractCluster().newNamespace();
        KubernetesClient client = contractCluster().admin();
        Right pods = Right.of("get", "pods").in(namespace);
        Subject dora = Subject.user("dora");
        try (Cluster cluster = Cluster.using(client);
                AccessWatch access = AccessWatch.open(cluster)) {
            assertThat(access.index().can(dora, pods)).isEqualTo(Verdict.NO);

            given(namespace);
            while (access.index().can(dora, pods) != Verdict.YES) {
                Thread.onSpinWait();
            }
            client.resource(BINDING.formatted(namespace)).delete();
            while (access.index().can(dora, pods) != Verdict.NO) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_watch_that_may_not_read_says_so_and_a_closed_one_too() {
        try (Cluster cluster = Cluster.using(contractCluster().client("nobody"));
                AccessWatch access = AccessWatch.open(cluster)) {
            assertThatThrownBy(access::index).isInstanceOf(Forbidden.class);
        }
        try (Cluster cluster = Cluster.using(contractCluster().admin())) {
            AccessWatch access = AccessWatch.open(cluster);
            access.close();
            assertThatThrownBy(access::index)
                    .isInstanceOf(Misuse.class)
                    .hasMessage("Tried to follow who may do what.\nThe watch is closed.\n"
                            + "Ask the index that it gave last, or open another watch.");
        }
    }

    private void given(String namespace) {
        contractCluster().admin().resource(ROLE.formatted(namespace)).create();
        contractCluster().admin().resource(BINDING.formatted(namespace)).create();
    }
}
