package io.fairlead.ha.rollout;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Request;
import io.fairlead.testbed.RequestLog;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.SeenRequest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The real control plane as the contract sees it. */
final class RealCluster implements ContractCluster {

    private final ControlPlane controlPlane;
    private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

    /** A running control plane. */
    RealCluster(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Override
    public String name() {
        return "control plane";
    }

    @Override
    public KubernetesClient admin() {
        return controlPlane.client();
    }

    @Override
    public KubernetesClient client(String user) {
        return clients.computeIfAbsent(user, name -> controlPlane.client(name));
    }

    @Override
    public String newNamespace() {
        String name = controlPlane.newNamespace("contract").name();
        admin().configMaps()
                .inNamespace(name)
                .withName("kube-root-ca.crt")
                .waitUntilCondition(Objects::nonNull, 60, TimeUnit.SECONDS);
        return name;
    }

    @Override
    public Recording record() {
        RequestLog.Mark mark = controlPlane.requests().mark();
        return () -> controlPlane.requests().since(mark).all().stream()
                .map(RealCluster::seen)
                .toList();
    }

    /** A deletion tells in its body whether it is a dry run, which is not in the audit log: the objects tell instead. */
    private static SeenRequest seen(Request request) {
        boolean writes = request.isWrite()
                && !request.resource().contains("review")
                && !request.verb().equals("delete");
        return new SeenRequest(
                request.user(), request.verb(), request.resource(), request.uri(), writes, request.code());
    }
}
