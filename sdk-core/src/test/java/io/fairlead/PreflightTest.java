package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Operation;
import io.fairlead.plan.Preview;
import io.fairlead.resource.Permission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plan says what an account must be allowed, which of it the caller lacks, and whose next sync takes its changes back. */
class PreflightTest extends FaultyPlane {

    private void bind(String account, HasMetadata role) {
        plane.client().resource(role).create();
        plane.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(role.getMetadata().getName())
                        .endMetadata()
                        .withNewRoleRef(
                                "rbac.authorization.k8s.io",
                                "Role",
                                role.getMetadata().getName())
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName(account)
                        .withNamespace(namespace)
                        .endSubject()
                        .build())
                .create();
    }

    @Test
    void what_the_caller_lacks_is_the_least_role_that_runs_it() {
        cluster().run(apply(configMap("web", "key", "value"), configMap("old", "key", "value")));
        plane.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("robot")
                        .endMetadata()
                        .build())
                .create();
        // Dry runs take the permission to write: this one may write what it wants to change, and not read it in a list.
        bind(
                "robot",
                new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("some")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withVerbs("get", "patch", "create")
                        .endRule()
                        .build());
        Operation<Applied> change = apply(configMap("web", "key", "new"), configMap("made", "key", "value"));
        Operation<Void> waits = Operation.doing(work -> {
            work.perform(change);
            work.await(
                    io.fairlead.resource.Ref.of(io.fabric8.kubernetes.api.model.ConfigMap.class, "made"),
                    io.fairlead.resource.Until.ready(),
                    java.time.Duration.ofMinutes(1));
        });
        try (KubernetesClient robot = plane.clientOf(namespace, "robot");
                Cluster theirs = Cluster.using(robot, options -> options.namespace(namespace))) {
            Preview preview = theirs.plan(waits).preview();
            assertThat(preview.permissions().lacking().orElseThrow())
                    .isNotEmpty()
                    .allMatch(permission -> permission.verb().equals("watch")
                            || permission.verb().equals("list"));
            assertThat(preview.permissions().toString()).contains("  (lacking)");
            plane.client()
                    .rbac()
                    .roles()
                    .inNamespace(namespace)
                    .withName("some")
                    .delete();
            List<HasMetadata> roles = preview.permissions().roles("least");
            assertThat(roles).singleElement();
            bind("robot", roles.get(0));
            Preview again = awaitPlan(theirs, waits);
            assertThat(again.permissions().lacking().orElseThrow()).isEmpty();
            assertThat(again.permissions().needed().stream().map(Permission::verb))
                    .containsAll(preview.permissions().needed().stream()
                            .map(Permission::verb)
                            .toList());
            theirs.run(waits);
        }
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("made")
                        .get())
                .isNotNull();
    }

    /** The authorizer learns of a binding by a watch of its own. */
    private static Preview awaitPlan(Cluster cluster, Operation<?> operation) {
        for (int i = 0; ; i++) {
            try {
                Preview preview = cluster.plan(operation).preview();
                if (preview.permissions().lacking().orElseThrow().isEmpty() || i > 200) {
                    return preview;
                }
            } catch (io.fairlead.failure.Forbidden e) {
                if (i > 200) {
                    throw e;
                }
            }
        }
    }

    private void made(String manager, Map<String, String> labels, Map<String, String> annotations, String name) {
        Map<String, Object> map = configMap(name, "key", "theirs");
        map.put("metadata", Map.of("name", name, "labels", labels, "annotations", annotations));
        cluster()
                .run(work -> work.apply(
                        io.fairlead.operation.Batch.ofTrees(io.fairlead.resource.Owner.of(manager), List.of(map))));
    }

    @Test
    void objects_that_other_tools_keep_are_told_with_the_fields_that_they_take_back() {
        made("argocd-controller", Map.of(), Map.of("argocd.argoproj.io/tracking-id", "shop:/ConfigMap:x/argo"), "argo");
        made("kustomize-controller", Map.of("kustomize.toolkit.fluxcd.io/name", "shop"), Map.of(), "flux");
        made("helm", Map.of("app.kubernetes.io/managed-by", "Helm"), Map.of(), "chart");
        Operation<Applied> change = work -> work.apply(io.fairlead.operation.Batch.ofTrees(
                        OWNER,
                        List.of(
                                object("v1", "ConfigMap", "argo", "data", Map.of("key", "ours", "more", "ours")),
                                configMap("flux", "key", "ours"),
                                configMap("chart", "more", "ours")))
                .takingOver());
        Preview preview = cluster().plan(change).preview();
        assertThat(preview.rewriters().stream().map(Object::toString))
                .containsExactly(
                        "ConfigMap " + namespace + "/argo is kept by Argo CD, whose next sync takes back .data.key",
                        "ConfigMap " + namespace + "/flux is kept by Flux, whose next sync takes back .data.key",
                        "ConfigMap " + namespace + "/chart is kept by Helm");
        assertThat(preview.text()).contains("is kept by Argo CD, whose next sync takes back .data.key");
    }
}
