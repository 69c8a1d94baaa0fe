package io.fairlead.testkit.internal.lifecycle;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lets a deleted claim or volume go once nothing uses it any more. */
final class StorageInUse {
    private static final String CLAIMS = "/persistentvolumeclaims";
    private static final String VOLUMES = "/persistentvolumes";
    private static final String MANAGER = "kube-controller-manager";

    private final Store store;
    private final Catalog catalog;
    private final Writer writer;

    StorageInUse(Store store, Catalog catalog, Writer writer) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
    }

    void wrote(String type, Event event) {
        if (type.equals("/pods") && event.type() == Change.Type.DELETED) {
            store.list(CLAIMS, event.after().namespace()).items().forEach(this::claim);
        } else if (type.equals(CLAIMS) && event.type() != Change.Type.DELETED) {
            claim(event.after());
        } else if (type.equals(VOLUMES) && event.type() != Change.Type.DELETED) {
            volume(event.after());
        }
    }

    private static boolean waits(Stored stored, String finalizer) {
        Map<String, Object> metadata = Json.child(stored.object(), "metadata");
        return metadata.get("deletionTimestamp") != null
                && Json.items(metadata, "finalizers").contains(finalizer);
    }

    private void claim(Stored claim) {
        String finalizer = "kubernetes.io/pvc-protection";
        if (waits(claim, finalizer) && !used(claim)) {
            drop(CLAIMS, claim, finalizer);
        }
    }

    private boolean used(Stored claim) {
        return store.list("/pods", claim.namespace()).items().stream()
                .flatMap(pod -> Json.objects(Json.child(pod.object(), "spec"), "volumes").stream())
                .anyMatch(volume -> claim.name()
                        .equals(Json.child(volume, "persistentVolumeClaim").get("claimName")));
    }

    private void volume(Stored volume) {
        String finalizer = "kubernetes.io/pv-protection";
        boolean bound = "Bound".equals(Json.child(volume.object(), "status").get("phase"));
        if (waits(volume, finalizer) && !bound) {
            drop(VOLUMES, volume, finalizer);
        }
    }

    private void drop(String type, Stored stored, String finalizer) {
        Kind kind = catalog.stored(type).orElseThrow();
        try {
            writer.update(
                    kind,
                    stored.namespace(),
                    stored.name(),
                    "",
                    current -> {
                        Map<String, Object> next = Json.copyOf(current);
                        Map<String, Object> metadata = Json.ensure(next, "metadata");
                        List<Object> left = new ArrayList<>(Json.items(metadata, "finalizers"));
                        left.remove(finalizer);
                        if (left.isEmpty()) {
                            metadata.remove("finalizers");
                        } else {
                            metadata.put("finalizers", left);
                        }
                        writer.fieldManager(kind, "").update(current, next, MANAGER);
                        return next;
                    },
                    WriteOptions.internal(MANAGER));
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }
}
