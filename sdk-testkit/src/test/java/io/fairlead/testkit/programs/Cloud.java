package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;

/** Plays the part of the cloud: gives the load balancers of a namespace an address, where the cluster itself does not. */
final class Cloud implements Watcher<Service> {

    static final String ADDRESS = "192.0.2.7";

    private final KubernetesClient client;

    private Cloud(KubernetesClient client) {
        this.client = client;
    }

    static Watch over(KubernetesClient client, String namespace) {
        return client.services().inNamespace(namespace).watch(new Cloud(client));
    }

    @Override
    public void eventReceived(Action action, Service service) {
        boolean waits = action == Action.ADDED
                && "LoadBalancer".equals(service.getSpec().getType())
                && service.getStatus().getLoadBalancer().getIngress().isEmpty();
        if (!waits) {
            return;
        }
        try {
            client.resource(new ServiceBuilder(service)
                            .editMetadata()
                            .withResourceVersion(null)
                            .endMetadata()
                            .editOrNewStatus()
                            .withNewLoadBalancer()
                            .withIngress(new LoadBalancerIngressBuilder()
                                    .withIp(ADDRESS)
                                    .build())
                            .endLoadBalancer()
                            .endStatus()
                            .build())
                    .patchStatus();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
        }
    }

    @Override
    public void onClose(WatcherException cause) {}
}
