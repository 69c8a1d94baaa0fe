package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.failure.BadRecord;
import io.fairlead.failure.NotFound;
import io.fairlead.failure.NotRecorded;
import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.RequestLog;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operations leave in the journal, and what another process and another user can make of it. */
@Testbed
class JournalTest {

    private static final Owner SHOP = Owner.of("fairlead/shop");

    private final List<Cluster> opened = new ArrayList<>();
    private ControlPlane plane;
    private KubernetesClient admin;
    private String namespace;

    @BeforeEach
    void open(ControlPlane controlPlane, KubernetesClient client, TestNamespace testNamespace) {
        plane = controlPlane;
        admin = client;
        namespace = testNamespace.name();
    }

    @AfterEach
    void close() {
        opened.forEach(Cluster::close);
    }

    private Cluster cluster() {
        return cluster(admin, options -> options);
    }

    private Cluster cluster(KubernetesClient client, UnaryOperator<ClusterOptions> more) {
        Cluster cluster = Cluster.using(client, options -> more.apply(options.namespace(namespace)));
        opened.add(cluster);
        return cluster;
    }

    private ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToData("value", value)
                .build();
    }

    private Secret secret(String password) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("password")
                .endMetadata()
                .addToData("password", base64(password))
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Operation<Void> set(String name, String value) {
        return Operation.doing(
                work -> work.apply(Batch.of(SHOP, configMap(name, value)).takingOver()));
    }

    private String value(String name) {
        ConfigMap found =
                admin.configMaps().inNamespace(namespace).withName(name).get();
        return found == null ? "(none)" : found.getData().get("value");
    }

    private JournalEntry only() {
        List<JournalEntry> entries = cluster().journal().list(namespace);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private ConfigMap stored(JournalEntry entry) {
        return admin.configMaps()
                .inNamespace(namespace)
                .withName(entry.id().replaceAll(".*/", ""))
                .get();
    }

    private void allow(String user, PolicyRuleBuilder... rules) {
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(user)
                        .endMetadata()
                        .withRules(List.of(rules).stream()
                                .map(PolicyRuleBuilder::build)
                                .toList())
                        .build())
                .create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(user)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", user)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .create();
    }

    private static PolicyRuleBuilder rule(String resource, String... verbs) {
        return new PolicyRuleBuilder().withApiGroups("").withResources(resource).withVerbs(verbs);
    }

    // ------------------------------------------------------------------ what is kept

    @Test
    void a_wave_takes_one_request_more_and_the_end_another_whatever_its_size() {
        Cluster cluster = cluster();
        cluster.run(set("first", "1"));
        List<ConfigMap> many = IntStream.range(0, 1000)
                .mapToObj(i -> configMap("many-" + i, "1"))
                .toList();

        RequestLog.Mark start = plane.requests().mark();
        cluster.run(Operation.doing(work -> work.apply(Batch.of(SHOP, many))));
        assertThat(plane.requests().since(start).by("admin").writes().all()).hasSize(1002);

        start = plane.requests().mark();
        cluster.run(set("a", "1").then(set("b", "1")).then(set("c", "1")));
        assertThat(plane.requests().since(start).by("admin").writes().all()).hasSize(3 + 4);

        cluster.run(Operation.doing(work -> work.apply(Batch.of(
                SHOP,
                many.stream()
                        .map(one -> configMap(one.getMetadata().getName(), "2"))
                        .toList()))));
        JournalEntry entry = cluster.journal().list(namespace).get(0);
        assertThat(entry.objects()).isEqualTo(1000);
        UndoReport report = cluster().run(cluster().journal().undo(entry.id()));
        assertThat(report.restored()).hasSize(1000);
        assertThat(value("many-999")).isEqualTo("1");
    }

    @Test
    void a_record_is_read_with_kubectl() {
        cluster().run(set("a", "1").named("Release 7 of the shop"));

        ConfigMap record = stored(only());

        assertThat(record.getMetadata().getLabels())
                .containsEntry("fairlead.io/journal", "true")
                .containsEntry("fairlead.io/journal-state", "done")
                .containsEntry("fairlead.io/operation", "release-7-of-the-shop");
        assertThat(record.getMetadata().getAnnotations())
                .containsEntry("fairlead.io/operation", "Release 7 of the shop")
                .containsEntry("fairlead.io/user", "admin")
                .containsEntry("fairlead.io/steps", "1")
                .containsEntry("fairlead.io/objects", "1")
                .containsKeys("fairlead.io/started", "fairlead.io/ended", "fairlead.io/process");
        assertThat(record.getMetadata().getManagedFields().get(0).getManager()).isEqualTo("fairlead/journal");
        assertThat(record.getData().get("record")).contains("\"what\":\"apply ConfigMap " + namespace + "/a\"");
    }

    @Test
    void secret_values_are_kept_in_a_secret_of_their_namespace_and_nowhere_else() {
        admin.resource(secret("old secret")).create();
        admin.resource(configMap("derived", "holds old")).create();
        cluster().run(Operation.doing(work -> {
            String fresh = work.secret("fresh", () -> "fresh-value-7");
            work.apply(Batch.of(SHOP, configMap("plain", "1")));
            work.apply(Batch.of(SHOP, secret("new secret"), configMap("derived", "holds " + fresh))
                    .takingOver());
        }));

        JournalEntry entry = only();
        assertThat(cluster().journal().show(entry.id()))
                .contains(".data.value: \"holds old\" -> \"holds (secret)\"")
                .contains(".data.password: (secret) -> (secret)");
        assertThat(admin.secrets()
                        .inNamespace(namespace)
                        .withLabel("fairlead.io/journal")
                        .list()
                        .getItems())
                .singleElement()
                .satisfies(part -> assertThat(part.getType()).isEqualTo("fairlead.io/journal"));
        assertThat(cluster()
                        .plan(cluster().journal().undo(entry.id()))
                        .preview()
                        .text())
                .contains("holds (secret)")
                .doesNotContain("fresh-value-7");
        assertThat(cluster().run(cluster().journal().undo(entry.id())).kept()).isEmpty();
        assertThat(value("derived")).isEqualTo("holds old");
        assertThat(admin.secrets()
                        .inNamespace(namespace)
                        .withName("password")
                        .get()
                        .getData())
                .containsEntry("password", base64("old secret"));
    }

    @Test
    void a_large_record_is_split_and_whole_again() {
        SplittableRandom random = new SplittableRandom(1);
        List<ConfigMap> before = IntStream.range(0, 12)
                .mapToObj(i -> configMap("large-" + i, noise(random)))
                .toList();
        before.forEach(one -> admin.resource(one).create());
        cluster()
                .run(Operation.doing(work -> work.apply(Batch.of(
                                SHOP,
                                before.stream()
                                        .map(one -> configMap(one.getMetadata().getName(), noise(random)))
                                        .toList())
                        .takingOver())));

        JournalEntry entry = only();
        assertThat(admin.configMaps()
                        .inNamespace(namespace)
                        .withLabel("fairlead.io/journal-record", entry.id().replaceAll(".*/", ""))
                        .list()
                        .getItems())
                .hasSizeGreaterThan(2);
        assertThat(cluster().run(cluster().journal().undo(entry.id())).kept()).isEmpty();
        before.forEach(one -> assertThat(value(one.getMetadata().getName()))
                .isEqualTo(one.getData().get("value")));
    }

    private static String noise(SplittableRandom random) {
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void what_makes_its_own_namespace_is_recorded_in_the_default_one() {
        String own = namespace + "-own";
        cluster().run(Operation.doing(work -> {
            work.apply(
                    new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(own)
                            .endMetadata()
                            .build(),
                    SHOP);
            ConfigMap inside = configMap("inside", "1");
            inside.getMetadata().setNamespace(own);
            work.apply(inside, SHOP);
        }));

        JournalEntry entry = only();
        cluster().run(cluster().journal().undo(entry.id()));
        assertThat(admin.namespaces().withName(own).get())
                .satisfiesAnyOf(
                        gone -> assertThat(gone).isNull(),
                        going -> assertThat(going.getMetadata().getDeletionTimestamp())
                                .isNotNull());
    }

    @Test
    void ended_records_are_pruned_by_count_and_age_and_unfinished_ones_are_not() {
        for (int i = 0; i < 4; i++) {
            cluster().run(set("a", "" + i));
        }
        List<JournalEntry> entries = cluster().journal().list(namespace);
        admin.configMaps()
                .inNamespace(namespace)
                .withName(entries.get(3).id().replaceAll(".*/", ""))
                .edit(record -> new ConfigMapBuilder(record)
                        .editMetadata()
                        .addToLabels("fairlead.io/journal-state", "stuck")
                        .endMetadata()
                        .build());

        cluster(admin, options -> options.journal(journal -> journal.keep(1)))
                .journal()
                .prune();
        assertThat(cluster().journal().list(namespace).stream().map(JournalEntry::id))
                .containsExactly(entries.get(0).id(), entries.get(3).id());
        cluster(admin, options -> options.journal(journal -> journal.age(Duration.ZERO)))
                .journal()
                .prune();
        assertThat(cluster().journal().list(namespace).stream().map(JournalEntry::state))
                .containsExactly(State.STUCK);
    }

    // ------------------------------------------------------------------ who may what

    @Test
    void without_the_right_to_record_the_plan_says_so_and_nothing_is_written() {
        allow("bob", rule("configmaps", "get", "list", "patch"), rule("secrets", "get", "list", "patch", "create"));
        Operation<Void> operation = Operation.doing(work -> work.apply(secret("new"), SHOP));
        KubernetesClient bob = plane.client("bob");

        assertThat(cluster(bob, options -> options).plan(operation).preview().text())
                .contains("  ! you are not allowed to create configmaps in namespace " + namespace);
        Outcome<Void> outcome = cluster(bob, options -> options).attempt(operation);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(outcome::orThrow)
                .isInstanceOf(NotRecorded.class)
                .hasMessage("Tried to record an operation in the journal before writing.\n"
                        + "User \"bob\" may not create configmaps in namespace " + namespace + ".\n"
                        + "Grant it by a Role in namespace " + namespace
                        + " with the rule {apiGroups: [\"\"], resources: [\"configmaps\"], verbs: [\"create\"]}. "
                        + "Or run without a journal: ClusterOptions.withoutJournal(); a process that dies then leaves what"
                        + " it wrote.");
        assertThat(admin.secrets().inNamespace(namespace).withName("password").get())
                .isNull();

        Cluster unrecorded = cluster(bob, ClusterOptions::withoutJournal);
        assertThat(unrecorded.plan(operation).preview().text()).doesNotContain("not allowed");
        unrecorded.run(operation);
        assertThat(admin.secrets().inNamespace(namespace).withName("password").get())
                .isNotNull();
        assertThat(cluster().journal().list(namespace)).isEmpty();
    }

    @Test
    void of_another_accounts_record_only_what_the_objects_confirm_is_believed() {
        allow("alice", rule("configmaps", "get", "list", "patch", "create", "update", "delete"));
        admin.resource(configMap("changed", "1")).create();
        admin.resource(configMap("deleted", "1")).create();
        cluster(plane.client("alice"), options -> options)
                .run(set("changed", "2")
                        .then(set("made", "2"))
                        .then(Operation.doing(work -> work.delete(Ref.of(ConfigMap.class, namespace + "/deleted")))));
        JournalEntry entry = only();
        assertThat(entry.user()).isEqualTo("alice");

        assertThat(cluster()
                        .plan(cluster().journal().undo(entry.id()))
                        .preview()
                        .text())
                .contains("ConfigMap " + namespace
                        + "/deleted: stays as it is: only the record says how it was, and alice"
                        + " wrote that, not you: undo(id, u -> u.asking(...)) asks");
        UndoReport careful = cluster().run(cluster().journal().undo(entry.id()));
        assertThat(careful.kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.ref().name()).isEqualTo("deleted"));
        assertThat(List.of(value("changed"), value("made"), value("deleted"))).containsExactly("1", "(none)", "(none)");
        assertThat(only().state()).isEqualTo(State.STUCK);

        List<String> asked = new ArrayList<>();
        UndoReport confirmed = cluster()
                .run(cluster()
                        .journal()
                        .undo(
                                entry.id(),
                                choices -> choices.asking(question -> {
                                    asked.add(question);
                                    return true;
                                })));
        assertThat(confirmed.kept()).isEmpty();
        assertThat(asked)
                .containsExactly("The record " + entry.id()
                        + " was written by alice. Only it says how these were; take them back as it says?\n  delete ConfigMap "
                        + namespace + "/deleted");
        assertThat(value("deleted")).isEqualTo("1");
        assertThat(only().state()).isEqualTo(State.UNDONE);
    }

    @Test
    void what_was_done_irrevocably_is_taken_back_from_no_record() {
        admin.resource(configMap("mends-itself", "old")).create();
        cluster().run(Operation.doing(work -> {
            work.apply(Batch.of(SHOP, configMap("web", "first")));
            work.irrevocably(
                    Operation.doing(inner -> inner.delete(Ref.of(ConfigMap.class, namespace + "/mends-itself"))));
            work.apply(Batch.of(SHOP, configMap("web", "second")));
        }));
        JournalEntry last = cluster().journal().list(namespace).get(0);

        UndoReport report = cluster().run(cluster().journal().undo(last.id()));

        assertThat(report.complete()).isTrue();
        assertThat(value("web")).isEqualTo("(none)");
        assertThat(value("mends-itself")).isEqualTo("(none)");
    }

    @Test
    void external_steps_are_found_by_name_and_missing_ones_named() {
        List<String> done = new ArrayList<>();
        ExternalStep<Void> step = ExternalStep.of("page off", () -> done.add("off"), "page on", () -> done.add("on"));
        cluster().run(Operation.doing(work -> {
            work.external(step);
            work.apply(configMap("a", "1"), SHOP);
        }));
        JournalEntry entry = only();

        UndoReport without = cluster().run(cluster().journal().undo(entry.id()));
        assertThat(without.kept().get(0))
                .hasToString("Step page off: the step that takes it back, \"page on\", is not at hand: give it to"
                        + " undo(id, steps)");
        assertThat(cluster()
                        .run(cluster().journal().undo(entry.id(), List.of(step)))
                        .kept())
                .isEmpty();
        assertThat(done).containsExactly("off", "on");
    }

    // ------------------------------------------------------------------ bad records

    private void edited(JournalEntry entry, UnaryOperator<ConfigMap> edit) {
        admin.configMaps()
                .inNamespace(namespace)
                .withName(entry.id().replaceAll(".*/", ""))
                .edit(record -> {
                    ConfigMap changed = edit.apply(record);
                    changed.getMetadata()
                            .setResourceVersion(record.getMetadata().getResourceVersion());
                    return changed;
                });
    }

    private void refused(JournalEntry entry, String message) {
        RequestLog.Mark start = plane.requests().mark();
        assertThatThrownBy(() -> cluster().run(cluster().journal().undo(entry.id())))
                .isInstanceOf(BadRecord.class)
                .hasMessage(message);
        assertThat(plane.requests()
                        .since(start)
                        .by("admin")
                        .writes()
                        .in(namespace)
                        .all())
                .isEmpty();
        assertThat(value("a")).isEqualTo("1");
    }

    @Test
    void a_record_that_is_cut_edited_newer_or_of_another_cluster_is_refused_in_words() {
        cluster().run(set("a", "1"));
        JournalEntry entry = only();
        ConfigMap whole = stored(entry);

        edited(
                entry,
                record -> new ConfigMapBuilder(record).withBinaryData(Map.of()).build());
        refused(
                entry,
                "Tried to read the record " + entry.id() + ".\nIt is cut: step 1 is not in ConfigMap " + entry.id()
                        + ".\nNothing was written. What it told of has to be looked at by hand.");

        String key = whole.getBinaryData().keySet().iterator().next();
        edited(
                entry,
                record -> new ConfigMapBuilder(record)
                        .withBinaryData(Map.of(key, base64("something else")))
                        .build());
        refused(
                entry,
                "Tried to read the record " + entry.id()
                        + ".\nIt was changed by hand or damaged: the checksum of step 1 does not fit.\nNothing was written."
                        + " Restore the object as it was, or delete it if nobody needs it.");

        String index = whole.getData().get("record");
        edited(
                entry,
                record -> new ConfigMapBuilder(whole)
                        .addToData("record", index.replace("\"version\":2", "\"version\":3"))
                        .build());
        refused(
                entry,
                "Tried to read the record " + entry.id()
                        + ".\nIt is of version 3, and this Fairlead knows versions up to 2.\nNothing was written. Use the"
                        + " Fairlead that wrote it, or a newer one.");

        admin.resource(whole).delete();
        whole.getMetadata().setResourceVersion(null);
        String copy = admin.resource(whole).create().getMetadata().getUid();
        refused(
                entry,
                "Tried to use the record " + entry.id()
                        + ".\nIt was copied here, from another cluster or from a backup: the record that was written had uid "
                        + whole.getMetadata().getUid() + ", this object has uid " + copy
                        + ".\nNothing was written. Use the record where it was written.");

        assertThatThrownBy(() -> cluster().journal().show(namespace + "/nothing"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("read the record " + namespace + "/nothing");
    }

    private static String sha256(String text) {
        try {
            byte[] sum =
                    java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(sum);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_gone_or_changed_since_is_left_alone_and_named() {
        admin.resource(configMap("gone", "1")).create();
        admin.resource(configMap("changed", "1")).create();
        cluster().run(set("gone", "2").then(set("changed", "2")));
        JournalEntry entry = only();
        admin.configMaps().inNamespace(namespace).withName("gone").delete();
        admin.configMaps()
                .inNamespace(namespace)
                .withName("changed")
                .edit(one -> new ConfigMapBuilder(one).addToData("value", "3").build());

        UndoReport report = cluster().run(cluster().journal().undo(entry.id()));

        assertThat(report.kept().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "ConfigMap " + namespace + "/gone: it was deleted since",
                        "ConfigMap " + namespace + "/changed .data.value: fabric8-kubernetes-client owns it now");
        assertThat(value("changed")).isEqualTo("3");
    }

    @Test
    void the_run_that_is_taken_over_by_an_undo_writes_nothing_more() {
        Cluster slow = cluster();
        List<UndoReport> reports = new ArrayList<>();
        Outcome<Void> outcome = slow.attempt(Operation.doing(work -> {
            work.apply(configMap("a", "1"), SHOP);
            assertThatThrownBy(() -> cluster().run(cluster().journal().undo(only().id())))
                    .isInstanceOf(BadRecord.class)
                    .hasMessageContaining("Its operation still runs, as process ");
            // As seen from another host, where nobody can tell whether the process lives.
            edited(only(), record -> {
                String index =
                        record.getData().get("record").replaceAll("\"host\":\"[^\"]*\"", "\"host\":\"elsewhere\"");
                return new ConfigMapBuilder(record)
                        .addToData("record", index)
                        .addToData("record.sha256", sha256(index))
                        .build();
            });
            reports.add(cluster().run(cluster().journal().undo(only().id())));
            work.apply(configMap("b", "1"), SHOP);
        }));

        assertThat(reports.get(0).kept()).isEmpty();
        assertThatThrownBy(outcome::orThrow)
                .isInstanceOf(NotRecorded.class)
                .hasMessageContaining("was taken over: by undo by admin on ");
        assertThat(List.of(value("a"), value("b"))).containsExactly("(none)", "(none)");
    }
}
