package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.Change;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.CommandResult;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Requests;
import io.fairlead.testbed.Testbed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Published applications, each on a control plane of its own: planned, applied, planned again, changed, pruned, taken back, and the end
 * compared with the beginning, field by field, owners too.
 */
class RealApplicationsTest {

    private static final String SET = "default/app";
    private static final String PART_OF = "applyset.kubernetes.io/part-of=";

    private static Manifests read(String file) {
        Path path = Path.of(System.getProperty("fairlead.root", "."), "..", "shared", "inputs", file);
        assumeTrue(Files.exists(path), "The real manifests are not beside this checkout.");
        return Manifests.read(path);
    }

    private static Apply apply(Manifests manifests) {
        return Apply.of(manifests, a -> a.pruning(SET));
    }

    @SuppressWarnings("unchecked")
    private static <R> Outcome.Done<R> done(Outcome<R> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done<R>) outcome;
    }

    /** One application's way through everything. */
    private static final class Journey {

        private final ControlPlane plane;
        private final Cluster cluster;
        private final Manifests first;

        Journey(ControlPlane plane, Manifests first) {
            this.plane = plane;
            this.cluster = Cluster.using(plane.client());
            this.first = first;
        }

        void all(Ref removed, Manifests second) {
            ClusterSnapshot before = ClusterSnapshot.of(plane);
            Outcome.Done<Applied> applied = plannedAndApplied(first);
            ClusterSnapshot between = ClusterSnapshot.of(plane);
            nothingLeftToDo(first);
            kubectlSeesTheSet();

            Outcome.Done<Applied> changed = plannedAndApplied(second);
            Map<String, Map<String, Object>> after = ClusterSnapshot.of(plane).objects();
            assertThat(after).containsKey("/api/v1/configmaps/default/added");
            assertThat(after.keySet()).noneMatch(path -> path.endsWith(end(removed)));
            nothingLeftToDo(second);

            assertThat(cluster.run(changed.undo()).kept()).isEmpty();
            List<String> anew = List.of(end(removed));
            assertThat(ClusterSnapshot.of(plane).madeAnew(anew)).isEqualTo(between.madeAnew(anew));

            assertThat(cluster.run(applied.undo()).kept()).isEmpty();
            assertThat(ClusterSnapshot.of(plane).objects()).isEqualTo(before.objects());
        }

        private static String end(Ref ref) {
            return ref.kind().name().toLowerCase(Locale.ROOT) + "s/" + ref.namespace() + "/" + ref.name();
        }

        private Outcome.Done<Applied> plannedAndApplied(Manifests manifests) {
            Plan<Applied> plan = cluster.plan(apply(manifests));
            assertThat(plan.changes()).isNotEmpty();
            Outcome.Done<Applied> outcome = done(plan.attempt());
            assertThat(outcome.changed())
                    .containsExactlyInAnyOrderElementsOf(
                            plan.changes().stream().map(Change::ref).distinct().toList());
            return outcome;
        }

        /** Planning and running again writes nothing, and reads each kind and scope once. */
        private void nothingLeftToDo(Manifests manifests) {
            var start = plane.requests().mark();
            Plan<Applied> plan = cluster.plan(apply(manifests));
            var planned = plane.requests().mark();
            Outcome.Done<Applied> again = done(cluster.attempt(apply(manifests)));
            assertThat(plan.changes()).isEmpty();
            assertThat(again.changed()).isEmpty();
            Requests planning = plane.requests().between(start, planned).by("admin");
            Requests running = plane.requests().since(planned).by("admin");
            for (Requests requests : List.of(planning, running)) {
                // Only a definition's schema could tell that its empty list is one of items with keys, or a set.
                // The run sends that one, so it is recorded first, and the record of what changed nothing is removed.
                assertThat(requests.verb("patch", "create", "update", "delete").all())
                        .allMatch(request -> request.uri().contains("/prometheuses/k8s?") || isOfRecord(request.uri()));
                assertThat(lists(requests))
                        .allSatisfy(
                                (scope, count) -> assertThat(count).as(scope).isEqualTo(1));
            }
        }

        private static boolean isOfRecord(String uri) {
            return uri.endsWith("fieldManager=fairlead%2Fjournal") || uri.matches(".*/configmaps/fairlead-[0-9a-z-]+");
        }

        private static Map<String, Long> lists(Requests requests) {
            return requests.verb("list").all().stream()
                    .collect(Collectors.groupingBy(
                            request -> request.uri().replaceAll("[?&](limit|continue)=[^&]*", ""),
                            Collectors.counting()));
        }

        private void kubectlSeesTheSet() {
            String id = plane.client()
                    .secrets()
                    .inNamespace("default")
                    .withName("app")
                    .get()
                    .getMetadata()
                    .getLabels()
                    .get("applyset.kubernetes.io/id");
            String kinds = first.objects().stream()
                    .map(object -> object.ref().kind())
                    .map(kind -> kind.group().isEmpty()
                            ? kind.name()
                            : kind.name() + "." + kind.version() + "." + kind.group())
                    .distinct()
                    .collect(Collectors.joining(","));
            CommandResult members =
                    plane.kubectl("get", kinds, "--all-namespaces", "-l", PART_OF + id, "-o", "name", "--no-headers");
            assertThat(members.errors()).isEmpty();
            assertThat(members.output().lines()).hasSize(first.objects().size());

            CommandResult theirs = plane.kubectlWithInput(
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: theirs}\n",
                    "apply",
                    "--namespace=default",
                    "--prune",
                    "--applyset=secret/app",
                    "-f",
                    "-");
            assertThat(theirs.errors())
                    .contains("ApplySet parent object \"secrets./app\" already exists and is managed by tooling"
                            + " \"fairlead\" instead of \"kubectl\"");
        }
    }

    private static Map<String, Object> added() {
        return configMap("added");
    }

    private static Map<String, Object> configMap(String name) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "namespace", "default"),
                "data",
                Map.of("key", "value"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> otherImage(Map<String, Object> workload) {
        Map<String, Object> spec = (Map<String, Object>) workload.get("spec");
        Map<String, Object> template = (Map<String, Object>) spec.get("template");
        Map<String, Object> pod = (Map<String, Object>) template.get("spec");
        List<Object> containers = new ArrayList<>((List<Object>) pod.get("containers"));
        ((Map<String, Object>) containers.get(0)).put("image", "registry.example/other:2");
        pod.put("containers", containers);
        return workload;
    }

    private static void namespace(ControlPlane plane, String name) {
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** The ordinary case. */
    @Nested
    @Testbed(own = true)
    class OnlineBoutique {

        @Test
        void is_applied_changed_pruned_and_taken_back(ControlPlane plane) {
            Manifests shop = read("online-boutique.yaml").inNamespace("default");
            Ref removed = Ref.of(Deployment.class, "default/loadgenerator");
            new Journey(plane, shop)
                    .all(
                            removed,
                            shop.without(Ref.of(Deployment.class, "loadgenerator"))
                                    .edit(Ref.of(Deployment.class, "frontend"), RealApplicationsTest::otherImage)
                                    .with(added()));
        }

        @Test
        void is_pruned_by_kubectl_when_its_parent_is_handed_over(ControlPlane plane) {
            namespace(plane, "handed");
            Manifests shop = read("online-boutique.yaml").inNamespace("handed");
            Cluster.using(plane.client()).run(Apply.of(shop, a -> a.pruning("handed/app")));
            plane.kubectl(
                    "annotate",
                    "--namespace=handed",
                    "--overwrite",
                    "secret/app",
                    "applyset.kubernetes.io/tooling=kubectl/v1.37.2");

            CommandResult pruned = plane.kubectlWithInput(
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: theirs}\n",
                    "apply",
                    "--namespace=handed",
                    "--prune",
                    "--applyset=secret/app",
                    "-f",
                    "-");
            assertThat(pruned.succeeded()).as(pruned.errors()).isTrue();
            assertThat(pruned.output().lines().filter(line -> line.endsWith(" pruned")))
                    .hasSize(shop.objects().size());
        }

        @Test
        void is_taken_over_from_kubectl_and_given_back_with_its_owners(ControlPlane plane) {
            Path file =
                    Path.of(System.getProperty("fairlead.root", "."), "..", "shared", "inputs", "online-boutique.yaml");
            namespace(plane, "shop");
            Manifests shop = read("online-boutique.yaml")
                    .inNamespace("shop")
                    .edit(Ref.of(Deployment.class, "frontend"), RealApplicationsTest::otherImage);
            assertThat(plane.kubectl("apply", "--namespace=shop", "-f", file.toString())
                            .exitCode())
                    .isZero();
            ClusterSnapshot before = ClusterSnapshot.of(plane);
            Cluster cluster = Cluster.using(plane.client());

            Outcome<Applied> conflict = cluster.attempt(Apply.of(shop));
            assertThat(conflict).isInstanceOf(Outcome.Stuck.class);
            assertThat(((Outcome.Stuck<Applied>) conflict).cause()).hasMessage("""
                            Tried to apply Deployment shop/frontend as fairlead/apply.
                            kubectl-client-side-apply owns .spec.template.spec.containers[name="server"].image.
                            Leave these fields out, or say takingOver() to take them over; undo gives them back.""");
            assertThat(cluster.run(((Outcome.Stuck<Applied>) conflict).undo()).kept())
                    .isEmpty();
            assertThat(ClusterSnapshot.of(plane).objects()).isEqualTo(before.objects());

            Plan<Applied> plan = cluster.plan(Apply.of(shop, Apply::takingOver));
            Outcome.Done<Applied> taken = done(plan.attempt());
            assertThat(plane.client()
                            .apps()
                            .deployments()
                            .inNamespace("shop")
                            .withName("frontend")
                            .get()
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getImage())
                    .isEqualTo("registry.example/other:2");
            assertThat(cluster.run(taken.undo()).kept()).isEmpty();
            assertThat(ClusterSnapshot.of(plane).objects()).isEqualTo(before.objects());
        }
    }

    /** Definitions too large for kubectl's annotation, RBAC, a StatefulSet, network policies. */
    @Nested
    @Tag("slow")
    @Testbed(own = true)
    class ArgoCd {

        @Test
        void is_applied_changed_pruned_and_taken_back(ControlPlane plane) {
            namespace(plane, "argocd");
            Manifests argo = read("argo-cd.yaml").inNamespace("argocd");
            Ref removed = Ref.of(ConfigMap.class, "argocd/argocd-gpg-keys-cm");
            new Journey(plane, argo)
                    .all(
                            removed,
                            argo.without(Ref.of(ConfigMap.class, "argocd-gpg-keys-cm"))
                                    .edit(Ref.of(Deployment.class, "argocd-server"), RealApplicationsTest::otherImage)
                                    .with(added()));
        }
    }

    /** Definitions with their own resources in one stream, namespaces, big ConfigMaps, an API service. */
    @Nested
    @Testbed(own = true)
    class KubePrometheus {

        @Test
        void is_applied_changed_pruned_and_taken_back(ControlPlane plane) {
            Manifests prometheus = read("kube-prometheus.yaml");
            Ref removed = first(prometheus, "PrometheusRule");
            new Journey(plane, prometheus)
                    .all(
                            removed,
                            prometheus
                                    .without(removed)
                                    .edit(
                                            Ref.of(Deployment.class, "monitoring/grafana"),
                                            RealApplicationsTest::otherImage)
                                    .with(added()));
        }
    }

    /** Definitions only. */
    @Nested
    @Testbed(own = true, nodes = 0)
    class GatewayApi {

        @Test
        void is_applied_changed_pruned_and_taken_back(ControlPlane plane) {
            Manifests gateway = read("gateway-api-crds.yaml");
            new Journey(plane, gateway.with(configMap("removed")))
                    .all(Ref.of(ConfigMap.class, "default/removed"), gateway.with(added()));
        }
    }

    private static Ref first(Manifests manifests, String kind) {
        return manifests.objects().stream()
                .map(ManifestObject::ref)
                .filter(ref -> ref.kind().name().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
