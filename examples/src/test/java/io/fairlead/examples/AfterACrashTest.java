package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page "When the process dies" shows, and that what it says is printed is what is printed. */
class AfterACrashTest {

    private static Operation<Void> halfDone() {
        var sale = Manifests.parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: sale}, data: {discount: 20 %}}");
        return Operation.doing(work -> {
                    work.perform(Apply.of(sale));
                    throw work.abort("the price list is missing");
                })
                .named("winter sale");
    }

    @Test
    void another_process_takes_back_what_is_left() throws Exception {
        List<Object> printed = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.start()) {
            try (Cluster first = Cluster.using(sandbox.client())) {
                assertThat(first.attempt(halfDone())).isInstanceOf(Outcome.Stuck.class);
            }
            try (Cluster second = Cluster.using(sandbox.client())) {
                AfterACrash.takeBackWhatIsLeft(second, printed::add);

                assertThat(second.journal().unfinished()).isEmpty();
                Optional<ConfigMap> sale = second.query(work -> work.find(ConfigMap.class, "default/sale"));
                assertThat(sale).isEmpty();
            }
        }

        String page = Files.readString(
                Path.of(System.getProperty("fairlead.root", ".."), "docs/guide/when-the-process-dies.md"));
        for (Object text : printed) {
            assertThat(page).contains("```\n" + steady(text.toString()) + "\n```");
        }
    }

    /** With the names and times of the page in place of this run's. */
    private static String steady(String text) {
        return text.strip()
                .replaceAll("fairlead-\\d{8}-\\d{6}-\\w{6}", "fairlead-20261124-201500-x7kq2m")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-11-24T20:15:00Z")
                .replaceAll(" on [^ ,]+", " on build-7/4711");
    }
}
