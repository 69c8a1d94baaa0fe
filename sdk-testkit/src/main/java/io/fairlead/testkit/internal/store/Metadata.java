package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of {@code metadata} that all kinds share. */
final class Metadata {
    private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

    private Metadata() {}

    static Map<String, Object> of(Map<String, Object> object) {
        return Json.child(object, "metadata");
    }

    static String name(Map<String, Object> object) {
        return Json.text(of(object), "name");
    }

    static boolean terminating(Map<String, Object> object) {
        return of(object).get("deletionTimestamp") != null;
    }

    /** Gives a new object what only the server gives. */
    static void born(Map<String, Object> object, InstantSource clock, Dice dice) {
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        metadata.remove("selfLink");
        metadata.remove("deletionTimestamp");
        metadata.remove("deletionGracePeriodSeconds");
        metadata.remove("resourceVersion");
        metadata.put("uid", dice.uid());
        metadata.put(
                "creationTimestamp",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Keeps in an update what no writer may change. */
    static void keep(Map<String, Object> object, Map<String, Object> old) {
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        Map<String, Object> before = of(old);
        if (Json.text(metadata, "uid").isEmpty()) {
            Json.put(metadata, "uid", before.get("uid"));
        }
        Json.put(metadata, "creationTimestamp", before.get("creationTimestamp"));
        if (before.get("deletionTimestamp") != null) {
            Json.put(metadata, "deletionTimestamp", before.get("deletionTimestamp"));
        }
        if (before.get("deletionGracePeriodSeconds") != null && metadata.get("deletionGracePeriodSeconds") == null) {
            Json.put(metadata, "deletionGracePeriodSeconds", before.get("deletionGracePeriodSeconds"));
        }
    }

    static List<FieldError> faults(Kind kind, Map<String, Object> object) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> metadata = of(object);
        String name = Json.text(metadata, "name");
        String generateName = Json.text(metadata, "generateName");
        if (!generateName.isEmpty()) {
            for (String fault : Names.faults(kind.resource().kind(), generateName, true)) {
                errors.add(FieldError.invalid("metadata.generateName", generateName, fault));
            }
        }
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else {
            for (String fault : Names.faults(kind.resource().kind(), name, false)) {
                errors.add(FieldError.invalid("metadata.name", name, fault));
            }
        }
        if (!kind.resource().namespaced() && !Json.text(metadata, "namespace").isEmpty()) {
            errors.add(FieldError.forbidden("metadata.namespace", "not allowed on this type"));
        }
        labels(metadata, "metadata.labels", errors);
        annotations(metadata, errors);
        int i = 0;
        for (Map<String, Object> owner : Json.objects(metadata, "ownerReferences")) {
            String path = "metadata.ownerReferences[" + i++ + "]";
            for (String field : List.of("apiVersion", "kind", "name", "uid")) {
                if (Json.text(owner, field).isEmpty()) {
                    errors.add(FieldError.required(path + "." + field, "must not be empty"));
                }
            }
        }
        finalizers(kind, metadata, errors);
        managers(metadata, errors);
        return errors;
    }

    private static void finalizers(Kind kind, Map<String, Object> metadata, List<FieldError> errors) {
        int i = 0;
        for (Object each : Json.items(metadata, "finalizers")) {
            String finalizer = String.valueOf(each);
            String path = kind.custom() ? "metadata.finalizers" : "metadata.finalizers[" + i++ + "]";
            List<String> faults = Names.qualified(finalizer);
            faults.forEach(fault -> errors.add(FieldError.invalid(path, finalizer, fault)));
            boolean standard =
                    List.of("kubernetes", "orphan", "foregroundDeletion").contains(finalizer);
            if (faults.isEmpty() && !kind.custom() && !finalizer.contains("/") && !standard) {
                errors.add(FieldError.invalid(
                        path, finalizer, "name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
    }

    static void labels(Map<String, Object> metadata, String path, List<FieldError> errors) {
        Json.child(metadata, "labels").forEach((key, value) -> {
            for (String fault : Names.qualified(key)) {
                errors.add(FieldError.invalid(path, key, fault));
            }
            Names.labelValue(String.valueOf(value))
                    .ifPresent(fault -> errors.add(FieldError.invalid(path, value, fault)));
        });
    }

    private static void annotations(Map<String, Object> metadata, List<FieldError> errors) {
        int[] size = {0};
        Json.child(metadata, "annotations").forEach((key, value) -> {
            for (String fault : Names.qualified(key.toLowerCase(java.util.Locale.ROOT))) {
                errors.add(FieldError.invalid("metadata.annotations", key, fault));
            }
            size[0] += key.length() + String.valueOf(value).length();
        });
        if (size[0] > MOST_ANNOTATION_BYTES) {
            errors.add(new FieldError(
                    "metadata.annotations",
                    "FieldValueTooLong",
                    "Too long: may not be more than " + MOST_ANNOTATION_BYTES + " bytes"));
        }
    }

    private static void managers(Map<String, Object> metadata, List<FieldError> errors) {
        int i = 0;
        for (Map<String, Object> entry : Json.objects(metadata, "managedFields")) {
            String path = "metadata.managedFields[" + i++ + "]";
            String operation = Json.text(entry, "operation");
            if (!operation.equals("Apply") && !operation.equals("Update")) {
                errors.add(FieldError.invalid(path + ".operation", operation, "must be `Apply` or `Update`"));
            }
            if (!List.of("", "FieldsV1").contains(Json.text(entry, "fieldsType"))) {
                errors.add(FieldError.invalid(path + ".fieldsType", entry.get("fieldsType"), "must be `FieldsV1`"));
            }
            manager(Json.text(entry, "manager"), path + ".manager", errors);
        }
    }

    /** A manager's name: at most 128 bytes that can be printed. */
    static void manager(String manager, String path, List<FieldError> errors) {
        if (manager.length() > 128) {
            errors.add(new FieldError(path, "FieldValueTooLong", "Too long: may not be more than 128 bytes"));
        }
        int i = 0;
        for (int c : manager.codePoints().toArray()) {
            if (Character.getType(c) == Character.CONTROL) {
                errors.add(FieldError.invalid(
                        path,
                        manager,
                        "should only contain printable characters, found a non-printable character at index " + i));
                return;
            }
            i++;
        }
    }

    static List<FieldError> updateFaults(Map<String, Object> object, Map<String, Object> old) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> metadata = of(object);
        Map<String, Object> before = of(old);
        if (before.get("deletionTimestamp") != null) {
            List<Object> extra = new ArrayList<>(Json.items(metadata, "finalizers"));
            extra.removeAll(Json.items(before, "finalizers"));
            if (!extra.isEmpty()) {
                List<String> quoted = new ArrayList<>();
                extra.stream().map(String::valueOf).sorted().forEach(f -> quoted.add(Json.print(f)));
                errors.add(FieldError.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                                + String.join(", ", quoted) + "}"));
            }
        }
        for (String field : List.of("name", "namespace", "uid", "creationTimestamp", "deletionTimestamp")) {
            immutable(metadata, before, field, errors);
        }
        return errors;
    }

    private static void immutable(
            Map<String, Object> metadata, Map<String, Object> before, String field, List<FieldError> errors) {
        if (!Json.same(metadata.get(field), before.get(field))) {
            errors.add(FieldError.invalid("metadata." + field, metadata.get(field), "field is immutable"));
        }
    }
}
