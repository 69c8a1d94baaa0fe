package io.fairlead.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testkit.contract.ContractCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of who may do what, seen and guarded, on any cluster. */
abstract class AccessGuardTests {

    private static final Identity ADMIN = Identity.user("admin", "system:masters");

    private static final String READER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {namespace: %1$s, name: reader}
            rules: [{verbs: [get, list], apiGroups: [""], resources: [pods]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {namespace: %1$s, name: reader}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: Group, name: readers, apiGroup: rbac.authorization.k8s.io}]
            """;

    private KubernetesClient client;
    private String namespace;
    private Cluster cluster;

    abstract ContractCluster contractCluster();

    @BeforeEach
    void open() {
        client = contractCluster().admin();
        namespace = contractCluster().newNamespace();
        cluster = Cluster.using(client, options -> options.namespace(namespace));
    }

    @AfterEach
    void close() {
        cluster.close();
        client.namespaces().withName(namespace).delete();
    }

    private Operation<Applied> apply(String yaml) {
        return Apply.of(Manifests.parse(yaml.formatted(namespace)), a -> a.as(Owner.of("example/access")));
    }

    private List<String> warnings(Operation<?> operation) {
        return cluster.plan(operation).preview().warnings().stream()
                .map(Warning::toString)
                .map(text -> text.replace(namespace, "shop"))
                .toList();
    }

    private String refusal(Operation<?> operation) {
        Outcome<?> outcome = cluster.attempt(operation);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).cause().getMessage().replace(namespace, "shop");
    }

    @Test
    void a_plan_says_who_gains_and_loses_what_by_which_object() {
        assertThat(warnings(AccessGuard.around(apply(READER), ADMIN)))
                .contains(
                        "RoleBinding shop/reader: Group readers gains get pods in namespace shop",
                        "RoleBinding shop/reader: Group readers gains list pods in namespace shop");

        cluster.run(apply(READER));

        assertThat(warnings(AccessGuard.around(apply(READER), ADMIN))).isEmpty();
        assertThat(warnings(AccessGuard.around(
                        apply(READER.replace("[get, list]", "[get]").replace("[pods]", "[pods, services]")), ADMIN)))
                .contains(
                        "Role shop/reader: Group readers gains get services in namespace shop",
                        "Role shop/reader: Group readers loses list pods in namespace shop");
        assertThat(warnings(AccessGuard.around(
                        Operation.doing(work -> work.delete(Ref.of(Binding.ROLE_BINDING, namespace + "/reader"))),
                        ADMIN)))
                .contains("RoleBinding shop/reader: Group readers loses get pods in namespace shop");
    }

    @Test
    void a_plan_says_what_does_not_do_what_it_seems_to() {
        assertThat(warnings(AccessGuard.around(apply("""
                                apiVersion: rbac.authorization.k8s.io/v1
                                kind: Role
                                metadata: {namespace: %1$s, name: odd}
                                rules:
                                - {verbs: [create, watch], apiGroups: [""], resources: [secrets], resourceNames: [token]}
                                - {verbs: [get], apiGroups: [""], resources: ["pods/*"]}
                                ---
                                apiVersion: rbac.authorization.k8s.io/v1
                                kind: RoleBinding
                                metadata: {namespace: %1$s, name: dangling}
                                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: not-there}
                                subjects: [{kind: User, name: dora, apiGroup: rbac.authorization.k8s.io}]
                                """), ADMIN)))
                .contains(
                        "Role shop/odd: create of secrets by name is never allowed, as such a request carries no name;"
                                + " put create in a rule without names",
                        "Role shop/odd: watch of secrets by name is allowed only to requests that select metadata.name",
                        "Role shop/odd: pods/* allows nothing, as there is no such wildcard; name the subresources",
                        "RoleBinding shop/dangling: it grants nothing, as Role shop/not-there does not exist; whoever"
                                + " makes that role fills it");
    }

    @Test
    void what_nobody_is_to_gain_is_refused_and_nothing_is_written() {
        Operation<Applied> guarded = AccessGuard.around(apply(READER), ADMIN)
                .never(
                        Right.of("get", "secrets").in(namespace),
                        Right.of("list", "pods").in(namespace));

        assertThat(refusal(guarded)).isEqualTo("""
                Tried to run %s.
                A guard refused it: Group readers would gain list pods in namespace shop
                Change the operation, or the guard.""".formatted(guarded.name()));
        assertThat(client.rbac()
                        .roles()
                        .inNamespace(namespace)
                        .withName("reader")
                        .get())
                .isNull();
        assertThat(cluster.attempt(AccessGuard.around(apply(READER), ADMIN)
                        .never(Right.of("get", "secrets").in(namespace))))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void what_the_caller_does_not_hold_is_refused_before_anything_is_written() {
        Identity bob = Identity.user("bob");

        assertThat(refusal(AccessGuard.around(apply(READER), bob))).contains("""
                bob may not write Role shop/reader, as it grants what they do not hold: get pods in namespace shop, \
                list pods in namespace shop; bob may not write RoleBinding shop/reader, as it grants what they do not \
                hold: get pods in namespace shop, list pods in namespace shop""");
        assertThat(client.rbac()
                        .roles()
                        .inNamespace(namespace)
                        .withName("reader")
                        .get())
                .isNull();
    }

    @Test
    void a_caller_who_would_lock_itself_out_is_refused_unless_it_says_so() {
        cluster.run(apply(READER));
        Identity reader = Identity.user("rita", "readers");
        Operation<Void> delete =
                Operation.doing(work -> work.delete(Ref.of(Binding.ROLE_BINDING, namespace + "/reader")));

        assertThat(refusal(AccessGuard.around(delete, reader)))
                .contains(
                        "A guard refused it: rita would lose get pods in namespace shop, list pods in namespace shop\n");
        assertThat(warnings(AccessGuard.around(delete, reader).allowingLockOut()))
                .contains(
                        "RoleBinding shop/reader: cannot be taken back by this account, which will not hold get pods in"
                                + " namespace shop, list pods in namespace shop");
        assertThat(cluster.attempt(AccessGuard.around(delete, reader).allowingLockOut()))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_caller_with_few_rights_grants_what_it_holds_and_no_more() {
        String user = "lead-" + namespace;
        client.resource("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %1$s}
                rules:
                - verbs: [get, list, watch, create, patch, delete]
                  apiGroups: [rbac.authorization.k8s.io]
                  resources: [roles, rolebindings, clusterroles, clusterrolebindings]
                - {verbs: [bind], apiGroups: [rbac.authorization.k8s.io], resources: [roles], resourceNames: [reader]}
                - {verbs: [get, list], apiGroups: [""], resources: [pods]}
                - {verbs: [get, list, create, patch, update, delete], apiGroups: [""], resources: [configmaps, secrets, namespaces]}
                """.formatted(user)).create();
        client.resource("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
                subjects: [{kind: User, name: %1$s, apiGroup: rbac.authorization.k8s.io}]
                """.formatted(user)).create();
        try (Cluster limited = Cluster.using(contractCluster().client(user))) {
            Identity lead = Identity.user(limited.user(), limited.groups());
            assertThat(lead).isEqualTo(Identity.user(user));

            Outcome<?> more =
                    limited.attempt(AccessGuard.around(apply(READER.replace("[pods]", "[pods, services]")), lead));
            assertThat(more).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused<?>) more).cause().getMessage())
                    .startsWith("Tried to apply Role " + namespace + "/reader as example/access.\n"
                            + "It grants permissions that user \"" + user + "\" does not hold: ")
                    .contains("services")
                    .endsWith("Hold them first, or be granted the verb escalate (for roles) or bind (for bindings).");
            assertThat(client.rbac()
                            .roles()
                            .inNamespace(namespace)
                            .withName("reader")
                            .get())
                    .isNull();

            assertThat(limited.attempt(AccessGuard.around(apply(READER), lead))).isInstanceOf(Outcome.Done.class);
        } finally {
            client.rbac().clusterRoleBindings().withName(user).delete();
            client.rbac().clusterRoles().withName(user).delete();
        }
    }
}
