package io.fairlead.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.NonResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.Cluster;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The index against the API server: random questions about random roles, each answered by both.
 *
 * <p>{@code -Dfairlead.access.questions=100000} asks as many; {@code -Dfairlead.access.seed=N} asks others.
 */
@Testbed
class ControlPlaneAccessTest {

    private static final int QUESTIONS = Integer.getInteger("fairlead.access.questions", 2_000);
    private static final long SEED = Long.getLong("fairlead.access.seed", 20261124);
    private static final int SIZE = 60;
    private static final int SIDE_BY_SIDE = 8;

    private record Asked(Identity identity, Right right) {}

    private final KubernetesClient client;
    private final List<String> namespaces;

    ControlPlaneAccessTest(ControlPlane controlPlane) {
        client = controlPlane.client();
        namespaces = List.of(
                controlPlane.newNamespace("access").name(),
                controlPlane.newNamespace("access").name(),
                controlPlane.newNamespace("access").name());
    }

    @Test
    void every_random_question_is_answered_as_the_api_server_answers_it() throws Exception {
        String prefix = namespaces.get(0) + ".";
        RandomAccess random = new RandomAccess(SEED, prefix, namespaces);
        List<HasMetadata> objects = random.objects(SIZE);
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try (Cluster cluster = Cluster.using(client)) {
            all(threads, objects, object -> client.resource(object).serverSideApply());
            AccessIndex live = settled(cluster);
            seen(prefix);

            List<Asked> questions = new ArrayList<>();
            for (int i = 0; i < QUESTIONS; i++) {
                questions.add(new Asked(random.identity(), random.right()));
            }
            List<String> wrong = new ArrayList<>();
            int allowed = 0;
            AccessIndex saved = AccessIndex.of(trees(client));
            List<Boolean> answers = all(threads, questions, this::server);
            for (int i = 0; i < QUESTIONS; i++) {
                Asked asked = questions.get(i);
                Verdict expected = Boolean.TRUE.equals(answers.get(i)) ? Verdict.YES : Verdict.NO;
                allowed += expected == Verdict.YES ? 1 : 0;
                Explanation explained = live.explain(asked.identity(), asked.right());
                boolean proved =
                        asked.identity().isMaster() || explained.grants().isEmpty() == (expected == Verdict.NO);
                if (explained.verdict() != expected
                        || saved.can(asked.identity(), asked.right()) != expected
                        || !proved) {
                    wrong.add("the API server says " + expected + ": " + explained);
                }
            }

            assertThat(wrong).isEmpty();
            // Both answers must come up, or nothing is shown.
            assertThat(allowed).isBetween(QUESTIONS / 10, QUESTIONS * 9 / 10);
        } finally {
            threads.shutdownNow();
            objects.stream()
                    .filter(object -> object.getMetadata().getNamespace() == null)
                    .forEach(object -> client.resource(object).delete());
        }
    }

    /** The index once the controller has added up what roles aggregate: what it wrote is then what we would. */
    private static AccessIndex settled(Cluster cluster) {
        AccessIndex live = cluster.query(AccessIndex.read());
        while (!live.isSettled()) {
            live = cluster.query(AccessIndex.read());
        }
        return live;
    }

    /** Comes back once the authorizer has seen a role and a binding of each kind that were written after all others. */
    private void seen(String prefix) {
        String namespace = namespaces.get(0);
        for (String yaml : List.of("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {namespace: %1$s, name: last}
                rules: [{verbs: [get], apiGroups: [last], resources: [last]}]
                """, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %2$slast}
                rules: [{verbs: [list], apiGroups: [last], resources: [last]}]
                """, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {namespace: %1$s, name: last}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: last}
                subjects: [{kind: User, name: last, apiGroup: rbac.authorization.k8s.io}]
                """, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %2$slast}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %2$slast}
                subjects: [{kind: User, name: last, apiGroup: rbac.authorization.k8s.io}]
                """)) {
            client.resource(yaml.formatted(namespace, prefix)).serverSideApply();
        }
        Identity last = Identity.user("last");
        while (!server(new Asked(last, Right.of("get", "last.last").in(namespace)))
                || !server(new Asked(last, Right.of("list", "last.last")))) {
            Thread.onSpinWait();
        }
        client.rbac().clusterRoleBindings().withName(prefix + "last").delete();
        client.rbac().clusterRoles().withName(prefix + "last").delete();
    }

    private boolean server(Asked asked) {
        Right right = asked.right();
        SubjectAccessReviewBuilder review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(asked.identity().user())
                .withGroups(asked.identity().groups())
                .endSpec();
        if (right.isPath()) {
            review.editSpec()
                    .withNonResourceAttributes(new NonResourceAttributes(right.path(), right.verb()))
                    .endSpec();
        } else {
            review.editSpec()
                    .withResourceAttributes(new ResourceAttributesBuilder()
                            .withVerb(right.verb())
                            .withGroup(right.group())
                            .withResource(right.resource())
                            .withSubresource(right.subresource())
                            .withNamespace(right.namespace())
                            .withName(right.name())
                            .build())
                    .endSpec();
        }
        SubjectAccessReview answer =
                client.authorization().v1().subjectAccessReview().create(review.build());
        return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    /** What {@code kubectl get -o yaml} would have saved, with the aggregated rules left out: they are added up again. */
    private static List<Map<String, Object>> trees(KubernetesClient client) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(client.rbac().roles().inAnyNamespace().list().getItems());
        objects.addAll(client.rbac().clusterRoles().list().getItems());
        objects.addAll(client.rbac().roleBindings().inAnyNamespace().list().getItems());
        objects.addAll(client.rbac().clusterRoleBindings().list().getItems());
        List<Map<String, Object>> trees = new ArrayList<>();
        for (HasMetadata object : objects) {
            Map<String, Object> tree = new LinkedHashMap<>();
            Map<?, ?> raw = Serialization.unmarshal(Serialization.asJson(object), Map.class);
            raw.forEach((key, value) -> tree.put(String.valueOf(key), value));
            if (tree.containsKey("aggregationRule")) {
                tree.remove("rules");
            }
            trees.add(tree);
        }
        return trees;
    }

    private interface Asking<A, B> {
        B of(A a) throws Exception;
    }

    private static <A, B> List<B> all(ExecutorService threads, List<A> items, Asking<A, B> asking) throws Exception {
        List<Callable<B>> calls = new ArrayList<>();
        items.forEach(item -> calls.add(() -> asking.of(item)));
        List<B> results = new ArrayList<>();
        for (Future<B> future : threads.invokeAll(calls)) {
            results.add(future.get());
        }
        return results;
    }
}
