package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Quantities;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with pods and pod templates. */
final class PodValidation {
    private final Checks checks;

    PodValidation(Checks checks) {
        this.checks = checks;
    }

    void template(Map<String, Object> template, String path) {
        Json.at(template, "metadata", "labels").forEach((key, value) -> {
            Names.qualified(key).forEach(fault -> checks.add(FieldError.invalid(path + ".labels", key, fault)));
            Names.labelValue(String.valueOf(value))
                    .ifPresent(fault -> checks.add(FieldError.invalid(path + ".labels", value, fault)));
        });
        spec(Json.child(template, "spec"), path + ".spec");
    }

    void spec(Map<String, Object> spec, String path) {
        Set<String> volumes = volumes(spec, path);
        containers(spec, path, "containers", volumes, true);
        containers(spec, path, "initContainers", volumes, false);
        checks.oneOf(spec, path, "restartPolicy", "Always", "OnFailure", "Never");
        checks.oneOf(spec, path, "dnsPolicy", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
        checks.notNegative(spec, path, "terminationGracePeriodSeconds");
        Json.child(spec, "nodeSelector").forEach((key, value) -> {
            Names.qualified(key).forEach(fault -> checks.add(FieldError.invalid(path + ".nodeSelector", key, fault)));
            Names.labelValue(String.valueOf(value))
                    .ifPresent(fault -> checks.add(FieldError.invalid(path + ".nodeSelector", value, fault)));
        });
        spread(spec, path);
    }

    private Set<String> volumes(Map<String, Object> spec, String path) {
        Set<String> names = new HashSet<>();
        int i = 0;
        for (Map<String, Object> volume : Json.objects(spec, "volumes")) {
            String at = path + ".volumes[" + i++ + "]";
            String name = Json.text(volume, "name");
            if (checks.required(volume, at, "name")) {
                checks.label(name, at + ".name");
                if (!names.add(name)) {
                    checks.add(FieldError.duplicate(at + ".name", name));
                }
            }
            if (volume.keySet().size() > 2) {
                List<String> sources = new ArrayList<>(volume.keySet());
                sources.remove("name");
                checks.add(FieldError.forbidden(at + "." + sources.get(1), "may not specify more than 1 volume type"));
            }
        }
        return names;
    }

    private void containers(Map<String, Object> spec, String path, String key, Set<String> volumes, boolean needed) {
        List<Map<String, Object>> containers = Json.objects(spec, key);
        if (containers.isEmpty() && needed) {
            checks.add(FieldError.required(path + "." + key, ""));
        }
        Set<String> names = new HashSet<>();
        int i = 0;
        for (Map<String, Object> container : containers) {
            String at = path + "." + key + "[" + i++ + "]";
            container(container, at, volumes);
            String name = Json.text(container, "name");
            if (!names.add(name) && !name.isEmpty()) {
                checks.add(FieldError.duplicate(at + ".name", name));
            }
        }
    }

    private void container(Map<String, Object> container, String path, Set<String> volumes) {
        if (checks.required(container, path, "name")) {
            checks.label(Json.text(container, "name"), path + ".name");
        }
        checks.required(container, path, "image");
        checks.oneOf(container, path, "terminationMessagePolicy", "File", "FallbackToLogsOnError");
        ports(container, path);
        int i = 0;
        for (Map<String, Object> variable : Json.objects(container, "env")) {
            checks.required(variable, path + ".env[" + i++ + "]", "name");
        }
        mounts(container, path, volumes);
        checks.oneOf(container, path, "imagePullPolicy", "Always", "IfNotPresent", "Never");
        resources(Json.child(container, "resources"), path + ".resources");
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof Map<?, ?> given) {
                probe(Json.map(given), path + "." + probe, probe);
            }
        }
    }

    private void ports(Map<String, Object> container, String path) {
        int i = 0;
        for (Map<String, Object> port : Json.objects(container, "ports")) {
            String at = path + ".ports[" + i++ + "]";
            long number = Json.number(port, "containerPort", 0);
            if (number == 0) {
                checks.add(FieldError.required(at + ".containerPort", ""));
            } else if (number < 1 || number > 65535) {
                checks.add(FieldError.invalid(at + ".containerPort", number, "must be between 1 and 65535, inclusive"));
            }
            checks.oneOf(port, at, "protocol", "SCTP", "TCP", "UDP");
        }
    }

    private void mounts(Map<String, Object> container, String path, Set<String> volumes) {
        Set<Object> paths = new HashSet<>();
        int i = 0;
        for (Map<String, Object> mount : Json.objects(container, "volumeMounts")) {
            String at = path + ".volumeMounts[" + i++ + "]";
            if (checks.required(mount, at, "name") && !volumes.contains(Json.text(mount, "name"))) {
                checks.add(FieldError.notFound(at + ".name", Json.text(mount, "name")));
            }
            if (checks.required(mount, at, "mountPath") && !paths.add(Json.text(mount, "mountPath"))) {
                checks.add(FieldError.invalid(at + ".mountPath", mount.get("mountPath"), "must be unique"));
            }
        }
    }

    private void resources(Map<String, Object> resources, String path) {
        Map<String, Object> limits = Json.child(resources, "limits");
        Json.child(resources, "requests").forEach((name, amount) -> {
            BigDecimal request = number(amount);
            if (request.signum() < 0) {
                checks.add(FieldError.invalid(
                        path + ".requests[" + name + "]", amount, "must be greater than or equal to 0"));
            }
            if (limits.containsKey(name) && request.compareTo(number(limits.get(name))) > 0) {
                checks.add(FieldError.invalid(
                        path + ".requests",
                        amount,
                        "must be less than or equal to " + name + " limit of " + limits.get(name)));
            }
        });
    }

    private static BigDecimal number(Object amount) {
        return Quantities.number(String.valueOf(amount)).orElse(BigDecimal.ZERO);
    }

    private void probe(Map<String, Object> probe, String path, String kind) {
        long handlers = List.of("exec", "httpGet", "tcpSocket", "grpc").stream()
                .filter(handler -> probe.get(handler) != null)
                .count();
        if (handlers == 0) {
            checks.add(FieldError.required(path, "must specify a handler type"));
        }
        for (String key : List.of(
                "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")) {
            checks.notNegative(probe, path, key);
        }
        if (!kind.equals("readinessProbe") && Json.number(probe, "successThreshold", 1) != 1) {
            checks.add(FieldError.invalid(path + ".successThreshold", probe.get("successThreshold"), "must be 1"));
        }
    }

    private void spread(Map<String, Object> spec, String path) {
        int i = 0;
        for (Map<String, Object> constraint : Json.objects(spec, "topologySpreadConstraints")) {
            String at = path + ".topologySpreadConstraints[" + i++ + "]";
            if (Json.number(constraint, "maxSkew", 0) <= 0) {
                checks.add(FieldError.invalid(at + ".maxSkew", constraint.get("maxSkew"), "must be greater than zero"));
            }
            if (Json.text(constraint, "topologyKey").isEmpty()) {
                checks.add(FieldError.required(at + ".topologyKey", "can not be empty"));
            }
            checks.oneOf(constraint, at, "whenUnsatisfiable", "DoNotSchedule", "ScheduleAnyway");
        }
    }

    /** What may not change in a running pod. */
    void update(Map<String, Object> spec, Map<String, Object> old) {
        Map<String, Object> allowed = Json.copyOf(spec);
        for (String containers : List.of("containers", "initContainers")) {
            List<Map<String, Object>> now = Json.objects(allowed, containers);
            List<Map<String, Object>> before = Json.objects(old, containers);
            for (int i = 0; i < Math.min(now.size(), before.size()); i++) {
                Json.put(now.get(i), "image", before.get(i).get("image"));
            }
        }
        for (String field : List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds")) {
            if (old.containsKey(field)) {
                Json.put(allowed, field, old.get(field));
            } else {
                allowed.remove(field);
            }
        }
        if (!Json.items(old, "schedulingGates").isEmpty()) {
            for (String field : List.of("schedulingGates", "nodeSelector", "affinity")) {
                if (old.containsKey(field)) {
                    Json.put(allowed, field, old.get(field));
                } else {
                    allowed.remove(field);
                }
            }
        }
        if (!Json.same(allowed, old)) {
            checks.add(
                    FieldError.forbidden(
                            "spec",
                            "pod updates may not change fields other than"
                                    + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                                    + "`spec.tolerations` (only additions to existing tolerations),"
                                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"));
        }
    }
}
