package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.FieldError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with configuration, Services, storage, roles; {@code old} is null for a new object. */
final class CoreValidation {
    private static final String FROZEN = "field is immutable when `immutable` is set";
    private static final int MOST_BYTES = 1024 * 1024;

    private final Checks checks;

    CoreValidation(Checks checks) {
        this.checks = checks;
    }

    void configuration(Map<String, Object> object, @Nullable Map<String, Object> old, String... dataFields) {
        if (old != null && Boolean.TRUE.equals(old.get("immutable"))) {
            if (!Boolean.TRUE.equals(object.get("immutable"))) {
                checks.add(FieldError.forbidden("immutable", FROZEN));
            }
            for (String field : dataFields) {
                if (!Json.same(object.get(field), old.get(field))) {
                    checks.add(FieldError.forbidden(field, FROZEN));
                }
            }
        }
        long size = 0;
        for (String field : dataFields) {
            for (Map.Entry<String, Object> entry : Json.child(object, field).entrySet()) {
                key(entry.getKey(), field);
                long length = String.valueOf(entry.getValue()).length();
                boolean encoded = field.equals("binaryData") || "Secret".equals(object.get("kind"));
                size += encoded ? length * 3 / 4 : length;
            }
        }
        if (size > MOST_BYTES) {
            boolean secret = "Secret".equals(object.get("kind"));
            checks.add(new FieldError(
                    secret ? "data" : "",
                    "FieldValueTooLong",
                    "Too long: may not be more than " + MOST_BYTES + " bytes"));
        }
    }

    private void key(String key, String field) {
        if (!key.matches("[-._a-zA-Z0-9]+")) {
            checks.add(FieldError.invalid(
                    field + "[" + key + "]",
                    key,
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                            + " 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"));
        }
    }

    void secret(Map<String, Object> secret, @Nullable Map<String, Object> old) {
        if (old != null) {
            checks.unchanged(secret, old, "", "type");
        }
        configuration(secret, old, "data");
    }

    void service(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        String type = Json.text(spec, "type");
        List<Map<String, Object>> ports = Json.objects(spec, "ports");
        boolean headless = "None".equals(spec.get("clusterIP"));
        if (old != null) {
            addresses(spec, old, type);
        }
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
            checks.add(FieldError.required("spec.ports", ""));
        }
        if (type.equals("ExternalName") && Json.text(spec, "externalName").isEmpty()) {
            checks.add(FieldError.required("spec.externalName", ""));
        }
        Set<Object> names = new HashSet<>();
        int i = 0;
        for (Map<String, Object> port : ports) {
            String at = "spec.ports[" + i++ + "]";
            String name = Json.text(port, "name");
            if (name.isEmpty() && ports.size() > 1) {
                checks.add(FieldError.required(at + ".name", ""));
            } else if (!name.isEmpty()) {
                checks.label(name, at + ".name");
                if (!names.add(name)) {
                    checks.add(FieldError.duplicate(at + ".name", name));
                }
            }
            long number = Json.number(port, "port", 0);
            if (number < 1 || number > 65535) {
                checks.add(FieldError.invalid(at + ".port", number, "must be between 1 and 65535, inclusive"));
            }
            checks.oneOf(port, at, "protocol", "SCTP", "TCP", "UDP");
        }
        checks.oneOf(spec, "spec", "sessionAffinity", "ClientIP", "None");
        checks.oneOf(spec, "spec", "type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    }

    private void addresses(Map<String, Object> spec, Map<String, Object> old, String type) {
        if (type.equals("ExternalName") || "ExternalName".equals(old.get("type"))) {
            return;
        }
        Object before = old.get("clusterIP");
        Object now = spec.get("clusterIP");
        if (before != null && now != null && !now.equals(before)) {
            checks.add(FieldError.invalid("spec.clusterIPs[0]", List.of(now), "may not change once set"));
        }
    }

    void claim(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        checks.required(spec, "spec", "accessModes");
        if (Json.at(spec, "resources", "requests").get("storage") == null) {
            checks.add(FieldError.required("spec.resources[storage]", ""));
        }
        if (old == null) {
            return;
        }
        Map<String, Object> rest = new LinkedHashMap<>(spec);
        Map<String, Object> before = new LinkedHashMap<>(old);
        for (Map<String, Object> side : List.of(rest, before)) {
            side.remove("resources");
            side.remove("volumeAttributesClassName");
        }
        if (old.get("volumeName") == null) {
            // Binding is naming a volume where there was none.
            rest.remove("volumeName");
        }
        if (!Json.same(rest, before)) {
            checks.add(FieldError.forbidden(
                    "spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                            + " claims"));
        }
    }

    void binding(Map<String, Object> binding, @Nullable Map<String, Object> old) {
        if (old != null && !Json.same(binding.get("roleRef"), old.get("roleRef"))) {
            Map<String, Object> ref = Json.child(binding, "roleRef");
            Map<String, Object> shown = new LinkedHashMap<>();
            Json.put(shown, "APIGroup", ref.get("apiGroup"));
            Json.put(shown, "Kind", ref.get("kind"));
            Json.put(shown, "Name", ref.get("name"));
            checks.add(FieldError.invalid("roleRef", shown, Checks.IMMUTABLE));
        }
    }

    void storageClass(Map<String, Object> object, @Nullable Map<String, Object> old) {
        checks.required(object, "", "provisioner");
        if (old == null) {
            return;
        }
        if (!Json.same(object.get("parameters"), old.get("parameters"))) {
            checks.add(FieldError.forbidden("parameters", "updates to parameters are forbidden."));
        }
        if (!Json.same(object.get("provisioner"), old.get("provisioner"))) {
            checks.add(FieldError.invalid("provisioner", null, Checks.IMMUTABLE));
        }
        if (!Json.same(object.get("reclaimPolicy"), old.get("reclaimPolicy"))) {
            checks.add(FieldError.forbidden("reclaimPolicy", "updates to reclaimPolicy are forbidden."));
        }
        checks.unchanged(object, old, "", "volumeBindingMode");
    }

    void priorityClass(Map<String, Object> object, @Nullable Map<String, Object> old) {
        if (old != null) {
            if (!Json.same(object.get("value"), old.get("value"))) {
                checks.add(FieldError.forbidden("value", "may not be changed in an update."));
            }
            checks.unchanged(object, old, "", "preemptionPolicy");
        }
    }

    void volume(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        checks.required(spec, "spec", "accessModes");
        if (old != null && !Json.same(source(spec), source(old))) {
            checks.add(FieldError.forbidden(
                    "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation"));
        }
    }

    /** What of a volume's spec says where the bytes are. */
    private static Map<String, Object> source(Map<String, Object> spec) {
        Map<String, Object> source = new LinkedHashMap<>(spec);
        source.keySet()
                .removeAll(List.of(
                        "capacity",
                        "accessModes",
                        "claimRef",
                        "persistentVolumeReclaimPolicy",
                        "storageClassName",
                        "mountOptions",
                        "volumeMode",
                        "nodeAffinity",
                        "volumeAttributesClassName"));
        return source;
    }

    void endpointSlice(Map<String, Object> object, @Nullable Map<String, Object> old) {
        if (old != null && !Json.same(object.get("addressType"), old.get("addressType"))) {
            checks.add(FieldError.invalid("addressType", null, Checks.IMMUTABLE));
        }
    }
}
