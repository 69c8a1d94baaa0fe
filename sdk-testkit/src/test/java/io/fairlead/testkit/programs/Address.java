package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.Optional;

/** Waits for an address that the cluster allots, and writes it elsewhere. */
final class Address {

    private static final Owner OWNER = Owner.of("example/address");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    // snippet:address-await
    static Operation<String> published(String namespace) {
        return Operation.of(work -> {
                    Service web = work.apply(loadBalancer(namespace), OWNER);
                    String ip = work.await(Ref.of(web), "an address", Address::of, LIMIT);
                    work.apply(
                            endpoint(namespace, ip.contains(":") ? "http://[" + ip + "]/" : "http://" + ip + "/"),
                            OWNER);
                    return ip;
                })
                .named("publish the address");
    }

    private static Optional<String> of(Tree service) {
        return service.trees("status", "loadBalancer", "ingress").stream()
                .flatMap(ingress -> ingress.text("ip").stream())
                .findFirst();
    }
    // end:address-await

    // snippet:address-later
    static Operation<Void> passedOn(String namespace) {
        return Operation.doing(work -> {
                    Service web = work.apply(loadBalancer(namespace), OWNER);
                    String ip = work.later(Ref.of(web), "an address", Address::of, LIMIT);
                    work.apply(endpoint(namespace, "http://" + ip + "/"), OWNER);
                })
                .named("pass the address on");
    }
    // end:address-later

    private static Service loadBalancer(String namespace) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .addToSelector("app", "web")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static ConfigMap endpoint(String namespace, String url) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("endpoint")
                .endMetadata()
                .addToData("url", url)
                .build();
    }
}
