package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;

/** Puts a new version beside the old one, and switches the traffic over. */
final class BlueGreen {

    static final Owner OWNER = Owner.of("example/release");

    // snippet:blue-green
    static Operation<Void> release(String namespace, String image) {
        Deployment green = version(namespace, "green", image);
        return Operation.doing(work -> {
                    work.apply(green, OWNER);
                    work.await(Ref.of(green), Until.ready(), Duration.ofMinutes(5));
                    work.apply(trafficTo(namespace, "green"), OWNER);
                    work.delete(Ref.of(Deployment.class, namespace + "/web-blue"));
                })
                .named("release green")
                .undoOnFailure();
    }

    static Service trafficTo(String namespace, String colour) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", "web")
                .addToSelector("colour", colour)
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }
    // end:blue-green

    static Deployment version(String namespace, String colour, String image) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web-" + colour)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .addToMatchLabels("colour", colour)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .addToLabels("colour", colour)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
