package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import java.util.Map;

/** Edits two objects by what is read from a third. */
final class FollowSettings {

    // snippet:follow-settings
    private static final Owner OWNER = Owner.of("example/settings");

    static Operation<Void> in(String namespace) {
        return Operation.doing(work -> {
                    Map<String, String> settings =
                            work.get(ConfigMap.class, namespace + "/settings").getData();
                    work.apply(greeting(namespace, settings.get("greeting")), OWNER);
                    work.apply(replicas(namespace, Integer.parseInt(settings.get("replicas"))), OWNER);
                })
                .named("follow the settings");
    }

    private static ConfigMap greeting(String namespace, String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .addToData("greeting", text)
                .build();
    }

    private static Deployment replicas(String namespace, int count) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(count)
                .endSpec()
                .build();
    }
    // end:follow-settings
}
