package io.fairlead.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.manifest.Manifests;
import io.fairlead.testkit.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ctrl-C on a user's cluster reaches the job as an interrupt. */
class InterruptTest {

    private static final String NEVER_READY = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              selector:
                matchLabels: {app: web}
              template:
                metadata:
                  labels: {app: web}
                spec:
                  containers:
                    - name: web
                      image: registry.example/web:1.0-never-ready
            """;

    @Test
    void takes_back_what_was_written_so_far() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false, true);
            Story story = new Story(
                    screen,
                    new Venue(sandbox.client(), "a cluster of mine", false, List.of()),
                    Application.of("web.yaml", "mine", Manifests.parse(NEVER_READY)),
                    new Story.Wishes("", "", false, true, false));
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            Thread job = new Thread(() -> end.complete(story.tell()));

            job.start();
            sandbox.client()
                    .pods()
                    .inNamespace("mine")
                    .withLabel("app", "web")
                    .informOnCondition(pods -> !pods.isEmpty())
                    .get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
            job.interrupt();

            assertThat(end.get(30, TimeUnit.SECONDS)).isFalse();
            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .contains("undo        all 2 objects taken back")
                    .contains("the cluster is as in the beginning");
            assertThat(sandbox.client().namespaces().withName("mine").get()).isNull();
        }
    }
}
