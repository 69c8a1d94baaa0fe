package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import io.fairlead.placement.Quantities;
import io.fairlead.testkit.internal.store.DeleteOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds claims to volumes: to one that is there and fits, or to a new one of the claim's class
 * ({@code pkg/controller/volume/persistentvolume}).
 */
final class VolumeBinder extends Reconciler {
    /** The provisioner of the class {@code standard}; it makes volumes at once. */
    static final String PROVISIONER = "sandbox.fairlead.io/volumes";

    private static final String ZONE = "topology.kubernetes.io/zone";

    private final Api api;
    private final Cache claims;
    private final Cache volumes;

    VolumeBinder(Api api) {
        super(api.time());
        this.api = api;
        this.claims = api.cache(Kind.PERSISTENT_VOLUME_CLAIM);
        this.volumes = api.cache(Kind.PERSISTENT_VOLUME);
        claims.onChange((before, after) -> {
            enqueue(after);
            if (after == null && before != null) {
                release(before);
            }
        });
        volumes.onChange((before, after) -> {
            if (before == null && after != null) {
                makeAvailable(after);
            }
        });
        api.cache(Kind.STORAGE_CLASS).onChange((before, after) -> pending().forEach(this::enqueue));
    }

    private List<Map<String, Object>> pending() {
        return claims.all().stream()
                .filter(claim -> !"Bound".equals(Trees.text(claim, "status", "phase")))
                .toList();
    }

    @Override
    void reconcile(Key key) {
        var found = claims.get(key.namespace(), key.name());
        if (found.isEmpty()
                || Meta.deleting(found.get())
                || "Bound".equals(Trees.text(found.get(), "status", "phase"))) {
            return;
        }
        var claim = found.get();
        var storageClass = StorageClasses.of(api, claim);
        boolean waits = StorageClasses.waitsForConsumer(api, claim)
                && Meta.annotation(claim, StorageClasses.SELECTED_NODE).isEmpty();
        if (waits) {
            event(claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
            return;
        }
        var fitting = fitting(claim, storageClass);
        if (fitting.isPresent()) {
            bind(claim, fitting.get());
        } else if (storageClass.isPresent()) {
            bind(claim, provision(claim, storageClass.get()));
        } else {
            String named = Trees.text(claim, "spec", "storageClassName");
            if (named.isEmpty()) {
                event(
                        claim,
                        "Normal",
                        "FailedBinding",
                        "no persistent volumes available for this claim and no storage class is set");
            } else {
                event(
                        claim,
                        "Warning",
                        "ProvisioningFailed",
                        "storageclass.storage.k8s.io \"" + named + "\" not found");
            }
        }
    }

    /** The smallest free volume that fits, one that names the claim first. */
    private Optional<Map<String, Object>> fitting(
            Map<String, Object> claim, Optional<Map<String, Object>> storageClass) {
        String className = storageClass.map(Meta::name).orElse(Trees.text(claim, "spec", "storageClassName"));
        BigDecimal size = Quantities.exact(Trees.at(claim, "spec", "resources", "requests", "storage"));
        Object selector = Trees.at(claim, "spec", "selector");
        String wanted = Trees.text(claim, "spec", "volumeName");
        return volumes.all().stream()
                .filter(volume -> wanted.isEmpty() || wanted.equals(Meta.name(volume)))
                .filter(volume -> freeFor(volume, claim))
                .filter(volume -> className.equals(Trees.text(volume, "spec", "storageClassName")))
                .filter(volume -> capacity(volume).compareTo(size) >= 0)
                .filter(volume -> Trees.strings(volume, "spec", "accessModes")
                        .containsAll(Trees.strings(claim, "spec", "accessModes")))
                .filter(volume -> selector == null || LabelSelectors.matches(Trees.map(selector), Meta.labels(volume)))
                .min(Comparator.<Map<String, Object>, Boolean>comparing(
                                volume -> Trees.at(volume, "spec", "claimRef") == null)
                        .thenComparing(VolumeBinder::capacity)
                        .thenComparing(Meta::name));
    }

    private static boolean freeFor(Map<String, Object> volume, Map<String, Object> claim) {
        var reference = Trees.map(volume, "spec", "claimRef");
        if (reference.isEmpty()) {
            return Set.of("", "Available").contains(Trees.text(volume, "status", "phase"));
        }
        String uid = Trees.text(reference, "uid");
        return Meta.name(claim).equals(reference.get("name"))
                && Meta.namespace(claim).equals(reference.get("namespace"))
                && (uid.isEmpty() || uid.equals(Meta.uid(claim)));
    }

    private static BigDecimal capacity(Map<String, Object> volume) {
        return Quantities.exact(Trees.at(volume, "spec", "capacity", "storage"));
    }

    private Map<String, Object> provision(Map<String, Object> claim, Map<String, Object> storageClass) {
        String provisioner = Trees.text(storageClass, "provisioner");
        String name = "pvc-" + Meta.uid(claim);
        var spec = Trees.object(
                "capacity", Trees.object("storage", Trees.at(claim, "spec", "resources", "requests", "storage")),
                "hostPath", Trees.object("path", "/var/lib/sandbox/" + name, "type", ""),
                "accessModes", new ArrayList<Object>(Trees.strings(claim, "spec", "accessModes")),
                "claimRef", reference(claim),
                "persistentVolumeReclaimPolicy", Trees.textOr("Delete", storageClass, "reclaimPolicy"),
                "storageClassName", Meta.name(storageClass),
                "volumeMode", Trees.textOr("Filesystem", claim, "spec", "volumeMode"));
        zoneOf(claim).ifPresent(zone -> spec.put("nodeAffinity", onlyIn(zone)));
        var volume = volumes.create(
                Trees.object(
                        "apiVersion",
                        "v1",
                        "kind",
                        "PersistentVolume",
                        "metadata",
                        Trees.object(
                                "name",
                                name,
                                "annotations",
                                Trees.object("pv.kubernetes.io/provisioned-by", provisioner)),
                        "spec",
                        spec),
                Api.MANAGER);
        api.events()
                .record(
                        claim,
                        "Normal",
                        "ProvisioningSucceeded",
                        "Successfully provisioned volume " + name,
                        provisioner,
                        "");
        return volume;
    }

    private Optional<String> zoneOf(Map<String, Object> claim) {
        return api.cache(Kind.NODE)
                .get("", Meta.annotation(claim, StorageClasses.SELECTED_NODE))
                .map(node -> Trees.text(Meta.labels(node), ZONE))
                .filter(zone -> !zone.isEmpty());
    }

    private static Map<String, Object> onlyIn(String zone) {
        var requirement = Trees.object("key", ZONE, "operator", "In", "values", new ArrayList<Object>(List.of(zone)));
        var term = Trees.object("matchExpressions", new ArrayList<Object>(List.of(requirement)));
        return Trees.object("required", Trees.object("nodeSelectorTerms", new ArrayList<Object>(List.of(term))));
    }

    private static Map<String, Object> reference(Map<String, Object> claim) {
        return Trees.object(
                "kind", "PersistentVolumeClaim",
                "namespace", Meta.namespace(claim),
                "name", Meta.name(claim),
                "uid", Meta.uid(claim),
                "apiVersion", "v1");
    }

    private void bind(Map<String, Object> claim, Map<String, Object> volume) {
        volumes.update("", Meta.name(volume), Api.MANAGER, object -> {
            Trees.child(object, "spec").put("claimRef", reference(claim));
            return object;
        });
        setPhase(volume, "Bound");
        claims.update(Meta.namespace(claim), Meta.name(claim), Api.MANAGER, object -> {
            var annotations = Trees.child(Trees.child(object, "metadata"), "annotations");
            annotations.put("pv.kubernetes.io/bind-completed", "yes");
            annotations.put("pv.kubernetes.io/bound-by-controller", "yes");
            Trees.child(object, "spec").put("volumeName", Meta.name(volume));
            return object;
        });
        claims.updateStatus(Meta.namespace(claim), Meta.name(claim), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            status.put("phase", "Bound");
            status.put("accessModes", new ArrayList<Object>(Trees.strings(volume, "spec", "accessModes")));
            status.put("capacity", Trees.copy(Trees.map(volume, "spec", "capacity")));
            return object;
        });
    }

    private void makeAvailable(Map<String, Object> volume) {
        if (Trees.at(volume, "spec", "claimRef") == null
                && Set.of("", "Pending").contains(Trees.text(volume, "status", "phase"))) {
            setPhase(volume, "Available");
        }
        pending().forEach(this::enqueue);
    }

    private void setPhase(Map<String, Object> volume, String phase) {
        volumes.updateStatus("", Meta.name(volume), Api.MANAGER, object -> {
            Trees.child(object, "status").put("phase", phase);
            return object;
        });
    }

    /** A claim is gone: its volume goes too, or stays as released. */
    private void release(Map<String, Object> claim) {
        volumes.get("", Trees.text(claim, "spec", "volumeName"))
                .filter(volume -> Meta.uid(claim).equals(Trees.text(volume, "spec", "claimRef", "uid")))
                .ifPresent(volume -> {
                    setPhase(volume, "Released");
                    if ("Delete".equals(Trees.text(volume, "spec", "persistentVolumeReclaimPolicy"))) {
                        volumes.delete(volume, DeleteOptions.background());
                    }
                });
    }

    private void event(Map<String, Object> claim, String type, String reason, String message) {
        api.events().record(claim, type, reason, message, "persistentvolume-controller", "");
    }
}
