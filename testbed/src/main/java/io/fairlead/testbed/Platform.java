package io.fairlead.testbed;

import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What a cluster finds of its platform: a default storage class whose volumes are simulated. */
final class Platform {

    private static final String PROVISIONER = "testbed.fairlead.io/volumes";

    private Platform() {}

    static void register(KubernetesClient client) {
        client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName("standard")
                        .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
                        .endMetadata()
                        .withProvisioner(PROVISIONER)
                        .withReclaimPolicy("Delete")
                        .withVolumeBindingMode("Immediate")
                        .withAllowVolumeExpansion(true)
                        .build())
                .create();
    }
}
