package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl works against the Sandbox, verb by verb. */
class KubectlTest {
    private static final Sandbox SANDBOX = Sandbox.start(
            s -> s.metrics((pod, resource) -> Optional.of(new Quantity(resource.equals("cpu") ? "250m" : "64Mi"))));

    @TempDir
    Path folder;

    private Kubectl kubectl;

    @BeforeEach
    void connect() throws IOException {
        kubectl = Kubectl.of(SANDBOX, folder);
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    private static String web(String name, String image, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: %3$d
                  selector:
                    matchLabels:
                      app: %1$s
                  template:
                    metadata:
                      labels:
                        app: %1$s
                    spec:
                      containers:
                      - name: web
                        image: %2$s
                        ports:
                        - containerPort: 80
                """.formatted(name, image, replicas);
    }

    private void rolledOut(String name, String image, int replicas) {
        kubectl.runWith(web(name, image, replicas), "apply", "-f", "-");
        kubectl.run("rollout", "status", "deployment/" + name, "--timeout=30s");
    }

    @Test
    void gets_in_tables() {
        rolledOut("got", "web:1", 2);
        assertThat(kubectl.run("get", "deployments", "got"))
                .matches("NAME +READY +UP-TO-DATE +AVAILABLE +AGE\ngot +2/2 +2 +2 +\\d+s\n");
        assertThat(kubectl.run("get", "pods", "-l", "app=got", "-o", "wide"))
                .matches("NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES\n"
                        + "(got-\\S+ +1/1 +Running +0 +\\d+s +[0-9.]+ +\\S+ +<none> +<none>\n){2}");
        assertThat(kubectl.run("get", "all", "-A")).contains("deployment.apps/got", "pod/got-");
        assertThat(kubectl.run("get", "nodes")).contains("Ready");
        assertThat(kubectl.run("get", "deployment", "got", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("2");
    }

    @Test
    void describes() {
        rolledOut("described", "web:1", 1);
        assertThat(kubectl.run("describe", "deployment", "described"))
                .contains("RollingUpdateStrategy:  25% max unavailable, 25% max surge", "ScalingReplicaSet");
        assertThat(kubectl.run("describe", "pods", "-l", "app=described")).contains("Image:          web:1");
        assertThat(kubectl.run("describe", "nodes")).contains("Allocatable:");
    }

    @Test
    void applies_client_side() {
        assertThat(kubectl.runWith(web("client", "web:1", 1), "apply", "-f", "-"))
                .isEqualTo("deployment.apps/client created\n");
        assertThat(kubectl.runWith(web("client", "web:1", 1), "apply", "-f", "-"))
                .isEqualTo("deployment.apps/client unchanged\n");
        assertThat(kubectl.runWith(web("client", "web:2", 1), "apply", "-f", "-"))
                .isEqualTo("deployment.apps/client configured\n");
        assertThat(kubectl.run(
                        "get", "deployment", "client", "-o", "jsonpath={.spec.template.spec.containers[*].image}"))
                .isEqualTo("web:2");
    }

    @Test
    void applies_server_side() {
        assertThat(kubectl.runWith(web("server", "web:1", 1), "apply", "--server-side", "-f", "-"))
                .isEqualTo("deployment.apps/server serverside-applied\n");
        Kubectl.Said refused = kubectl.tryWith(
                web("server", "web:2", 1), "apply", "--server-side", "--field-manager=other", "-f", "-");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).contains("conflict with \"kubectl\"", "image");
    }

    @Test
    void diffs() {
        kubectl.runWith(web("diffed", "web:1", 1), "apply", "-f", "-");
        assertThat(kubectl.tryWith(web("diffed", "web:1", 1), "diff", "-f", "-"))
                .isEqualTo(new Kubectl.Said(0, ""));
        Kubectl.Said differs = kubectl.tryWith(web("diffed", "web:2", 1), "diff", "-f", "-");
        assertThat(differs.code()).isEqualTo(1);
        assertThat(differs.text()).contains("-      - image: web:1", "+      - image: web:2");
    }

    @Test
    void follows_lists_and_undoes_rollouts() {
        rolledOut("rolled", "web:1", 2);
        rolledOut("rolled", "web:2", 2);
        assertThat(kubectl.run("rollout", "history", "deployment/rolled")).contains("REVISION", "1 ", "2 ");
        kubectl.run("rollout", "undo", "deployment/rolled");
        assertThat(kubectl.run("rollout", "status", "deployment/rolled", "--timeout=30s"))
                .contains("successfully rolled out");
        assertThat(kubectl.run(
                        "get", "deployment", "rolled", "-o", "jsonpath={.spec.template.spec.containers[0].image}"))
                .isEqualTo("web:1");
    }

    @Test
    void drains() {
        String node = kubectl.run("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
        assertThat(kubectl.run("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=30s"))
                .contains("node/" + node + " drained");
        assertThat(kubectl.run("get", "node", node)).contains("Ready,SchedulingDisabled");
        assertThat(kubectl.run("uncordon", node)).isEqualTo("node/" + node + " uncordoned\n");
    }

    @Test
    void scales_waits_and_deletes() {
        rolledOut("scaled", "web:1", 1);
        assertThat(kubectl.run("scale", "deployment/scaled", "--replicas=3"))
                .isEqualTo("deployment.apps/scaled scaled\n");
        assertThat(kubectl.run(
                        "wait", "--for=jsonpath={.status.readyReplicas}=3", "deployment/scaled", "--timeout=30s"))
                .isEqualTo("deployment.apps/scaled condition met\n");
        assertThat(kubectl.run("delete", "deployment", "scaled", "--timeout=30s"))
                .contains("deployment.apps \"scaled\" deleted");
        kubectl.run("wait", "--for=delete", "pods", "-l", "app=scaled", "--timeout=30s");
        assertThat(kubectl.run("get", "pods", "-l", "app=scaled")).contains("No resources found");
    }

    @Test
    void says_who_may_what() {
        assertThat(kubectl.run("auth", "can-i", "delete", "pods")).isEqualTo("yes\n");
        assertThat(kubectl.run("auth", "whoami")).contains("Username");
        assertThat(kubectl.run("auth", "can-i", "--list")).contains("*.*");
    }

    @Test
    void explains() {
        assertThat(kubectl.run("explain", "deployment.spec.replicas"))
                .contains("GROUP:      apps", "KIND:       Deployment", "FIELD: replicas <integer>");
        assertThat(kubectl.run("explain", "pods.spec.containers")).contains("image", "<[]EnvVar>");
        assertThat(kubectl.run("explain", "ingress.spec")).contains("ingressClassName");
    }

    @Test
    void shows_usage() {
        rolledOut("used", "web:1", 1);
        assertThat(kubectl.run("top", "pods", "-l", "app=used")).contains("250m", "64Mi");
        assertThat(kubectl.run("top", "nodes")).contains("NAME", "CPU(cores)");
    }
}
