package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one check has for itself: a namespace, names that nothing else has, and clients.
 *
 * <p>Everything in the namespace is compared with how it was before. Name objects outside it by {@link #watch}.
 */
public final class Room implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ContractCluster cluster;
    private final String namespace;
    private final int number = NUMBERS.incrementAndGet();
    private final List<Ref> watched = new ArrayList<>();
    private final List<HasMetadata> lent = new ArrayList<>();
    private final List<Cluster> opened = new ArrayList<>();

    Room(ContractCluster cluster) {
        this.cluster = cluster;
        this.namespace = cluster.newNamespace();
    }

    /** The namespace. */
    public String namespace() {
        return namespace;
    }

    /** A name that no other room uses, for objects outside the namespace. */
    public String unique(String name) {
        return name + "-" + number;
    }

    /** A client that may do everything, to lay out what the operation finds. */
    public KubernetesClient admin() {
        return cluster.admin();
    }

    /** Creates objects, in the room's namespace where they name none and belong to one. */
    public void create(HasMetadata... objects) {
        for (HasMetadata object : objects) {
            if (object instanceof io.fabric8.kubernetes.api.model.Namespaced
                    && object.getMetadata().getNamespace() == null) {
                object.getMetadata().setNamespace(namespace);
            }
            admin().resource(object).create();
        }
    }

    /** Compares this object outside the namespace too; where the room made it or the operation makes it, it goes with the room. */
    public Ref watch(Ref ref) {
        if (!watched.contains(ref)) {
            watched.add(ref);
        }
        return ref;
    }

    /** Fairlead's view of the cluster, as one who may do everything, with the room's namespace as the default. */
    public Cluster cluster() {
        return open(cluster.admin());
    }

    Cluster clusterOf(String user) {
        return open(cluster.client(user));
    }

    private Cluster open(KubernetesClient client) {
        Cluster made = Cluster.using(client, options -> options.namespace(namespace));
        opened.add(made);
        return made;
    }

    ContractCluster contractCluster() {
        return cluster;
    }

    List<Ref> watched() {
        return List.copyOf(watched);
    }

    /** Whether the room itself made it, for the accounts of its checks. */
    boolean isLent(Ref ref) {
        return lent.stream().anyMatch(object -> Ref.of(object).equals(ref));
    }

    /** Creates something that goes with the room. */
    void lend(HasMetadata object) {
        admin().resource(object).create();
        lent.add(object);
    }

    @Override
    public void close() {
        opened.forEach(Cluster::close);
        lent.forEach(object -> admin().resource(object).delete());
        watched.stream()
                .filter(ref -> ref.name().endsWith("-" + number))
                .forEach(ref -> admin().genericKubernetesResources(
                                ref.kind().apiVersion(), ref.kind().name())
                        .withName(ref.name())
                        .delete());
        admin().namespaces().withName(namespace).delete();
    }
}
