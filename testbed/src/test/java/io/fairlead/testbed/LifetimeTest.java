package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Testbed
class LifetimeTest {

    @Test
    void nothing_is_left_of_a_control_plane_whose_jvm_was_killed() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestbedMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path kubeconfig = kubeconfigIn(jvm);
        List<ProcessHandle> family = jvm.descendants().toList();
        assertThat(family)
                .extracting(handle -> handle.info().command().orElse(""))
                .anySatisfy(command -> assertThat(command).endsWith("kube-apiserver"));
        assertThat(kubeconfig).exists();

        jvm.destroyForcibly();

        CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .get(20, TimeUnit.SECONDS);
        assertThat(kubeconfig.getParent().getParent()).doesNotExist();
    }

    @Test
    void a_port_that_was_taken_meanwhile_is_exchanged_for_another(@TempDir Path folder) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (ServerSocket quicker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launch launch = Launch.start(
                    Files.createDirectories(folder.resolve("plane")),
                    Binaries.find(),
                    ControlPlaneSpec.ofDefaults(),
                    count -> {
                        List<Integer> ports = new ArrayList<>(Ports.free(count));
                        if (attempts.getAndIncrement() == 0) {
                            ports.set(0, quicker.getLocalPort());
                        }
                        return ports;
                    });
            launch.end();
        }
        assertThat(attempts).hasValue(2);
    }

    private static Path kubeconfigIn(Process jvm) throws Exception {
        String export = "export KUBECONFIG=";
        try (BufferedReader reader = jvm.inputReader()) {
            return reader.lines()
                    .filter(line -> line.startsWith(export))
                    .map(line -> Path.of(line.substring(export.length())))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
