package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.failure.Forbidden;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.Preview;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
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
        // This one may write what it wants to change and the record of its run, and not read in a list.
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
                        .withVerbs("get", "patch", "create", "update")
                        .endRule()
                        .build());
        Operation<Applied> change = apply(configMap("web", "key", "new"), configMap("made", "key", "value"));
        Operation<Void> waits = Operation.doing(work -> {
            work.perform(change);
            work.await(
                    Ref.of(ConfigMap.class, "made"),
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

    @Test
    void who_may_only_read_sees_the_whole_plan_and_all_that_is_lacking_and_cannot_run_it() {
        cluster()
                .run(apply(
                        configMap("web", "key", "value"),
                        configMap("old", "key", "value"),
                        configMap("gone", "key", "value")));
        plane.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("reader")
                        .endMetadata()
                        .build())
                .create();
        bind(
                "reader",
                new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("read")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("configmaps", "secrets")
                        .withVerbs("get", "list")
                        .endRule()
                        .build());
        Ref old = Ref.of(ConfigMap.class, namespace + "/old");
        Operation<Void> change = Operation.doing(work -> {
            work.perform(apply(configMap("web", "key", "new"), configMap("made", "key", "value")));
            work.amend(old, Amendment.of(edit -> edit.replace("/data/key", "amended")));
            work.delete(Ref.of(ConfigMap.class, namespace + "/gone"));
        });
        try (KubernetesClient reader = plane.clientOf(namespace, "reader");
                Cluster theirs = Cluster.using(reader, options -> options.namespace(namespace))) {
            Plan<Void> plan = readable(theirs, change);
            assertThat(plan.preview().changes())
                    .hasSize(4)
                    .allMatch(planned -> planned.grade()
                            .toString()
                            .contains("you are not allowed to write it, so the server was not asked"));
            assertThat(plan.preview().permissions().lacking().orElseThrow().stream()
                            .map(Permission::verb))
                    .contains("patch", "create", "delete");
            assertThat(plan.toString()).contains("  ! you are not allowed to patch configmaps");

            Outcome<Void> outcome = plan.attempt();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.cause()).isInstanceOf(Forbidden.class));
        }
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getData())
                .containsEntry("key", "value");
    }

    /** Once the authorizer has learned that the account may read. */
    private static <R> Plan<R> readable(Cluster cluster, Operation<R> operation) {
        for (int i = 0; ; i++) {
            try {
                return cluster.plan(operation);
            } catch (Forbidden e) {
                if (i > 200) {
                    throw e;
                }
            }
        }
    }

    /** The authorizer learns of a binding by a watch of its own. */
    private static Preview awaitPlan(Cluster cluster, Operation<?> operation) {
        for (int i = 0; ; i++) {
            try {
                Preview preview = cluster.plan(operation).preview();
                if (preview.permissions().lacking().orElseThrow().isEmpty() || i > 200) {
                    return preview;
                }
            } catch (Forbidden e) {
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

    @Test
    void what_a_verb_changes_of_an_object_that_another_tool_keeps_is_told_too() {
        Map<String, Object> web = deployment("web", 2, "registry.example/web:1");
        web.put("metadata", Map.of("name", "web", "labels", Map.of("argocd.argoproj.io/instance", "shop")));
        cluster()
                .run(work -> work.apply(io.fairlead.operation.Batch.ofTrees(
                        io.fairlead.resource.Owner.of("argocd-controller"), List.of(web))));
        Operation<Integer> scale = work -> work.act(io.fairlead.operation.Acts.scale(
                Ref.of(io.fabric8.kubernetes.api.model.apps.Deployment.class, namespace + "/web"), 3));
        assertThat(cluster().plan(scale).preview().rewriters().stream().map(Object::toString))
                .containsExactly("Deployment " + namespace
                        + "/web is kept by Argo CD, whose next sync takes back .spec.replicas");
    }
}
