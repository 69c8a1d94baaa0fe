package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxRequests;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A Sandbox as the contract sees it. */
final class SandboxCluster implements ContractCluster {

    private static final Set<String> READS = Set.of("get", "list", "watch");

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final Sandbox sandbox;
    private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

    SandboxCluster(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public String name() {
        return "Sandbox";
    }

    @Override
    public KubernetesClient admin() {
        return sandbox.client();
    }

    @Override
    public KubernetesClient client(String user) {
        return clients.computeIfAbsent(user, name -> sandbox.client(name));
    }

    @Override
    public String newNamespace() {
        String name = "contract-" + NAMESPACES.incrementAndGet();
        admin().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        admin().serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .waitUntilCondition(Objects::nonNull, 30, TimeUnit.SECONDS);
        admin().configMaps()
                .inNamespace(name)
                .withName("kube-root-ca.crt")
                .waitUntilCondition(Objects::nonNull, 30, TimeUnit.SECONDS);
        return name;
    }

    @Override
    public boolean isInProcess() {
        return true;
    }

    @Override
    public Recording record() {
        SandboxRequests mark = sandbox.requests().mark();
        return () -> mark.list().stream().map(SandboxCluster::seen).toList();
    }

    private static SeenRequest seen(SandboxRequests.Request request) {
        boolean writes = !READS.contains(request.verb())
                && !request.kind().isEmpty()
                && !request.kind().endsWith("Review")
                && !request.dryRun();
        return new SeenRequest(
                request.user(), request.verb(), request.resource(), request.object(), writes, request.status());
    }
}
