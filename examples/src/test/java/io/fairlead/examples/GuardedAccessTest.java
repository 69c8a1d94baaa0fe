package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide shows of guarded changes of access is what is printed. */
class GuardedAccessTest {

    private static final String SHOP = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            """;

    private static final String READERS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {namespace: shop, name: reader}
            rules:
            - {verbs: [get], apiGroups: [""], resources: [pods]}
            - {verbs: [create], apiGroups: [""], resources: [configmaps], resourceNames: [settings]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {namespace: shop, name: readers}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: Group, name: shop-dev, apiGroup: rbac.authorization.k8s.io}]
            """;

    private final List<String> printed = new ArrayList<>();

    @Test
    void prints() {
        try (Sandbox sandbox = Sandbox.start()) {
            Cluster cluster = sandbox.cluster();
            sandbox.client().resource(SHOP).create();

            printed.add(warnings(cluster, READERS));
            assertThat(cluster.attempt(GuardedAccess.grant(cluster, Manifests.parse(READERS))))
                    .isInstanceOf(Outcome.Done.class);

            String wider = READERS.replace("resources: [pods]", "resources: [pods, secrets]");
            Outcome<?> refused = cluster.attempt(GuardedAccess.grant(cluster, Manifests.parse(wider)));
            printed.add(((Outcome.Refused<?>) refused).cause().getMessage());
        }
        String page = Pages.read(Pages.ROOT.resolve("docs/guide/access.md"));
        assertThat(printed).allSatisfy(text -> assertThat(page).contains("```\n" + text + "\n```"));
    }

    private static String warnings(Cluster cluster, String manifests) {
        String text = cluster.plan(GuardedAccess.grant(cluster, Manifests.parse(manifests)))
                .toString();
        return text.lines()
                .filter(line -> line.startsWith("  !"))
                .map(String::strip)
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
    }
}
