package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of what keeps data. */
final class StorageCells {
    private StorageCells() {}

    static Map<String, Printer> printers() {
        return Map.of(
                "PersistentVolume",
                new Printer(
                        Column.of(
                                "Name",
                                "Capacity",
                                "Access Modes",
                                "Reclaim Policy",
                                "Status",
                                "Claim",
                                "StorageClass",
                                "VolumeAttributesClass",
                                "Reason",
                                "Age",
                                "VolumeMode*"),
                        StorageCells::volume),
                "PersistentVolumeClaim",
                new Printer(
                        Column.of(
                                "Name",
                                "Status",
                                "Volume",
                                "Capacity",
                                "Access Modes",
                                "StorageClass",
                                "VolumeAttributesClass",
                                "Age",
                                "VolumeMode*"),
                        StorageCells::claim),
                "StorageClass",
                new Printer(
                        Column.of(
                                "Name",
                                "Provisioner",
                                "ReclaimPolicy",
                                "VolumeBindingMode",
                                "AllowVolumeExpansion",
                                "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Json.text(o, "provisioner"),
                                Text.orElse(Json.text(o, "reclaimPolicy"), "Delete"),
                                Text.orElse(Json.text(o, "volumeBindingMode"), "Immediate"),
                                Boolean.TRUE.equals(o.get("allowVolumeExpansion")),
                                Text.age(o, now))),
                "VolumeAttributesClass",
                new Printer(
                        Column.of("Name", "DriverName", "Age"),
                        (o, now) -> Text.row(Text.name(o), Json.text(o, "driverName"), Text.age(o, now))),
                "VolumeAttachment",
                new Printer(
                        Column.of("Name", "Attacher", "PV", "Node", "Attached:boolean", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Json.text(Json.child(o, "spec"), "attacher"),
                                Json.text(Json.at(o, "spec", "source"), "persistentVolumeName"),
                                Json.text(Json.child(o, "spec"), "nodeName"),
                                Boolean.TRUE.equals(Json.child(o, "status").get("attached")),
                                Text.age(o, now))),
                "CSINode",
                new Printer(
                        Column.of("Name", "Drivers:integer", "Age"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                (long) Json.items(Json.child(o, "spec"), "drivers")
                                        .size(),
                                Text.age(o, now))),
                "CSIDriver",
                new Printer(
                        Column.of(
                                "Name",
                                "AttachRequired:boolean",
                                "PodInfoOnMount:boolean",
                                "StorageCapacity:boolean",
                                "TokenRequests",
                                "RequiresRepublish:boolean",
                                "Modes",
                                "Age"),
                        StorageCells::driver),
                "CSIStorageCapacity",
                new Printer(
                        Column.of("Name", "StorageClassName", "Capacity"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Json.text(o, "storageClassName"),
                                Text.orElse(Json.text(o, "capacity"), Text.UNSET))));
    }

    private static String modes(List<Object> modes) {
        return Stream.of("ReadWriteOnce:RWO", "ReadOnlyMany:ROX", "ReadWriteMany:RWX", "ReadWriteOncePod:RWOP")
                .map(pair -> pair.split(":"))
                .filter(pair -> modes.contains(pair[0]))
                .map(pair -> pair[1])
                .collect(Collectors.joining(","));
    }

    private static String phase(Map<String, Object> object) {
        return Json.child(object, "metadata").containsKey("deletionTimestamp")
                ? "Terminating"
                : Json.text(Json.child(object, "status"), "phase");
    }

    private static String storageClass(Map<String, Object> object) {
        Object annotated = Json.at(object, "metadata", "annotations").get("volume.beta.kubernetes.io/storage-class");
        return annotated instanceof String name ? name : Json.text(Json.child(object, "spec"), "storageClassName");
    }

    private static List<Object> volume(Map<String, Object> volume, Instant now) {
        Map<String, Object> spec = Json.child(volume, "spec");
        Map<String, Object> claim = Json.child(spec, "claimRef");
        return Text.row(
                Text.name(volume),
                Text.orElse(Json.text(Json.child(spec, "capacity"), "storage"), "0"),
                modes(Json.items(spec, "accessModes")),
                Json.text(spec, "persistentVolumeReclaimPolicy"),
                phase(volume),
                claim.isEmpty() ? "" : Json.text(claim, "namespace") + "/" + Json.text(claim, "name"),
                storageClass(volume),
                Text.orElse(Json.text(spec, "volumeAttributesClassName"), Text.UNSET),
                Json.text(Json.child(volume, "status"), "reason"),
                Text.age(volume, now),
                Text.orElse(Json.text(spec, "volumeMode"), Text.UNSET));
    }

    private static List<Object> claim(Map<String, Object> claim, Instant now) {
        Map<String, Object> spec = Json.child(claim, "spec");
        Map<String, Object> status = Json.child(claim, "status");
        boolean bound = !Json.text(spec, "volumeName").isEmpty();
        return Text.row(
                Text.name(claim),
                phase(claim),
                Json.text(spec, "volumeName"),
                bound ? Text.orElse(Json.text(Json.child(status, "capacity"), "storage"), "0") : "",
                bound ? modes(Json.items(status, "accessModes")) : "",
                storageClass(claim),
                Text.orElse(Json.text(spec, "volumeAttributesClassName"), Text.UNSET),
                Text.age(claim, now),
                Text.orElse(Json.text(spec, "volumeMode"), Text.UNSET));
    }

    private static List<Object> driver(Map<String, Object> driver, Instant now) {
        Map<String, Object> spec = Json.child(driver, "spec");
        String audiences = Json.objects(spec, "tokenRequests").stream()
                .map(request -> Json.text(request, "audience"))
                .collect(Collectors.joining(","));
        return Text.row(
                Text.name(driver),
                !Boolean.FALSE.equals(spec.get("attachRequired")),
                Boolean.TRUE.equals(spec.get("podInfoOnMount")),
                Boolean.TRUE.equals(spec.get("storageCapacity")),
                spec.containsKey("tokenRequests") ? audiences : Text.UNSET,
                Boolean.TRUE.equals(spec.get("requiresRepublish")),
                Text.orElse(Text.join(Json.items(spec, "volumeLifecycleModes"), ","), Text.NONE),
                Text.age(driver, now));
    }
}
