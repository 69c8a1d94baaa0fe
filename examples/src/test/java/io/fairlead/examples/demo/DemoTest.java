package io.fairlead.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in the Sandbox, as the README's command runs it. */
class DemoTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int demo(String... arguments) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return Demo.run(new Screen(out, false, false, true), out, arguments);
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The output with what differs from run to run, times and generated names, made equal. */
    private List<String> stable() {
        return output().replaceAll("\\d+(\\.\\d)? m?s\\b", "T")
                .replaceAll("hash [0-9a-f]+", "hash H")
                .replaceAll("catalogue-[0-9a-z]+-[0-9a-z]+", "catalogue-X")
                .replaceAll("needs \\d+", "needs N")
                .replaceAll("\\d+ objects, \\d+ fields, \\d+ owners' entries", "N objects, N fields, N owners' entries")
                .lines()
                .filter(line -> !line.matches(" +\\. \\d+ of 13 ready;.*"))
                .toList();
    }

    @Test
    void applies_releases_breaks_takes_back_and_proves() {
        int code = demo();

        assertThat(stable())
                .containsSequence(
                        "Fairlead    apply, release, break, take back, prove",
                        "cluster     the Sandbox: a cluster of 3 nodes in this JVM",
                        "application shop.yaml, 33 objects, into namespace shop",
                        "",
                        "plan        34 to create, 1 wait, made in T; nothing is written yet",
                        "            + Namespace                shop")
                .containsSequence(
                        "            + Deployment               sessions, storefront, catalogue, search, cart, checkout,",
                        "                                       payments, orders, inventory, shipping, accounts, reviews",
                        "            + HorizontalPodAutoscaler  storefront",
                        "            + PodDisruptionBudget      checkout",
                        "            + Ingress                  shop",
                        "              needs N permissions; hash H",
                        "",
                        "cost        $0.00/mo -> $15.41/mo (+$15.41), +$0.02 an hour, 13 objects",
                        "            at the prices of the default list, as the job is given none",
                        "",
                        "apply       34 objects written, all ready in T",
                        "",
                        "release     catalogue to ghcr.io/stefanprodan/podinfo:6.7.0: 1 object written, all ready in T",
                        "            ~ Deployment shop/catalogue as fairlead/demo",
                        "                .spec.template.spec.containers[name=\"catalogue\"].image",
                        "                  - \"ghcr.io/stefanprodan/podinfo:6.6.0\"",
                        "                  + \"ghcr.io/stefanprodan/podinfo:6.7.0\"",
                        "            > wait until Deployment shop/catalogue is ready, at most 2 min")
                .containsSequence(
                        "break       catalogue to ghcr.io/stefanprodan/podinfo:6.7.0-cannot-pull",
                        "            ✗ failed after T: image ghcr.io/stefanprodan/podinfo:6.7.0-cannot-pull is not found",
                        "              seen at Pod shop/catalogue-X; to mend it: check the image's name and tag, and that it was pushed",
                        "            ✓ taken back after another T: 1 object given back",
                        "",
                        "prove       the cluster is as before",
                        "            N objects, N fields, N owners' entries and the same 23 pods, compared one by one")
                .containsSequence(
                        "undo        all 34 objects taken back in T; the cluster is as in the beginning",
                        "",
                        "done        all as told, in T");
        assertThat(code).isZero();
        assertThat(output().lines()).hasSizeLessThanOrEqualTo(70);
        assertThat(output()).doesNotContain("\033");
    }

    @Test
    void takes_another_application(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                spec:
                  replicas: 2
                  selector:
                    matchLabels: {app: web}
                  template:
                    metadata:
                      labels: {app: web}
                    spec:
                      containers:
                        - name: web
                          image: registry.example/web:1.0
                """);

        int code = demo("-f", file.toString(), "--namespace", "other");

        assertThat(stable())
                .contains(
                        "application web.yaml, 1 object, into namespace other",
                        "apply       2 objects written, all ready in T",
                        "            ✗ failed after T: image registry.example/web:1.0-next-cannot-pull is not found",
                        "prove       the cluster is as before",
                        "undo        all 2 objects taken back in T; the cluster is as in the beginning");
        assertThat(code).isZero();
    }

    @Test
    void says_what_is_wrong_with_a_file(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "kind: Deployment\nkind: Service\n");

        int code = demo("-f", file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(output())
                .contains("failed      Tried to read")
                .contains("bad.yaml")
                .doesNotContain("\tat ");
    }

    @Test
    void says_that_there_is_no_such_context() {
        int code = demo("--context", "nowhere-at-all");

        assertThat(code).isEqualTo(1);
        assertThat(output())
                .contains("The kubeconfig has no context \"nowhere-at-all\"; kubectl config get-contexts lists them.");
    }
}
