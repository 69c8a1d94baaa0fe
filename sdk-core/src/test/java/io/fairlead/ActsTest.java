package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs beyond writing fields, on a real control plane: planned without effect, run, and taken back where that can be. */
@Testbed
class ActsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private ControlPlane plane;
    private Cluster cluster;
    private String namespace;

    @BeforeEach
    void open(ControlPlane controlPlane, TestNamespace testNamespace) {
        plane = controlPlane;
        namespace = testNamespace.name();
        cluster = Cluster.using(plane.client(), options -> options.namespace(namespace));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Ref web() {
        Ref ref = Ref.of(Deployment.class, namespace + "/web");
        cluster.run(Operation.doing(work -> {
            work.apply(
                    new DeploymentBuilder()
                            .withNewMetadata()
                            .withName("web")
                            .endMetadata()
                            .withNewSpec()
                            .withReplicas(2)
                            .withNewSelector()
                            .addToMatchLabels("app", "web")
                            .endSelector()
                            .withNewTemplate()
                            .withNewMetadata()
                            .addToLabels("app", "web")
                            .endMetadata()
                            .withNewSpec()
                            .addNewContainer()
                            .withName("web")
                            .withImage("registry.example/web:1")
                            .endContainer()
                            .endSpec()
                            .endTemplate()
                            .endSpec()
                            .build(),
                    Owner.of("fairlead/shop"));
            work.await(ref, Until.ready(), LIMIT);
        }));
        return ref;
    }

    private Deployment live() {
        return plane.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get();
    }

    @Test
    void scaling_is_seen_beforehand_and_taken_back() {
        Ref web = web();
        Operation<Integer> scale = Operation.of(work -> work.act(Acts.scale(web, 5)));

        assertThat(cluster.plan(scale).preview().text())
                .contains("* scale to 5 " + web)
                .doesNotContain("cannot be undone");
        assertThat(live().getSpec().getReplicas()).isEqualTo(2);
        Outcome<Integer> outcome = cluster.attempt(scale);
        assertThat(live().getSpec().getReplicas()).isEqualTo(5);

        cluster.run(((Outcome.Done<Integer>) outcome).undo());
        assertThat(live().getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void a_restart_makes_new_pods_and_says_that_it_cannot_be_undone() {
        Ref web = web();
        Operation<Void> restart = Operation.doing(work -> {
            work.act(Acts.restart(web, work.now()));
            work.await(web, Until.ready(), LIMIT);
        });

        assertThat(cluster.plan(restart).preview().text()).contains("* restart " + web + "  (cannot be undone)");
        long before = live().getMetadata().getGeneration();
        cluster.run(restart);
        assertThat(live().getMetadata().getGeneration()).isEqualTo(before + 1);
    }

    @Test
    void an_eviction_is_planned_without_effect() {
        web();
        Operation<Boolean> evict = Operation.of(work -> {
            Pod pod = work.list(Pod.class, Selection.namespace(namespace).labelled("app=web"))
                    .get(0);
            return work.act(Acts.evict(Ref.of(pod)));
        });

        assertThat(cluster.plan(evict).toString()).contains("* evict Pod").contains("cannot be undone");
        assertThat(pods()).isEqualTo(2);
        assertThat(cluster.run(evict)).isTrue();
    }

    private int pods() {
        return plane.client()
                .pods()
                .inNamespace(namespace)
                .withLabel("app", "web")
                .list()
                .getItems()
                .size();
    }

    @Test
    void a_node_is_cordoned_and_gets_back_the_mark_it_had() {
        String node = plane.nodes(1).label("test", namespace).add().get(0);

        Outcome<Boolean> outcome = cluster.attempt(work -> work.act(Acts.cordon(node)));
        assertThat(node(node).getSpec().getUnschedulable()).isTrue();

        cluster.run(((Outcome.Done<Boolean>) outcome).undo());
        assertThat(node(node).getSpec().getUnschedulable()).isNotEqualTo(true);
        plane.client().nodes().withName(node).delete();
    }

    private Node node(String name) {
        return plane.client().nodes().withName(name).get();
    }

    @Test
    void a_token_is_issued_in_a_run_and_never_in_a_plan() {
        Ref account = Ref.of(ServiceAccount.class, namespace + "/default");
        Operation<String> token = work -> work.act(Acts.token(account, Duration.ofMinutes(10)));

        var mark = plane.requests().mark();
        assertThat(cluster.plan(token).toString())
                .contains("issue a token for 600 s")
                .contains("known only when it runs");
        assertThat(plane.requests()
                        .since(mark)
                        .resource("serviceaccounts/token")
                        .count())
                .isZero();
        assertThat(cluster.run(token)).startsWith("ey");
    }

    @Test
    void a_signing_request_is_approved() {
        String name = "approve-" + namespace;
        plane.client()
                .certificates()
                .v1()
                .certificateSigningRequests()
                .resource(new CertificateSigningRequestBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withSignerName("example.io/none")
                        .withRequest(Base64.getEncoder().encodeToString(PEM.getBytes(StandardCharsets.UTF_8)))
                        .withUsages("client auth")
                        .endSpec()
                        .build())
                .create();

        cluster.run(Operation.of(work -> work.act(Acts.approve(name, "Tested", "by a test"))));

        assertThat(plane.client()
                        .certificates()
                        .v1()
                        .certificateSigningRequests()
                        .withName(name)
                        .get()
                        .getStatus()
                        .getConditions())
                .anySatisfy(condition -> assertThat(condition.getType()).isEqualTo("Approved"));
    }

    /** A request of an elliptic key made for this test; its key is not kept. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIHJMHECAQAwDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
            A0IABOCDEc7V8/ib5R8Mf8HjI43+JJ7QWeFKoChzI1gI6KyGDbfs/BFK5OefCJ7E
            l6fHmeHDrW6hseuJryrrEkTYTzSgADAKBggqhkjOPQQDAgNIADBFAiEA4iuc8MtL
            +1TTI3DXfHbj/+NqENau146cK7smEEO/Ox8CIEZl1vZrpQFELErfAWWb86rhZE2p
            8xLQ4f90cefkuSn5
            -----END CERTIFICATE REQUEST-----
            """;
}
