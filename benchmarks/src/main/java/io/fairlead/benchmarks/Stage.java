package io.fairlead.benchmarks;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.Cluster;
import io.fairlead.ClusterOptions;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.ControlPlaneSpec;
import io.fairlead.testbed.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A real control plane with the contenders' clients: each a user of its own, so that the server's log tells them apart. */
final class Stage implements AutoCloseable {

    private static final String OURS = "fairlead";
    private static final String PEER = "fabric8";
    private static final String EVERYTHING = "system:masters";

    private final ControlPlane controlPlane;
    private final KubernetesClient ours;
    private final KubernetesClient peer;
    private final List<Cluster> clusters = new ArrayList<>();
    private final Kubectl kubectl;

    private Stage(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.ours = client(controlPlane.kubeconfig(OURS, EVERYTHING));
        this.peer = client(controlPlane.kubeconfig(PEER, EVERYTHING));
        this.kubectl = new Kubectl(controlPlane.kubectlFile(), controlPlane.kubeconfigFile());
    }

    /** Starts one with room for some hundred pods. */
    static Stage open() {
        ControlPlane controlPlane =
                ControlPlane.start(ControlPlaneSpec.ofDefaults().withNodes(0));
        controlPlane.nodes(10).pods(200).add();
        return new Stage(controlPlane);
    }

    private static KubernetesClient client(String kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
    }

    /** Fairlead. */
    Cluster cluster(UnaryOperator<ClusterOptions> options) {
        Cluster cluster = Cluster.using(ours, options);
        clusters.add(cluster);
        return cluster;
    }

    /** The bare fabric8 client. */
    KubernetesClient peer() {
        return peer;
    }

    /** The kubectl of the server's version. */
    Kubectl kubectl() {
        return kubectl;
    }

    /** The kubeconfig's file, for contenders in processes of their own. */
    Path kubeconfig() {
        return controlPlane.kubeconfigFile();
    }

    /** What Fairlead asks of the server while this runs, counted by the server. */
    Requests counted(Clock.Task task) throws Exception {
        var start = controlPlane.requests().mark();
        task.run();
        return controlPlane.requests().since(start).by(OURS);
    }

    /** A new namespace. */
    String newNamespace(String hint) {
        return controlPlane.newNamespace(hint).name();
    }

    /** Deletes a namespace and waits until all of it is gone, so that it does not burden the next. */
    void delete(String namespace) {
        peer.namespaces().withName(namespace).delete();
        peer.namespaces()
                .withName(namespace)
                .waitUntilCondition(
                        there -> there == null, Duration.ofMinutes(5).toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clusters.forEach(Cluster::close);
        ours.close();
        peer.close();
        kubectl.close();
        controlPlane.close();
    }
}
