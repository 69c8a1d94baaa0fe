package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.SavedPlan;
import io.fairlead.testkit.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page "Saved plans" shows: two processes, with a file between them, and that what it prints is what is printed. */
class PlanInAPipelineTest {

    @TempDir
    private Path folder;

    private int step(String task) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Dkubeconfig=" + folder.resolve("kubeconfig"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        PlanInAPipeline.class.getName(),
                        task,
                        folder.resolve("plan.json").toString(),
                        folder.resolve("sale.yaml").toString(),
                        folder.resolve("report.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start()
                .waitFor();
    }

    private void sale(String discount) throws IOException {
        Files.writeString(
                folder.resolve("sale.yaml"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: sale}, data: {discount: " + discount + "}}");
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void one_process_plans_and_another_runs_what_was_approved_and_nothing_else() throws Exception {
        String page = Pages.read(Pages.ROOT.resolve("docs/guide/saved-plans.md"));
        try (Sandbox sandbox = Sandbox.start()) {
            Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
            sale("20 %");
            assertThat(step("plan")).as(file("log")).isEqualTo(2);
            String approved = file("plan.json");
            assertThat(page)
                    .contains("```\n" + SavedPlan.parse(approved).preview().text() + "\n```");
            assertThat(step("run")).as(file("log")).isZero();
            assertThat(file("report.json")).contains("\"end\":\"done\"");

            sale("30 %");
            assertThat(step("run")).as(file("log")).isEqualTo(11);
            assertThat(page)
                    .contains("```json\n" + file("report.json").replaceAll("\"hash\":\"\\w+\"", "\"hash\":\"5d0c...\"")
                            + "\n```");

            Files.writeString(folder.resolve("plan.json"), approved.substring(0, 100));
            assertThat(step("run")).as(file("log")).isEqualTo(13);
        }
    }
}
