package io.fairlead.testkit.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.operation.Diagnose;
import io.fairlead.operation.Inspect;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import io.fairlead.testkit.contract.ContractCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a person is told of what went wrong, to the letter, by the query for a whole namespace. */
abstract class SituationsContract extends SituationsStage {

    @Test
    void all_is_well() {
        apply(deployment("web", 2, "1") + """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """);

        awaitText("all 2 objects are ready");
    }

    @Test
    void how_things_stand_is_one_line_an_object() {
        apply(deployment("web", 1, "1-cannot-pull") + """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """);
        awaitText(Diagnose.namespace(namespace), """
                1 cause keeps 1 of 2 objects from being ready
                ✗ image registry.example/web:1-cannot-pull is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");

        assertThat(neutral(cluster.query(Inspect.namespace(namespace)))).isEqualTo("""
                1 of 2 objects are ready
                … Deployment shop/web: in progress (0 of 1): 0 of 1 replicas are available
                ✓ Service shop/web: ready: its address is given when it is stored""");
        assertThat(neutral(cluster.query(Inspect.of(
                        Ref.of(Kind.of("v1", "Service"), namespace + "/web"),
                        Ref.of(Kind.of("v1", "Service"), namespace + "/wep")))))
                .isEqualTo("""
                        1 of 2 objects are ready
                        ? Service shop/wep: unknown: it is not there
                        ✓ Service shop/web: ready: its address is given when it is stored""");
    }

    @Test
    void an_image_that_no_registry_has_is_named_once() {
        apply(deployment("web", 2, "1-cannot-pull") + deployment("api", 1, "1"));

        awaitText("""
                1 cause keeps 1 of 2 objects from being ready
                ✗ image registry.example/web:1-cannot-pull is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Deployment shop/web: 0 of 2 replicas are available
                  └ shown by Pod shop/web-* and 1 more""");
    }

    @Test
    void an_application_is_asked_about_by_its_labels() {
        apply(deployment("web", 1, "1-cannot-pull").replace("{name: web}", "{name: web, labels: {part-of: shop}}")
                + deployment("api", 1, "1-cannot-pull"));

        awaitText(Diagnose.of(Selection.namespace(namespace).labelled("part-of=shop")), """
                1 cause keeps 1 of 1 object from being ready
                ✗ image registry.example/web:1-cannot-pull is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");
    }

    @Test
    void a_container_that_ends_again_and_again() {
        apply(deployment("web", 1, "1-crashes"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … container main keeps ending with exit code 1
                  │ read the container's last log: kubectl logs --previous
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");
    }

    @Test
    void a_container_that_takes_too_much_memory() {
        apply(workload(
                "StatefulSet",
                "db",
                1,
                "{containers: [" + container("1-out-of-memory", ", resources: {limits: {memory: 64Mi}}") + "]}"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                ✗ container main is killed for memory at its limit of 64Mi
                  │ raise its memory limit, or find what takes the memory
                  ├ StatefulSet shop/db: 0 of 1 replicas are ready
                  └ shown by Pod shop/db-0""");
    }

    @Test
    void an_init_container_that_keeps_the_others_waiting() {
        apply(workload(
                "Deployment",
                "web",
                1,
                "{initContainers: [{name: migrate, image: 'registry.example/db:1-crashes'}], containers: ["
                        + container("1", "") + "]}"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … init container migrate keeps ending with exit code 1
                  │ read the container's last log: kubectl logs --previous
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");
    }

    @Test
    void a_probe_that_fails() {
        apply(workload(
                "Deployment",
                "web",
                1,
                "{containers: [" + container("1-never-ready", ", readinessProbe: {httpGet: {port: 80}}") + "]}"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … the readiness probe of container main fails: HTTP probe failed with statuscode: 503
                  │ check what the probe asks for, and how long the container takes to start
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");
    }

    @Test
    void a_config_map_that_is_missing() {
        assumeTrue(hasKubelets(), "the nodes of this cluster are simulated and do not look for ConfigMaps");
        apply(workload(
                "Deployment",
                "web",
                2,
                "{containers: [" + container("1", ", envFrom: [{configMapRef: {name: settings}}]") + "]}"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                ✗ ConfigMap settings is missing
                  │ create it, or mark the reference as optional
                  ├ Deployment shop/web: 0 of 2 replicas are available
                  └ shown by Pod shop/web-* and 1 more""");
    }

    @Test
    void a_pod_that_is_larger_than_any_node() {
        apply(workload(
                "Deployment",
                "web",
                1,
                "{containers: [" + container("1", ", resources: {requests: {cpu: 9000}}") + "]}"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … none of N nodes fits: N Insufficient cpu; it asks for 9000 cpu, and the largest node has N
                  │ make room, add nodes, or ask for less: see the counted reasons
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");
    }

    @Test
    void pods_that_a_quota_refuses() {
        apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: small}
                spec: {hard: {pods: "1"}}
                """);
        client.resourceQuotas()
                .inNamespace(namespace)
                .withName("small")
                .waitUntilCondition(
                        quota -> quota != null
                                && quota.getStatus() != null
                                && quota.getStatus().getHard() != null
                                && !quota.getStatus().getHard().isEmpty(),
                        60,
                        TimeUnit.SECONDS);
        apply(deployment("web", 3, "1"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … quota small is used up: pods=1 asked for, pods=1 in use of pods=1
                  │ raise the quota, or free some of it
                  ├ Deployment shop/web: its pods cannot be created or deleted: FailedCreate: pods "web-*" is \
                forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1
                  └ shown by Deployment shop/web""");
    }

    @Test
    void pods_that_a_limit_range_refuses() {
        apply("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: small}
                spec: {limits: [{type: Container, max: {memory: 32Mi}}]}
                """);
        apply(workload(
                "StatefulSet",
                "db",
                1,
                "{containers: [" + container("1", ", resources: {limits: {memory: 64Mi}}") + "]}"));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                ✗ a LimitRange forbids it: maximum memory usage per Container is 32Mi, but limit is 64Mi
                  │ change the requests and limits, or the LimitRange
                  ├ StatefulSet shop/db: 0 of 1 replicas exist
                  └ shown by StatefulSet shop/db""");
    }

    @Test
    void pods_whose_account_or_priority_is_missing() {
        apply(workload("Deployment", "web", 1, "{serviceAccountName: robot, containers: [" + container("1", "") + "]}")
                + workload(
                        "Deployment",
                        "api",
                        1,
                        "{priorityClassName: highest, containers: [" + container("1", "") + "]}"));

        awaitText("""
                2 causes keep 2 of 2 objects from being ready
                ✗ PriorityClass highest is missing
                  │ create it, or name another one
                  ├ Deployment shop/api: its pods cannot be created or deleted: FailedCreate: pods "api-*" is forbidden: \
                no PriorityClass with name highest was found
                  └ shown by Deployment shop/api
                ✗ ServiceAccount robot is missing
                  │ create it, or name another one
                  ├ Deployment shop/web: its pods cannot be created or deleted: FailedCreate: pods "web-*" is forbidden: error \
                looking up service account shop/robot: serviceaccount "robot" not found
                  └ shown by Deployment shop/web""");
    }

    @Test
    void claims_without_a_volume_are_the_roots_of_the_pods_that_wait_for_them() {
        String volume = "{volumes: [{name: v, persistentVolumeClaim: {claimName: %s}}], containers: ["
                + container("1", "") + "]}";
        String claim = """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s}
                spec: {storageClassName: '%s', accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                ---
                """;
        apply(claim.formatted("plain", "") + claim.formatted("fast", "nvme"));
        apply(workload("Deployment", "a", 1, volume.formatted("absent"))
                + workload("Deployment", "b", 1, volume.formatted("plain"))
                + workload("Deployment", "c", 1, volume.formatted("fast")));

        awaitText("""
                3 causes keep 5 of 5 objects from being ready
                ✗ StorageClass nvme of claim fast is missing
                  │ create it, or name another one
                  ├ PersistentVolumeClaim shop/fast: it is not bound yet
                  ├ Deployment shop/c: 0 of 1 replicas are available
                  └ shown by PersistentVolumeClaim shop/fast
                ✗ claim plain has no storage class, and no volume fits
                  │ name a class, or make one the default
                  ├ PersistentVolumeClaim shop/plain: it is not bound yet
                  ├ Deployment shop/b: 0 of 1 replicas are available
                  └ shown by PersistentVolumeClaim shop/plain
                ✗ PersistentVolumeClaim absent is missing
                  │ create it, or name another one
                  ├ Deployment shop/a: 0 of 1 replicas are available
                  └ shown by PersistentVolumeClaim shop/absent""");
    }

    @Test
    void a_claim_whose_volume_is_made_for_its_first_pod_is_told_and_holds_no_wait_up() {
        String late = "late-" + namespace;
        apply("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %s}
                provisioner: example.com/volumes
                volumeBindingMode: WaitForFirstConsumer
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec: {storageClassName: %s, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(late, late));
        Ref claim = Ref.of(Kind.of("v1", "PersistentVolumeClaim"), namespace + "/data");

        cluster.run(Operation.doing(work -> work.await(claim, Until.ready(), Duration.ofMinutes(1))));

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … claim data gets its volume once a pod uses it
                  │ nothing, unless a pod should use it already
                  ├ PersistentVolumeClaim shop/data: its volume is made once a pod uses it
                  └ shown by PersistentVolumeClaim shop/data""");
        client.storage().v1().storageClasses().withName(late).delete();
    }

    @Test
    void what_somebody_has_stopped_waits_for_somebody() {
        apply(deployment("web", 1, "1").replace("  replicas", "  paused: true\n  replicas") + """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec:
                  suspend: true
                  template: {spec: {restartPolicy: Never, containers: [{name: main, image: 'registry.example/web:1'}]}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: gated}
                spec:
                  schedulingGates: [{name: example.com/wait}]
                  containers: [{name: main, image: 'registry.example/web:1'}]
                """);

        awaitText("""
                3 causes keep 3 of 3 objects from being ready
                … held back by scheduling gate example.com/wait
                  │ let the controller that owns the gate remove it
                  ├ Pod shop/gated: its scheduling gates are still closed
                  └ shown by Pod shop/gated
                … it is suspended
                  │ set suspend: false
                  ├ Job shop/once: it is suspended with 0 of 1 completions
                  └ shown by Job shop/once
                … its rollout is paused
                  │ resume it
                  ├ Deployment shop/web: its rollout is paused with 0 of 1 replicas updated
                  └ shown by Deployment shop/web""");
    }

    @Test
    void a_job_whose_pods_fail() {
        apply("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec:
                  backoffLimit: 0
                  template: {spec: {restartPolicy: Never, containers: [{name: main, image: 'registry.example/web:1-crashes'}]}}
                """);

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                ✗ container main has ended with exit code 1
                  │ read the container's log
                  ├ Job shop/once: it has failed: BackoffLimitExceeded: Job has reached the specified backoff limit
                  └ shown by Pod shop/once-*""");
    }

    @Test
    void a_pod_that_a_finalizer_keeps() {
        apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: held, finalizers: [example.com/hold]}
                spec: {containers: [{name: main, image: 'registry.example/web:1'}]}
                """);
        client.pods().inNamespace(namespace).withName("held").withGracePeriod(0).delete();

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … its deletion waits for example.com/hold
                  │ check that the controllers of these finalizers run
                  ├ Pod shop/held: it is being deleted, held by example.com/hold
                  └ shown by Pod shop/held""");
        client.pods().inNamespace(namespace).withName("held").edit(pod -> {
            pod.getMetadata().setFinalizers(List.of());
            return pod;
        });
    }

    @Test
    void a_service_whose_labels_no_pod_carries() {
        apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: lost}
                spec: {selector: {app: webb}, ports: [{port: 80}]}
                """);

        awaitText("""
                ready, yet:
                … no pod carries its labels app=webb
                  │ correct the selector or the pods' labels
                  ├ Service shop/lost
                  └ shown by Service shop/lost""");
    }

    @Test
    void a_service_that_is_missing_behind_an_ingress_whether_it_has_an_address_or_not() {
        apply("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  ingressClassName: edge
                  defaultBackend: {service: {name: web, port: {number: 80}}}
                """);

        assertThat(neutral(cluster.query(Diagnose.namespace(namespace)))).contains("""
                … Service web behind it is missing
                  │ create it, or name another one
                  ├ Ingress shop/web""");
    }

    @Test
    void an_autoscaler_whose_target_is_missing() {
        apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 3
                """);

        awaitText("""
                1 cause keeps 1 of 1 object from being ready
                … its target cannot be scaled: the HPA controller was unable to get the target's current scale: \
                deployments.apps "web" not found
                  │ correct scaleTargetRef
                  ├ HorizontalPodAutoscaler shop/web: it cannot scale its target: FailedGetScale: the HPA controller was \
                unable to get the target's current scale: deployments.apps "web" not found
                  └ shown by HorizontalPodAutoscaler shop/web""");
    }

    @Test
    void a_whole_namespace_takes_one_list_a_kind_and_what_the_failing_refer_to() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            many.append(deployment("web" + (char) ('a' + i), 2, i % 2 == 0 ? "1" : "1-cannot-pull"));
        }
        apply(many.toString());
        Diagnose query = Diagnose.namespace(namespace);
        awaitText(query, """
                1 cause keeps 10 of 20 objects from being ready
                ✗ image registry.example/web:1-cannot-pull is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Deployment shop/webb: 0 of 2 replicas are available
                  ├ Deployment shop/webd: 0 of 2 replicas are available
                  ├ Deployment shop/webf: 0 of 2 replicas are available
                  ├ Deployment shop/webh: 0 of 2 replicas are available
                  ├ Deployment shop/webj: 0 of 2 replicas are available
                  ├ and 5 more
                  └ shown by Pod shop/webb-* and 19 more""");
        ContractCluster.Recording recording = contractCluster().record();

        cluster.query(query);

        assertThat(recording.requests())
                .filteredOn(request ->
                        request.verb().equals("list") && !request.user().startsWith("system:"))
                .extracting(request -> request.resource().replaceAll("\\..*", ""))
                .containsExactly(
                        "deployments",
                        "statefulsets",
                        "daemonsets",
                        "cronjobs",
                        "persistentvolumeclaims",
                        "services",
                        "ingresses",
                        "horizontalpodautoscalers",
                        "jobs",
                        "pods",
                        "replicasets");
    }

    @Test
    void one_object_is_asked_about_by_its_name() {
        apply(deployment("web", 1, "1-cannot-pull") + deployment("api", 1, "1-cannot-pull"));

        awaitText(Diagnose.of(Ref.of(Kind.of("apps/v1", "Deployment"), namespace + "/web")), """
                1 cause keeps 1 of 1 object from being ready
                ✗ image registry.example/web:1-cannot-pull is not found
                  │ check the image's name and tag, and that it was pushed
                  ├ Deployment shop/web: 0 of 1 replicas are available
                  └ shown by Pod shop/web-*""");
    }
}
