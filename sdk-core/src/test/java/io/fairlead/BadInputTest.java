package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Immutable;
import io.fairlead.failure.Invalid;
import io.fairlead.failure.InvalidManifest;
import io.fairlead.failure.InvalidSpec;
import io.fairlead.failure.NamespaceMissing;
import io.fairlead.failure.QuotaExceeded;
import io.fairlead.failure.TooLarge;
import io.fairlead.failure.UnknownKind;
import io.fairlead.failure.WebhookFailed;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What users and clusters refuse: each a typed failure whose message says what to do, and nothing left half done. */
class BadInputTest extends FaultyPlane {

    /** Refused by plan and run with the same words, nothing written. */
    private void refused(Operation<?> operation, Class<? extends Throwable> type, String message) {
        refused(cluster(), operation, type, message);
    }

    private void refused(Cluster cluster, Operation<?> operation, Class<? extends Throwable> type, String message) {
        ClusterSnapshot before = snapshot();
        assertThatThrownBy(() -> cluster.plan(operation)).isInstanceOf(type).hasMessage(message);
        Outcome<?> outcome = told(cluster.attempt(operation));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(type).hasMessage(message);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }

    @Test
    void malformed_yaml_is_told_with_file_line_and_column() {
        assertThatThrownBy(() -> Manifests.parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web\ndata: {}\n"))
                .isInstanceOf(InvalidManifest.class)
                .hasMessage("""
                        Tried to read manifests from text.
                        text:4:5: no YAML: expected ',' or '}', but got :.
                        Check indentation and quotes around that place.""");
    }

    @Test
    void an_object_twice_in_one_set_is_refused_with_both_places() {
        String web = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n";
        assertThatThrownBy(() -> Manifests.parse(web + "---\n" + web))
                .isInstanceOf(InvalidManifest.class)
                .hasMessage("""
                        Tried to read manifests from text.
                        text:6: ConfigMap web is there twice, first in text:1.
                        Keep one of them.""");
    }

    @Test
    void an_object_twice_in_one_batch_is_refused() {
        refused(apply(configMap("web", "key", "one"), configMap("web", "key", "two")), InvalidSpec.class, """
                        Tried to apply 2 objects as fairlead/shop.
                        The field .metadata.name names ConfigMap %s/web for the second time.
                        Expected each object once in a batch.""".formatted(
                        namespace));
    }

    @Test
    void an_unknown_field_is_named() {
        Map<String, Object> web = new LinkedHashMap<>(deployment("web", 1, "registry.example/web:1"));
        Map<String, Object> spec = new LinkedHashMap<>(cast(web.get("spec")));
        spec.put("replica", 3);
        web.put("spec", spec);
        refused(apply(web), Invalid.class, """
                        Tried to apply Deployment %s/web as fairlead/shop.
                        The API server finds it invalid: .spec.replica: field not declared in schema.
                        Correct these fields, then run it again.""".formatted(namespace));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void an_unknown_kind_is_told_with_the_nearest() {
        refused(apply(object("apps/v1", "Deploymnet", "web", "spec", Map.of())), UnknownKind.class, """
                        Tried to find out where apps/v1 Deploymnet is served.
                        The cluster does not serve apps/v1 Deploymnet.
                        Nearest: apps/v1 Deployment. Check apiVersion and kind, or install its CustomResourceDefinition first.""");
    }

    @Test
    void an_invalid_name_is_told() {
        refused(apply(configMap("Web_1", "key", "value")), InvalidSpec.class, """
                        Tried to apply ConfigMap Web_1 as fairlead/shop.
                        The field .metadata.name is "Web_1", which is no name for a ConfigMap.
                        Expected at most 253 lowercase letters, digits, '-' and '.', beginning and ending with a letter or digit, such as "web-1".""".formatted(namespace));
    }

    @Test
    void a_config_map_of_3_mb_is_told_to_be_too_large() {
        refused(apply(configMap("web", "key", "x".repeat(3_000_000))), InvalidSpec.class, """
                        Tried to apply ConfigMap web as fairlead/shop.
                        The field .data holds 2930 KiB.
                        Expected at most 1024 KiB in one ConfigMap: split it, or keep it elsewhere.""".formatted(namespace));
    }

    @Test
    void a_definition_of_2_mb_is_told_to_be_too_large() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            properties.put("field" + i, Map.of("type", "string", "description", "x".repeat(10_000)));
        }
        Map<String, Object> definition = object(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "bigs.example.com",
                "spec",
                Map.of(
                        "group",
                        "example.com",
                        "scope",
                        "Namespaced",
                        "names",
                        Map.of("plural", "bigs", "singular", "big", "kind", "Big", "listKind", "BigList"),
                        "versions",
                        List.of(Map.of(
                                "name",
                                "v1",
                                "served",
                                true,
                                "storage",
                                true,
                                "schema",
                                Map.of("openAPIV3Schema", Map.of("type", "object", "properties", properties))))));
        Outcome<Applied> outcome = told(cluster().attempt(apply(definition)));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(TooLarge.class).hasMessage("""
                        Tried to apply CustomResourceDefinition bigs.example.com as fairlead/shop.
                        It is too large for the cluster: etcdserver: request is too large.
                        Split it: a request may have 3 MiB, an object in etcd 1.5 MiB, a ConfigMap or Secret 1 MiB of data.""");
    }

    @Test
    void a_missing_namespace_is_named() {
        Map<String, Object> lost = configMap("web", "key", "value");
        cast(lost.get("metadata")).put("namespace", "nowhere");
        refused(apply(lost), NamespaceMissing.class, """
                        Tried to apply ConfigMap nowhere/web as fairlead/shop.
                        Namespace nowhere does not exist.
                        Create the namespace first, in the same operation if you like.""");
    }

    @Test
    void what_is_forbidden_is_told_with_the_rule_that_is_missing() {
        Cluster bob = Cluster.using(plane.client("bob"), options -> options.namespace(namespace));
        Outcome<Applied> outcome = told(bob.attempt(apply(configMap("web", "key", "value"))));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(Forbidden.class).hasMessage("""
                        Tried to read ConfigMap %1$s/web.
                        User "bob" may not get configmaps in namespace %1$s.
                        Grant it by a Role in namespace %1$s with the rule {apiGroups: [""], resources: ["configmaps"], verbs: ["get"]}.""".formatted(namespace));
    }

    @Test
    void a_field_of_another_owner_is_a_conflict_that_names_owner_and_field_and_can_be_taken_over() {
        Cluster cluster = cluster();
        cluster.run(work -> work.apply(Batch.ofTrees(Owner.of("argo"), List.of(configMap("web", "key", "theirs")))));
        ClusterSnapshot before = snapshot();
        refused(apply(configMap("web", "key", "ours")), Conflict.class, """
                        Tried to apply ConfigMap %s/web as fairlead/shop.
                        argo owns .data.key.
                        Leave these fields out, or say takingOver() to take them over; undo gives them back.""".formatted(namespace));

        Outcome<Applied> taken = told(cluster.attempt(work -> work.apply(
                Batch.ofTrees(OWNER, List.of(configMap("web", "key", "ours"))).takingOver())));
        assertThat(taken.isDone()).isTrue();
        takeBack(cluster, taken);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }

    @Test
    void an_object_on_its_way_out_takes_nothing_new() {
        plane.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace(namespace)
                        .addToFinalizers("example.com/held")
                        .endMetadata()
                        .build())
                .create();
        plane.client().configMaps().inNamespace(namespace).withName("web").delete();

        refused(apply(configMap("web", "key", "value")), BeingDeleted.class, """
                        Tried to apply ConfigMap %1$s/web as fairlead/shop.
                        ConfigMap %1$s/web is being deleted and takes nothing new.
                        Wait until it is gone, then run it again; finalizers may hold it.""".formatted(namespace));
        plane.client().configMaps().inNamespace(namespace).withName("web").edit(map -> {
            map.getMetadata().setFinalizers(List.of());
            return map;
        });
    }

    @Test
    void an_object_that_is_made_anew_between_read_and_write_is_not_touched() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "old")));
        proxy.once(call -> call.writes("/configmaps/web"), Fault.meanwhile(() -> {
            plane.client().configMaps().inNamespace(namespace).withName("web").delete();
            plane.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("web")
                            .withNamespace(namespace)
                            .endMetadata()
                            .addToData("key", "another")
                            .build())
                    .create();
        }));

        Outcome<Applied> outcome = told(cluster.attempt(work -> work.apply(
                Batch.ofTrees(OWNER, List.of(configMap("web", "key", "new"))).takingOver())));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(Changed.class).hasMessage("""
                        Tried to apply ConfigMap %1$s/web as fairlead/shop.
                        The ConfigMap %1$s/web that was read is gone or was replaced by another.
                        Read it again and decide anew.""".formatted(namespace));
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getData())
                .containsEntry("key", "another");
    }

    @Test
    void an_immutable_field_is_named_and_the_object_replaced_only_when_allowed() {
        Cluster cluster = cluster();
        Map<String, Object> first = configMap("web", "key", "old");
        first.put("immutable", true);
        cluster.run(apply(first));
        ClusterSnapshot before = snapshot();
        Map<String, Object> second = configMap("web", "key", "new");
        second.put("immutable", true);
        refused(apply(second), Immutable.class, """
                        Tried to apply ConfigMap %s/web as fairlead/shop.
                        data cannot be changed after creation.
                        Leave it as it is, or allow the object to be replaced (deleted and created again).""".formatted(namespace));

        Operation<Applied> replace =
                work -> work.apply(Batch.ofTrees(OWNER, List.of(second)).replacing());
        assertThat(cluster.plan(replace).preview().text()).contains("± ConfigMap " + namespace + "/web");
        Outcome<Applied> outcome = told(cluster.attempt(replace));
        assertThat(outcome.isDone()).isTrue();
        takeBack(cluster, outcome);
        List<String> web = List.of("/web");
        assertThat(snapshot().madeAnew(web)).isEqualTo(before.madeAnew(web));
    }

    @Test
    void a_webhook_that_is_down_is_named() {
        String name = "down-" + namespace;
        plane.client()
                .resource(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addNewWebhook()
                        .withName("policy.example.com")
                        .withAdmissionReviewVersions("v1")
                        .withSideEffects("None")
                        .withFailurePolicy("Fail")
                        .withTimeoutSeconds(2)
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
                        .endNamespaceSelector()
                        .addNewRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withResources("configmaps")
                        .withOperations("*")
                        .endRule()
                        .withNewClientConfig()
                        .withUrl("https://127.0.0.1:1/validate")
                        .endClientConfig()
                        .endWebhook()
                        .build())
                .create();
        try {
            // The server asks its webhooks from a moment after they were stored.
            assertThat(isAsked()).isTrue();
            // With a journal the webhook would stand before its record first: a ConfigMap too.
            refused(
                    cluster(ClusterOptions::withoutJournal),
                    apply(configMap("web", "key", "value")),
                    WebhookFailed.class,
                    """
                        Tried to apply ConfigMap %s/web as fairlead/shop.
                        The API server could not ask the webhook policy.example.com: Post "https://127.0.0.1:1/validate?timeout=2s": dial tcp 127.0.0.1:1: connect: connection refused.
                        Nothing was stored. See that the webhook's Service has ready endpoints, then run it again.""".formatted(namespace));
        } finally {
            plane.client()
                    .admissionRegistration()
                    .v1()
                    .validatingWebhookConfigurations()
                    .withName(name)
                    .delete();
        }
    }

    private boolean isAsked() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try {
                plane.client()
                        .resource(new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName("probe")
                                .withNamespace(namespace)
                                .endMetadata()
                                .build())
                        .dryRun()
                        .create();
            } catch (io.fabric8.kubernetes.client.KubernetesClientException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_quota_that_is_used_up_is_told_with_its_numbers() {
        plane.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("few")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/configmaps", io.fabric8.kubernetes.api.model.Quantity.parse("2"))
                        .endSpec()
                        .build())
                .create();
        Cluster cluster = cluster(ClusterOptions::withoutJournal);
        cluster.run(work -> work.await(
                Ref.of(ResourceQuota.class, namespace + "/few"),
                "its use",
                quota -> quota.text("status", "used", "count/configmaps"),
                Duration.ofSeconds(30)));
        ClusterSnapshot before = snapshot();

        Outcome<Applied> outcome =
                told(cluster.attempt(apply(configMap("one", "key", "value"), configMap("two", "key", "value"))));
        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        assertThat(cause(outcome)).isInstanceOf(QuotaExceeded.class);
        assertThat(cause(outcome).getMessage()).endsWith("""

                        ResourceQuota few does not allow it: count/configmaps (1 requested, 2 of 2 used).
                        Ask for less, free some, or have the quota raised.""");
        takeBack(cluster, outcome);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }
}
