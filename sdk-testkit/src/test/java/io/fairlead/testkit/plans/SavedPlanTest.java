package io.fairlead.testkit.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.Cluster;
import io.fairlead.RunReport;
import io.fairlead.SavedPlan;
import io.fairlead.failure.Misuse;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.BadPlan;
import io.fairlead.plan.GuardFailed;
import io.fairlead.plan.PlanDrifted;
import io.fairlead.testkit.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are kept as text: read back whole, run by another process with other habits, refused when they no longer fit. */
class SavedPlanTest {

    private static final String SECRET = "correct-horse-battery-staple";

    private Sandbox sandbox;
    private Cluster cluster;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        sandbox = Sandbox.start();
        cluster = sandbox.cluster();
        cluster.run(Apply.of(Manifests.parse("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: old, namespace: default}
                data: {k: v}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: registry.example/web:1.0}]}
                """), apply -> apply.untilReady(Duration.ofMinutes(1))));
    }

    @AfterEach
    void close() {
        cluster.close();
        sandbox.close();
    }

    private Operation<?> settings(String value) {
        return Apply.of(Manifests.parse(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: default}, data: {k: " + value
                        + "}}"));
    }

    private String elsewhere(List<String> habits, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(habits);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), PlanElsewhere.class.getName()));
        command.addAll(List.of(sandbox.url(), sandbox.token("kubernetes-admin", "system:masters")));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return told;
    }

    @Test
    void a_plan_is_read_back_whole() {
        Plan<String> plan = cluster.plan(PlanElsewhere.operation());
        SavedPlan saved = SavedPlan.parse(plan.toJson());
        assertThat(saved.preview()).isEqualTo(plan.preview());
        assertThat(saved.preview().text()).isEqualTo(plan.preview().text());
        assertThat(saved).hasToString(plan.toString());
        assertThat(saved.hash()).isEqualTo(plan.hash());
        assertThat(plan.toJson()).isEqualTo(plan.toJson()).doesNotContain("key-", "sum-of-");
        assertThat(plan.preview().text()).contains("known only when it runs", "(secret)", "İkinci:");
    }

    @Test
    void a_plan_is_run_by_processes_of_another_language_time_zone_and_encoding() throws Exception {
        Path file = folder.resolve("plan.json");
        Plan<String> plan = cluster.plan(PlanElsewhere.operation());
        Files.writeString(file, plan.toJson());
        List<String> turkish = List.of(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kolkata",
                "-Dfile.encoding=ISO-8859-9");
        List<String> arabic = List.of(
                "-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Pacific/Apia", "-Dfile.encoding=UTF-16");

        SavedPlan theirs = SavedPlan.parse(elsewhere(turkish));
        assertThat(theirs.preview().text().replaceAll("\\.data\\.(at|port).*", ""))
                .isEqualTo(plan.preview().text().replaceAll("\\.data\\.(at|port).*", ""));

        assertThat(elsewhere(turkish, file.toString())).contains("\"end\":\"done\",\"exitCode\":0");
        assertThat(cluster.query(work -> work.get(ConfigMap.class, "default/made"))
                        .getData()
                        .get("sum"))
                .startsWith("sum-of-key-");
        assertThat(elsewhere(arabic, file.toString())).contains("\"end\":\"drifted\",\"exitCode\":11");
    }

    @Test
    void what_is_no_longer_the_approved_effect_is_refused_with_the_difference_and_the_new_plan() {
        cluster.run(settings("one"));
        SavedPlan saved = SavedPlan.parse(cluster.plan(settings("two")).toJson());
        sandbox.client()
                .configMaps()
                .inNamespace("default")
                .withName("settings")
                .edit(map -> new ConfigMapBuilder(map)
                        .editMetadata()
                        .addToLabels("foreign", "label")
                        .endMetadata()
                        .build());
        // What the operation does not write is not its effect.
        Outcome<?> done = cluster.attempt(settings("two"), saved);
        assertThat(done.isDone()).isTrue();

        assertThatThrownBy(() -> cluster.run(settings("three"), saved))
                .isInstanceOfSatisfying(
                        PlanDrifted.class,
                        drifted -> assertThat(drifted.now().text()).contains(".data.k: \"two\" -> \"three\""))
                .hasMessage("""
                        Tried to run the plan of apply.
                        Its effect is no longer the one shown: apply ConfigMap default/settings would update (~ .data.k: "two" -> "three") \
                        instead of update (~ .data.k: "one" -> "two").
                        Look at the new plan (now()), and run that one.""");
        RunReport report = RunReport.of(cluster.attempt(settings("three"), saved));
        assertThat(report.exitCode()).isEqualTo(11);
        assertThat(report.details()).singleElement().asString().contains("instead of update");
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_in_words_and_nothing_is_written() {
        String json = cluster.plan(settings("one")).toJson();
        assertThat(SavedPlan.parse("  " + json + "\n").hash()).isNotEmpty();

        for (String cut : List.of("", json.substring(0, json.length() / 2), "[]", "{}", "no plan", "null")) {
            assertThatThrownBy(() -> SavedPlan.parse(cut))
                    .as(cut)
                    .isInstanceOf(BadPlan.class)
                    .hasMessage("""
                            Tried to read a saved plan.
                            It is cut, or no plan.
                            Nothing was written. Plan again, and have that plan approved.""");
        }
        assertThatThrownBy(() -> SavedPlan.parse(json.replace("\"one\"", "\"two\"")))
                .isInstanceOf(BadPlan.class)
                .hasMessage("""
                        Tried to read a saved plan.
                        It was changed by hand or damaged: its checksum does not fit.
                        Nothing was written. Plan again, and have that plan approved.""");
        assertThatThrownBy(() -> SavedPlan.parse(json.replace("\"version\":1", "\"version\":7")))
                .isInstanceOf(BadPlan.class)
                .hasMessage("""
                        Tried to read a saved plan.
                        It is of version 7, and this Fairlead knows versions up to 1.
                        Nothing was written. Run it by the Fairlead that wrote it, or a newer one.""");
        assertThat(sandbox.client()
                        .configMaps()
                        .inNamespace("default")
                        .withName("settings")
                        .get())
                .isNull();
    }

    @Test
    void a_plan_of_another_cluster_is_refused() {
        SavedPlan saved = SavedPlan.parse(cluster.plan(settings("one")).toJson());
        try (Sandbox other = Sandbox.start();
                Cluster there = other.cluster()) {
            assertThatThrownBy(() -> there.run(settings("one"), saved))
                    .isInstanceOf(BadPlan.class)
                    .hasMessageStartingWith("Tried to run the saved plan of apply.\nIt was made for the cluster at ")
                    .hasMessageEndingWith("Nothing was written. Run it where it was made, or plan here.");
            Outcome<?> refused = there.attempt(settings("one"), saved);
            assertThat(refused).isInstanceOf(Outcome.Refused.class);
            assertThat(RunReport.of(refused).exitCode()).isEqualTo(13);
            assertThat(other.client()
                            .configMaps()
                            .inNamespace("default")
                            .withName("settings")
                            .get())
                    .isNull();
        }
    }

    @Test
    void a_saved_plan_is_the_same_cluster_by_another_address() {
        SavedPlan saved = SavedPlan.parse(cluster.plan(settings("one")).toJson());
        var config = sandbox.config();
        config.setMasterUrl(config.getMasterUrl().replace("127.0.0.1", "localhost"));
        config.setTrustCerts(true);
        config.setDisableHostnameVerification(true);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Cluster there = Cluster.using(client)) {
            assertThat(there.attempt(settings("one"), saved).isDone()).isTrue();
        }
    }

    @Test
    void reports_tell_how_plans_and_runs_end() {
        assertThat(RunReport.of(cluster.plan(settings("one"))).exitCode()).isEqualTo(2);
        assertThat(RunReport.of(cluster.attempt(settings("one"))).toJson())
                .isEqualTo(
                        "{\"version\":1,\"end\":\"done\",\"exitCode\":0,\"changed\":[\"ConfigMap default/settings\"],"
                                + "\"details\":[]}");
        assertThat(RunReport.of(cluster.plan(settings("one"))).end()).isEqualTo(RunReport.End.NOTHING_TO_DO);
        Operation<Void> failing = Operation.doing(work -> {
            work.perform(settings("two"));
            throw work.abort("the price list is missing");
        });
        assertThat(RunReport.of(cluster.attempt(failing.undoOnFailure())).toJson())
                .contains("\"end\":\"undone\",\"exitCode\":20", "\"type\":\"Aborted\"", "the price list is missing");
        assertThat(RunReport.of(cluster.attempt(failing)).toJson())
                .contains("\"end\":\"stuck\",\"exitCode\":30", "apply ConfigMap default/settings");
    }

    @Test
    void a_secret_that_a_plan_was_told_as_a_plain_text_stays_out_of_the_file() {
        Operation<Void> careless = Operation.doing(work -> {
            String secret = work.secret("password", () -> SECRET);
            String url = work.once("url", () -> "https://admin:" + secret + "@db.example");
            work.apply(Batch.ofTrees(
                    PlanElsewhere.OWNER,
                    List.of(PlanElsewhere.map("ConfigMap", "db", Map.of("data", Map.of("url", url))))));
        });
        assertThat(cluster.plan(careless).toJson()).doesNotContain(SECRET);
    }

    @Test
    void a_guard_that_throws_has_not_agreed() {
        Plan<?> plan = cluster.plan(settings("one")).requiring(preview -> {
            throw new IllegalStateException("no prices");
        });
        Outcome<?> outcome = plan.attempt();
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(plan::run).isInstanceOf(GuardFailed.class).hasMessageMatching("""
                        Tried to ask a guard about the plan of apply\\.
                        The guard threw IllegalStateException at SavedPlanTest.java:\\d+: no prices\\.
                        Mend the guard: it has to allow, warn or refuse\\.""");
    }

    @Test
    void the_work_around_branches_is_refused_in_them_in_a_plan_as_in_a_run() {
        Operation<List<Object>> outer = work -> {
            Operation<Object> astray = inner -> work.find(ConfigMap.class, "default/old");
            return work.all(List.of(Operation.value("one"), astray));
        };
        assertThatThrownBy(() -> cluster.run(outer)).isInstanceOf(Misuse.class);
        assertThatThrownBy(() -> cluster.plan(outer)).isInstanceOf(Misuse.class).hasMessage("""
                        Tried to use a Work in a branch of its operation.
                        In the run a branch is on a thread of its own, where this Work is refused.
                        Use the Work that the branch is given.""");
    }
}
