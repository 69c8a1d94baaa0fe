package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testkit.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide's page on owners shows is what is printed. */
class OwnersPageTest {

    private final List<String> printed = new ArrayList<>();

    static Operation<Applied> web() {
        var manifests = Manifests.parse("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers: [{name: web, image: "registry.example/web:1.0"}]
            """);
        return Apply.of(manifests, a -> a.as(Owner.of("team/web")));
    }

    static Apply replicas(int count) {
        var manifests = Manifests.parse("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec: {replicas: %d}
            """.formatted(count));
        return Apply.of(manifests, a -> a.as(Owner.of("team/capacity")));
    }

    static Plan<UndoReport> wayBack(Cluster cluster, Outcome<Applied> outcome) {
        return outcome.fold(
                done -> cluster.plan(done.undo()),
                refused -> cluster.plan(Operation.value(new UndoReport(List.of(), List.of()))),
                undone -> cluster.plan(Operation.value(undone.report())),
                stuck -> cluster.plan(stuck.undo()));
    }

    @Test
    void prints() {
        try (Sandbox sandbox = Sandbox.start()) {
            Cluster cluster = sandbox.cluster();
            cluster.run(web());
            print(cluster.attempt(replicas(5)));
            print(cluster.plan(replicas(5).takingOver()));
            var taken = cluster.attempt(replicas(5).takingOver());
            print(wayBack(cluster, taken));
            sandbox.client()
                    .apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .scale(7);
            Plan<UndoReport> late = wayBack(cluster, taken);
            print(late);
            print(late.run());
            Ref web = Ref.of(Deployment.class, "default/web");
            print(cluster.plan(Operation.doing(work -> work.delete(web))));
            print(cluster.plan(Operation.of(work -> work.act(Acts.restart(web, work.now())))));
        }
        String page = Pages.read(pathOf());
        assertThat(printed).allSatisfy(text -> assertThat(page).contains("```\n" + text + "\n```"));
    }

    private void print(Object what) {
        printed.add(what.toString().strip());
    }

    private static Path pathOf() {
        return Pages.all().stream()
                .filter(page -> page.endsWith("owners.md"))
                .findFirst()
                .orElseThrow();
    }
}
