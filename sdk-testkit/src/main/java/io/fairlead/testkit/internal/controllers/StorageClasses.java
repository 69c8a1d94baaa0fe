package io.fairlead.testkit.internal.controllers;

import java.util.Map;
import java.util.Optional;

/** The storage classes that claims ask for. */
final class StorageClasses {
    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private StorageClasses() {}

    /** The class of a claim; the default one where it names none, none where it names the empty one. */
    static Optional<Map<String, Object>> of(Api api, Map<String, Object> claim) {
        Object named = Trees.at(claim, "spec", "storageClassName");
        var classes = api.cache(Kind.STORAGE_CLASS);
        return named == null
                ? classes.all().stream()
                        .filter(each -> "true".equals(Meta.annotation(each, DEFAULT)))
                        .findFirst()
                : classes.get("", named.toString());
    }

    static boolean waitsForConsumer(Api api, Map<String, Object> claim) {
        return of(api, claim)
                .filter(each -> "WaitForFirstConsumer".equals(Trees.text(each, "volumeBindingMode")))
                .isPresent();
    }

    static Map<String, Object> standard() {
        return Trees.object(
                "apiVersion", "storage.k8s.io/v1",
                "kind", "StorageClass",
                "metadata", Trees.object("name", "standard", "annotations", Trees.object(DEFAULT, "true")),
                "provisioner", VolumeBinder.PROVISIONER,
                "reclaimPolicy", "Delete",
                "volumeBindingMode", "WaitForFirstConsumer",
                "allowVolumeExpansion", true);
    }
}
