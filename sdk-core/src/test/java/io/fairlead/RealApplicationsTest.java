package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published applications, unchanged: planned, applied, changed, pruned and taken back on the real control plane. */
@Testbed(own = true)
class RealApplicationsTest {

    private static final Owner OWNER = Owner.of("fairlead/application");

    /** The server may take minutes to finish the deletion of a definition that is some seconds old. */
    private static final Set<String> SLOW_TO_GO = Set.of("CustomResourceDefinition");

    @ParameterizedTest
    @ValueSource(strings = {"online-boutique", "gateway-api-crds", "argo-cd", "kube-prometheus"})
    void an_application_is_applied_changed_pruned_and_taken_back(
            String name, ControlPlane plane, TestNamespace namespace) {
        Path file = Path.of(System.getProperty("fairlead.root"), "..", "shared", "inputs", name + ".yaml");
        assumeTrue(Files.exists(file), "The published manifests are not beside this checkout.");
        Manifests manifests = Manifests.read(file);
        String set = namespace + "/" + name;
        try (Cluster cluster = Cluster.using(plane.client(), options -> options.namespace(namespace.name()))) {
            Outcome.Done<Applied> applied = planAndRun(cluster, apply(manifests, set));
            assertNothingToDo(cluster, apply(manifests, set));

            Optional<Ref> dropped = toDrop(manifests);
            Manifests next =
                    dropped.map(ref -> annotated(manifests).without(ref)).orElseGet(() -> annotated(manifests));
            Outcome.Done<Applied> changed = planAndRun(cluster, apply(next, set));
            assertThat(changed.changed()).isNotEmpty();
            dropped.ifPresent(ref -> assertThat(exists(cluster, ref)).isFalse());

            UndoReport first = cluster.run(changed.undo());
            assertThat(first.complete()).as(first.toString()).isTrue();
            dropped.ifPresent(ref -> assertThat(exists(cluster, ref)).isTrue());
            assertNothingToDo(cluster, apply(manifests, set));

            // What was made anew has another uid than the first apply's record says, so it is left to a deletion.
            dropped.ifPresent(ref -> cluster.run(Operation.doing(work -> work.delete(ref))));
            UndoReport last = cluster.run(applied.undo());
            assertThat(last.kept()).as(last.toString()).isEmpty();
            assertThat(left(cluster, manifests)).isEmpty();
        }
    }

    private static Apply apply(Manifests manifests, String set) {
        return Apply.of(manifests, apply -> apply.as(OWNER).pruning(set));
    }

    private static Outcome.Done<Applied> planAndRun(Cluster cluster, Apply apply) {
        Plan<Applied> plan = cluster.plan(apply);
        assertThat(plan.preview().text())
                .isEqualTo(cluster.plan(apply).preview().text());
        Outcome<Applied> outcome = plan.attempt();
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done<Applied>) outcome;
    }

    private static void assertNothingToDo(Cluster cluster, Apply apply) {
        assertThat(cluster.plan(apply).preview().summary()).startsWith("Plan of apply: nothing to change");
        assertThat(cluster.run(apply).changed()).isEmpty();
    }

    /** A change of every object that is one of the application's own: an annotation. */
    private static Manifests annotated(Manifests manifests) {
        Manifests changed = manifests;
        for (ManifestObject object : manifests.objects()) {
            if (Set.of("Deployment", "ConfigMap", "Service", "CustomResourceDefinition")
                    .contains(object.ref().kind().name())) {
                changed = changed.edit(object.ref(), tree -> {
                    io.fairlead.internal.tree.Trees.put(tree, "2", "metadata", "annotations", "example.com/release");
                    return tree;
                });
            }
        }
        return changed;
    }

    /** An object that nothing else hangs on. */
    private static Optional<Ref> toDrop(Manifests manifests) {
        return manifests.objects().stream()
                .map(ManifestObject::ref)
                .filter(ref -> Set.of("Service", "ConfigMap", "NetworkPolicy")
                        .contains(ref.kind().name()))
                .reduce((one, later) -> later);
    }

    private static boolean exists(Cluster cluster, Ref ref) {
        return cluster.query(work -> work.find(ref))
                .filter(object -> !object.has("metadata", "deletionTimestamp"))
                .isPresent();
    }

    private static List<Ref> left(Cluster cluster, Manifests manifests) {
        Set<String> defined = manifests.objects().stream()
                .filter(object -> SLOW_TO_GO.contains(object.ref().kind().name()))
                .map(object ->
                        String.valueOf(((Map<?, ?>) ((Map<?, ?>) object.tree().get("spec")).get("names")).get("kind")))
                .collect(java.util.stream.Collectors.toSet());
        return manifests.objects().stream()
                .map(ManifestObject::ref)
                .filter(ref -> !defined.contains(ref.kind().name()))
                .filter(ref -> exists(cluster, ref))
                .toList();
    }
}
