package io.fairlead.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions to roles and bindings of files. */
class AccessIndexTest {

    private static final AccessIndex SHOP = AccessIndex.of(Manifests.classPath("access/shop.yaml"));

    private static Right right(String verb, String resource, String namespace, String name) {
        Right right = resource.startsWith("/") ? Right.path(verb, resource) : Right.of(verb, resource);
        right = namespace.equals("-") ? right : right.in(namespace);
        return name.equals("-") ? right : right.named(name);
    }

    @ParameterizedTest
    @CsvSource({
        // a role in its namespace, and only there
        "user, dora, list, pods, shop, -, YES",
        "user, dora, list, pods, other, -, NO",
        "user, dora, list, pods, -, -, NO",
        "user, dora, list, pods, not-there, -, NO",
        // subresources are resources of their own
        "user, dora, get, pods/log, shop, web-0, YES",
        "user, dora, get, pods/exec, shop, web-0, NO",
        "user, dora, create, pods/log, shop, web-0, NO",
        // */scale
        "user, sam, patch, deployments.apps/scale, shop, web, YES",
        "user, sam, patch, statefulsets.apps/scale, shop, web, YES",
        "user, sam, patch, deployments.apps, shop, web, NO",
        "user, sam, patch, replicationcontrollers/scale, shop, web, NO",
        // there is no pods/*
        "user, odd, get, pods/log, shop, web-0, NO",
        "user, odd, get, pods/*, shop, web-0, YES",
        // a name
        "user, nina, get, secrets, shop, token, YES",
        "user, nina, get, secrets, shop, other, NO",
        "user, nina, get, secrets, shop, -, NO",
        "user, nina, list, secrets, shop, token, YES",
        "user, nina, create, secrets, shop, -, NO",
        // stars
        "user, root, frob, things.example.com/anything, anywhere, x, YES",
        "user, root, get, /metrics, -, -, NO",
        // paths
        "user, prom, get, /metrics, -, -, YES",
        "user, prom, get, /metrics/cadvisor, -, -, NO",
        "user, prom, get, /healthz/etcd, -, -, YES",
        "user, prom, get, /health, -, -, NO",
        "user, prom, post, /metrics, -, -, NO",
        // paths by a RoleBinding do not count
        "user, lost, get, /metrics, -, -, NO",
        // groups, and those that the API server adds
        "group, shop-dev, update, configmaps, shop, x, YES",
        "user, anybody, get, /api, -, -, YES",
        "user, system:anonymous, get, /api, -, -, NO",
        "user, system:anonymous, get, /version, -, -, YES",
        "group, system:masters, delete, nodes, -, n, YES",
        // accounts, spelled both ways, by their groups, and without a namespace in a binding
        "sa, shop/web, get, configmaps, shop, x, YES",
        "user, system:serviceaccount:shop:web, get, configmaps, shop, x, YES",
        "sa, shop/web, get, endpoints, shop, x, YES",
        "sa, other/web, get, configmaps, shop, x, NO",
        "sa, other/web, get, endpoints, shop, x, NO",
        "sa, other/web, get, services, shop, x, YES",
        // a ClusterRole in a namespace
        "user, vera, get, deployments.apps, shop, x, YES",
        "user, vera, get, deployments.apps, other, x, NO",
        // a binding to a role that is not there
        "user, ghost, get, pods, shop, x, NO",
        // a request for a namespace arrives inside it
        "user, dora, get, namespaces, -, shop, YES",
        "user, dora, get, namespaces, -, other, NO",
        "user, dora, list, namespaces, -, -, NO",
        // impersonation is a verb like any other
        "user, ivan, impersonate, users, -, dora, YES",
        "user, ivan, impersonate, users, -, root, NO",
    })
    void is_decided_as_the_api_server_does(
            String type, String name, String verb, String resource, String namespace, String object, Verdict verdict) {
        Subject subject = switch (type) {
            case "user" -> Subject.user(name);
            case "group" -> Subject.group(name);
            default -> Subject.serviceAccount(name);
        };

        assertThat(SHOP.can(subject, right(verb, resource, namespace, object))).isEqualTo(verdict);
    }

    @Test
    void who_can_names_subjects_with_every_chain_and_those_for_some_names_apart() {
        assertThat(SHOP.whoCan(Right.of("get", "secrets").in("shop"))).hasToString("""
                2 subjects may get secrets in namespace shop
                  User root <- ClusterRoleBinding root <- ClusterRole everything: * *.*
                  Group shop-dev <- RoleBinding shop/dev <- ClusterRole edit <- ClusterRole edit-secrets: get, list, watch secrets
                for some names only:
                  User nina <- RoleBinding shop/nina <- Role shop/one-secret: get, list, create secrets named token
                and members of system:masters""");
    }

    @Test
    void who_can_anywhere_looks_into_every_namespace() {
        Holders holders = SHOP.whoCanAnywhere(Right.of("get", "pods/log"));

        assertThat(holders.subjects()).containsExactly(Subject.user("dora"), Subject.user("root"));
        assertThat(holders.toString()).startsWith("2 subjects may get pods/log somewhere\n");
        assertThat(SHOP.whoCan(Right.of("get", "pods/log")).subjects()).containsExactly(Subject.user("root"));
    }

    @Test
    void who_can_is_nobody_where_no_role_says_so() {
        assertThat(AccessIndex.of(List.of()).whoCan(Right.path("get", "/metrics")))
                .hasToString("nobody may get /metrics\nand members of system:masters");
    }

    @Test
    void an_explanation_is_the_chain() {
        assertThat(SHOP.explain(
                        Identity.user("dave", "shop-dev"),
                        Right.of("get", "secrets").in("shop")))
                .hasToString("""
                        yes: dave (shop-dev, system:authenticated) may get secrets in namespace shop
                          Group shop-dev <- RoleBinding shop/dev <- ClusterRole edit <- ClusterRole edit-secrets: get, list, watch secrets""");
    }

    @Test
    void an_explanation_of_a_refusal_says_what_comes_nearest() {
        assertThat(SHOP.explain(Subject.user("nina"), Right.of("get", "secrets").in("shop")))
                .hasToString("""
                        no: nina (system:authenticated) may not get secrets in namespace shop
                          Only for token: User nina <- RoleBinding shop/nina <- Role shop/one-secret: get, list, create secrets named token""");
        assertThat(SHOP.explain(Subject.user("dora"), Right.of("list", "pods").in("other")))
                .hasToString("""
                        no: dora (system:authenticated) may not list pods in namespace other
                          Elsewhere: User dora <- RoleBinding shop/dora <- Role shop/reader: get, list, watch pods, pods/log, namespaces""");
        assertThat(SHOP.explain(Subject.user("ghost"), Right.of("get", "pods").in("shop")))
                .hasToString("""
                        no: ghost (system:authenticated) may not get pods in namespace shop
                          RoleBinding shop/ghost would count, but Role shop/not-there does not exist.""");
        assertThat(SHOP.explain(Subject.user("lost"), Right.path("get", "/metrics")))
                .hasToString("""
                        no: lost (system:authenticated) may not get /metrics
                          Bound in a namespace, where paths do not count: User lost <- RoleBinding shop/lost <- ClusterRole scraper: get /metrics, /healthz/*""");
        assertThat(SHOP.explain(Subject.user("nobody"), Right.of("get", "pods")))
                .hasToString("""
                        no: nobody (system:authenticated) may not get pods in the whole cluster
                          No role allows it.""");
    }

    @Test
    void masters_need_no_role() {
        assertThat(SHOP.explain(Identity.user("admin", "system:masters"), Right.of("delete", "nodes")))
                .hasToString("""
                        yes: admin (system:masters, system:authenticated) may delete nodes in the whole cluster
                          Members of system:masters may do everything, whatever roles say.""");
    }

    @Test
    void effective_permissions_print_by_namespace() {
        assertThat(SHOP.effectivePermissions(Identity.user("dave", "shop-dev"))).hasToString("""
                dave (shop-dev, system:authenticated) may, by 4 rules:
                  everywhere: get /api, /api/*
                  in shop: get, list, watch secrets
                  in shop: update configmaps
                  in shop: get, list deployments.apps""");
    }

    @Test
    void aggregated_roles_are_added_up_from_files_also_of_aggregated_ones() {
        Identity dave = Identity.user("dave", "shop-dev");

        // edit takes edit-secrets and view; view itself takes view-apps
        assertThat(SHOP.effectivePermissions(dave).rules("shop"))
                .extracting(Rule::toString)
                .contains("get, list deployments.apps");
        assertThat(SHOP.without(Ref.of(Binding.CLUSTER_ROLE, "view-apps"))
                        .can(dave, Right.of("get", "deployments.apps").in("shop")))
                .isEqualTo(Verdict.NO);
    }

    @Test
    void roles_that_aggregate_each_other_end_and_are_told() {
        AccessIndex circle = AccessIndex.of(Manifests.parse("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: a, labels: {to: b}}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: a}}]}
                rules: [{verbs: [get], apiGroups: [""], resources: [stale]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: b, labels: {to: a}}
                aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: b}}]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: leaf, labels: {to: a}}
                rules: [{verbs: [get], apiGroups: [""], resources: [pods]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: b}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: b}
                subjects: [{kind: User, name: bob, apiGroup: rbac.authorization.k8s.io}]
                """));

        assertThat(circle.can(Subject.user("bob"), Right.of("get", "pods"))).isEqualTo(Verdict.YES);
        assertThat(circle.can(Subject.user("bob"), Right.of("get", "stale"))).isEqualTo(Verdict.NO);
        assertThat(circle.notes())
                .containsExactly(
                        "ClusterRole a aggregates itself by way of others: what it keeps of rules that are gone is not known.",
                        "ClusterRole b aggregates itself by way of others: what it keeps of rules that are gone is not known.");
    }

    @Test
    void bindings_to_roles_that_are_not_there_are_told() {
        assertThat(SHOP.notes())
                .containsExactly("RoleBinding shop/ghost grants nothing: Role shop/not-there does not exist.");
    }

    @Test
    void other_authorizers_leave_a_perhaps() {
        Right secrets = Right.of("get", "secrets").in("shop").named("x");
        Identity node = Identity.user("system:node:n1", "system:nodes");

        assertThat(SHOP.can(node, secrets)).isEqualTo(Verdict.PERHAPS);
        assertThat(SHOP.explain(node, secrets)).hasToString("""
                perhaps: system:node:n1 (system:nodes, system:authenticated) may or may not get secrets "x" in namespace shop
                  No role allows it; another authorizer of this API server has a say, and what that says is not known.""");
        assertThat(SHOP.can(Subject.user("dora"), secrets)).isEqualTo(Verdict.NO);
        assertThat(SHOP.under(Authorizers.of("RBAC")).can(node, secrets)).isEqualTo(Verdict.NO);

        AccessIndex before = SHOP.under(Authorizers.of("Node,Webhook,RBAC"));
        assertThat(before.can(Subject.user("root"), secrets)).isEqualTo(Verdict.PERHAPS);
        assertThat(before.can(Subject.group("system:masters"), secrets)).isEqualTo(Verdict.YES);
        AccessIndex after = SHOP.under(Authorizers.of("Node,RBAC,Webhook"));
        assertThat(after.can(Subject.user("root"), secrets)).isEqualTo(Verdict.YES);
        assertThat(after.can(Subject.user("dora"), secrets)).isEqualTo(Verdict.PERHAPS);
        assertThat(SHOP.under(Authorizers.of("AlwaysAllow")).can(Subject.user("dora"), secrets))
                .isEqualTo(Verdict.YES);
        assertThat(SHOP.under(Authorizers.of("AlwaysDeny")).can(Subject.user("root"), secrets))
                .isEqualTo(Verdict.NO);
    }

    @Test
    void a_change_gives_another_index_and_leaves_this_one() {
        Right pods = Right.of("list", "pods").in("shop");

        AccessIndex without = SHOP.without(Ref.of(Binding.ROLE_BINDING, "shop/dora"));

        assertThat(without.can(Subject.user("dora"), pods)).isEqualTo(Verdict.NO);
        assertThat(SHOP.can(Subject.user("dora"), pods)).isEqualTo(Verdict.YES);
        assertThat(without.with(Manifests.classPath("access/shop.yaml")
                                .find(Ref.of(Binding.ROLE_BINDING, "shop/dora"))
                                .orElseThrow()
                                .tree())
                        .can(Subject.user("dora"), pods))
                .isEqualTo(Verdict.YES);
    }

    @Test
    void a_difference_is_told_right_by_right_and_not_where_another_rule_gives_it_still() {
        AccessIndex after = SHOP.without(Ref.of(Binding.ROLE_BINDING, "shop/dora"))
                .with(Manifests.parse("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: dora}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view-pods}
                        subjects: [{kind: User, name: dora, apiGroup: rbac.authorization.k8s.io}]
                        """).objects().get(0).tree());
        AccessIndex widened = after.with(Manifests.parse("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: view-pods}
                        rules: [{verbs: [get, list, watch], apiGroups: [""], resources: [pods]}]
                        """).objects().get(0).tree());

        assertThat(AccessIndex.diff(SHOP, SHOP)).hasToString("nobody gains or loses anything");
        assertThat(AccessIndex.diff(SHOP, widened)).hasToString("""
                3 rights gained, 6 lost
                  + User dora: get pods in the whole cluster
                  + User dora: list pods in the whole cluster
                  + User dora: watch pods in the whole cluster
                  - User dora: get namespaces in namespace shop
                  - User dora: list namespaces in namespace shop
                  - User dora: watch namespaces in namespace shop
                  - User dora: get pods/log in namespace shop
                  - User dora: list pods/log in namespace shop
                  - User dora: watch pods/log in namespace shop""");
    }

    @Test
    void what_cannot_be_a_right_or_a_subject_is_refused() {
        assertThatThrownBy(() -> Right.of("", "pods"))
                .hasMessage("a right needs a verb, and a resource or a path; got \"\", \"pods\" and \"\"");
        assertThatThrownBy(() -> Subject.serviceAccount("web"))
                .hasMessage("expected \"namespace/name\" for a ServiceAccount, got \"web\"");
        assertThatThrownBy(() -> Subject.group("")).hasMessage("a Group has a name");
        assertThatThrownBy(() -> Authorizers.of("Node,Rbca"))
                .hasMessage("expected authorizers out of Node, RBAC, Webhook, ABAC, AlwaysAllow, AlwaysDeny;"
                        + " got \"Node,Rbca\"");
    }

    @Test
    void malformed_objects_grant_nothing_and_break_nothing() {
        AccessIndex index = AccessIndex.of(List.of(
                Map.of("apiVersion", "rbac.authorization.k8s.io/v1", "kind", "Role"),
                Map.of("kind", "RoleBinding"),
                Map.of(
                        "apiVersion", "rbac.authorization.k8s.io/v1",
                        "kind", "ClusterRoleBinding",
                        "metadata", Map.of("name", "x"),
                        "roleRef", Map.of("kind", "Machine", "name", "y"),
                        "subjects",
                                List.of(
                                        Map.of("kind", "ServiceAccount", "name", "no-namespace"),
                                        Map.of("kind", "Robot", "name", "r2"),
                                        Map.of("kind", "User")))));

        assertThat(index).hasToString("Access: 0 roles, 1 binding, 0 subjects, decided by Node,RBAC");
        assertThat(index.notes()).containsExactly("ClusterRoleBinding x grants nothing: Machine y does not exist.");
    }
}
