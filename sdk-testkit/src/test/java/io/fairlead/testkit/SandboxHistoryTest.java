package io.fairlead.testkit;

import static io.fairlead.testkit.SandboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fairlead.testkit.SandboxHistory.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Sandbox remembers, and that it is the same each time. */
class SandboxHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "web:1"}]}
            """;

    private static ConfigMap map(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("a")
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("k", value))
                .build();
    }

    @Test
    void tells_what_became_of_an_object() {
        try (var sandbox = Sandbox.start(SandboxOptions::withoutControllers)) {
            sandbox.client().resource(map("v")).create();
            sandbox.client().resource(map("w")).update();
            sandbox.client().resource(map("w")).delete();

            assertThat(sandbox.history().of("ConfigMap", "default/a")).hasToString("""
                    + ConfigMap default/a
                    ~ ConfigMap default/a: .data.k "v" -> "w"
                    - ConfigMap default/a""");
            sandbox.compact();
            assertThat(sandbox.history().of("ConfigMap", "default/a").list())
                    .extracting(Change::action)
                    .hasSize(3);
        }
    }

    private static String sixHours(long seed) {
        try (var sandbox = Sandbox.start(s -> s.clock(START).seed(seed).timing(SandboxTiming.LIFELIKE))) {
            sandbox.client().resource(WEB).create();
            sandbox.advance(Duration.ofHours(3));
            sandbox.client()
                    .apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .edit(web -> {
                        web.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .get(0)
                                .setImage("web:2-crashes");
                        return web;
                    });
            sandbox.advance(Duration.ofHours(3));
            return sandbox.history().toString();
        }
    }

    @Test
    void six_hours_pass_in_a_moment_and_twice_alike() {
        String first = sixHours(42);
        long began = System.nanoTime();
        String second = sixHours(42);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(second).isEqualTo(first).contains("CrashLoopBackOff", "ProgressDeadlineExceeded");
        assertThat(sixHours(43)).isNotEqualTo(first);
    }

    @Test
    void what_was_received_can_be_asserted_and_a_failure_says_what_was() {
        try (var sandbox = Sandbox.start(SandboxOptions::withoutControllers)) {
            var start = sandbox.requests().mark();
            sandbox.client().resource(map("v")).create();
            sandbox.client().resource(map("v")).dryRun().delete();
            sandbox.client().configMaps().inNamespace("default").list();

            assertThat(sandbox).received("create", "ConfigMap", "default/a").neverReceived("patch", "ConfigMap");
            assertThat(start).receivedTimes(1, "list", "ConfigMap").wrote("create ConfigMap default/a");
            assertThatThrownBy(() -> assertThat(start).received("patch", "ConfigMap", "default/a"))
                    .hasMessage("Expected a patch of ConfigMap default/a, but received"
                            + " 1 create configmaps, 1 delete configmaps, 1 list configmaps");
            assertThatThrownBy(() -> assertThat(start).changedNothing())
                    .hasMessage("Expected no write%nbut it was these%n  create ConfigMap default/a".formatted());
        }
    }
}
