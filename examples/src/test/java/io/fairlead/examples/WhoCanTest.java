package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.resource.Owner;
import io.fairlead.security.access.AccessIndex;
import io.fairlead.security.access.Right;
import io.fairlead.security.access.Verdict;
import io.fairlead.testkit.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide's page on access shows is what is printed. */
class WhoCanTest {

    private static final String BEFORE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: shop-edit}
            aggregationRule: {clusterRoleSelectors: [{matchLabels: {example.com/to-shop-edit: "true"}}]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: shop-secrets, labels: {example.com/to-shop-edit: "true"}}
            rules: [{verbs: [get, list, watch], apiGroups: [""], resources: [secrets]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {namespace: shop, name: dev}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop-edit}
            subjects: [{kind: Group, name: shop-dev, apiGroup: rbac.authorization.k8s.io}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {namespace: shop, name: ci}
            rules: [{verbs: [get], apiGroups: [""], resources: [secrets], resourceNames: [registry]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {namespace: shop, name: ci}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ci}
            subjects: [{kind: ServiceAccount, namespace: shop, name: ci}]
            """;

    private final List<String> printed = new ArrayList<>();

    @Test
    void prints_of_files() {
        AccessIndex access = WhoCan.saved(Manifests.parse(BEFORE));
        print(access.whoCan(Right.of("get", "secrets").in("shop")));
        print(WhoCan.why(access));
        print(WhoCan.whyNot(access));
        print(WhoCan.everything(access));
        print(WhoCan.change(
                Manifests.parse(BEFORE),
                Manifests.parse(BEFORE.replace("[get, list, watch]", "[get]")
                        .replace("resourceNames: [registry]", "resourceNames: [registry, signing]"))));

        String page = Pages.read(Pages.ROOT.resolve("docs/guide/access.md"));
        assertThat(printed).allSatisfy(text -> assertThat(page).contains("```\n" + text + "\n```"));
        assertThat(WhoCan.behindAWebhook(access)).isEqualTo(Verdict.PERHAPS);
    }

    @Test
    void a_live_cluster_answers_the_same() {
        try (Sandbox sandbox = Sandbox.start()) {
            Cluster cluster = sandbox.cluster();
            // The controller that adds up what roles aggregate is the Sandbox's too, or the rules are written out.
            cluster.run(Apply.of(
                    Manifests.parse(BEFORE.replace("name: shop-edit}\nsubjects", "name: shop-secrets}\nsubjects")),
                    a -> a.as(Owner.of("example/access"))));

            assertThat(WhoCan.readSecrets(cluster).subjects())
                    .extracting(Object::toString)
                    .contains("Group shop-dev");
            assertThat(WhoCan.now(cluster)).isEqualTo(Verdict.NO);
        }
    }

    private void print(Object what) {
        printed.add(what.toString());
    }
}
