package io.fairlead.testbed;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a control plane by hand: prints the path of its kubeconfig and keeps it running until Ctrl-C.
 *
 * <p>The system properties {@code nodes}, {@code zones} and {@code metrics} say what it is to have.
 */
public final class TestbedMain {

    private TestbedMain() {}

    /** Starts it, and does not return. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long begin = System.nanoTime();
        ControlPlaneSpec spec = ControlPlaneSpec.ofDefaults()
                .withNodes(Integer.getInteger("nodes", 3))
                .withZones(Integer.getInteger("zones", 3));
        ControlPlane controlPlane = ControlPlane.start(Boolean.getBoolean("metrics") ? spec.withMetrics() : spec);
        Runtime.getRuntime().addShutdownHook(new Thread(controlPlane::close, "fairlead-testbed-close"));
        out.printf(
                Locale.ROOT,
                "Kubernetes runs with %d nodes, started in %.1f s, until Ctrl-C.%nexport KUBECONFIG=%s%n",
                spec.nodes(),
                (System.nanoTime() - begin) / 1e9,
                controlPlane.kubeconfigFile());
        new CountDownLatch(1).await();
    }
}
