package io.fairlead.testkit.internal.kinds;

import static io.fairlead.testkit.internal.kinds.Defaults.set;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The defaults of the core group. */
final class CoreDefaults {
    private static final int FILE_MODE = 420;

    private CoreDefaults() {}

    static Map<String, Consumer<Map<String, Object>>> all() {
        Map<String, Consumer<Map<String, Object>>> all = new HashMap<>();
        all.put("core.v1.Pod", CoreDefaults::pod);
        all.put("core.v1.PodSpec", CoreDefaults::podSpec);
        all.put("core.v1.PodStatus", CoreDefaults::podStatus);
        all.put("core.v1.Container", CoreDefaults::container);
        all.put("core.v1.EphemeralContainer", CoreDefaults::container);
        all.put("core.v1.Probe", CoreDefaults::probe);
        all.put("core.v1.HTTPGetAction", action -> {
            set(action, "path", "/");
            set(action, "scheme", "HTTP");
        });
        all.put("core.v1.Volume", CoreDefaults::volume);
        for (String source : List.of("Secret", "ConfigMap", "DownwardAPI")) {
            all.put("core.v1." + source + "VolumeSource", v -> set(v, "defaultMode", FILE_MODE));
        }
        all.put("core.v1.ProjectedVolumeSource", v -> set(v, "defaultMode", FILE_MODE));
        all.put("core.v1.HostPathVolumeSource", v -> v.putIfAbsent("type", ""));
        all.put("core.v1.ServiceAccountTokenProjection", v -> set(v, "expirationSeconds", 3600));
        all.put("core.v1.ObjectFieldSelector", v -> set(v, "apiVersion", "v1"));
        all.put("core.v1.Service", CoreDefaults::service);
        all.put("core.v1.Secret", v -> set(v, "type", "Opaque"));
        all.put("core.v1.PersistentVolume", v -> {
            set(Json.ensure(v, "status"), "phase", "Pending");
            set(Json.ensure(v, "spec"), "persistentVolumeReclaimPolicy", "Retain");
            set(Json.ensure(v, "spec"), "volumeMode", "Filesystem");
        });
        all.put("core.v1.PersistentVolumeClaim", v -> set(Json.ensure(v, "status"), "phase", "Pending"));
        all.put("core.v1.PersistentVolumeClaimSpec", v -> set(v, "volumeMode", "Filesystem"));
        all.put("core.v1.Namespace", CoreDefaults::namespace);
        all.put("core.v1.NodeStatus", v -> {
            if (v.get("allocatable") == null && v.get("capacity") != null) {
                v.put("allocatable", Json.copyOf(Json.child(v, "capacity")));
            }
        });
        all.put("core.v1.LimitRangeItem", CoreDefaults::limits);
        all.put("core.v1.ReplicationController", CoreDefaults::replicationController);
        return all;
    }

    private static void pod(Map<String, Object> pod) {
        Map<String, Object> spec = Json.ensure(pod, "spec");
        for (String kind : List.of("containers", "initContainers")) {
            for (Map<String, Object> container : Json.objects(spec, kind)) {
                Map<String, Object> resources = Json.ensure(container, "resources");
                Json.child(resources, "limits")
                        .forEach((name, amount) ->
                                Json.ensure(resources, "requests").putIfAbsent(name, amount));
            }
        }
        if (spec.get("enableServiceLinks") == null) {
            spec.put("enableServiceLinks", true);
        }
        if (Json.number(spec, "terminationGracePeriodSeconds", 0) < 0) {
            spec.put("terminationGracePeriodSeconds", 1);
        }
        if (Boolean.TRUE.equals(spec.get("hostNetwork"))) {
            for (String kind : List.of("containers", "initContainers")) {
                for (Map<String, Object> container : Json.objects(spec, kind)) {
                    Json.objects(container, "ports")
                            .forEach(port -> port.putIfAbsent("hostPort", port.get("containerPort")));
                }
            }
        }
    }

    private static void podSpec(Map<String, Object> spec) {
        if (Json.text(spec, "serviceAccountName").isEmpty()
                && !Json.text(spec, "serviceAccount").isEmpty()) {
            spec.put("serviceAccountName", Json.text(spec, "serviceAccount"));
        }
        if (!Json.text(spec, "serviceAccountName").isEmpty()) {
            spec.put("serviceAccount", Json.text(spec, "serviceAccountName"));
        }
        set(spec, "dnsPolicy", "ClusterFirst");
        set(spec, "restartPolicy", "Always");
        if (spec.get("securityContext") == null) {
            spec.put("securityContext", new LinkedHashMap<String, Object>());
        }
        set(spec, "terminationGracePeriodSeconds", 30);
        set(spec, "schedulerName", "default-scheduler");
    }

    private static void podStatus(Map<String, Object> status) {
        String ip = Json.text(status, "podIP");
        List<Map<String, Object>> ips = Json.objects(status, "podIPs");
        if (!ip.isEmpty() && (ips.isEmpty() || !ip.equals(ips.get(0).get("ip")))) {
            status.put("podIPs", new ArrayList<Object>(List.of(new LinkedHashMap<>(Map.of("ip", ip)))));
        } else if (ip.isEmpty() && !ips.isEmpty()) {
            Json.put(status, "podIP", ips.get(0).get("ip"));
        }
    }

    private static void container(Map<String, Object> container) {
        set(container, "imagePullPolicy", isLatest(Json.text(container, "image")) ? "Always" : "IfNotPresent");
        set(container, "terminationMessagePath", "/dev/termination-log");
        set(container, "terminationMessagePolicy", "File");
    }

    /** Whether the image has the tag {@code latest}, or neither tag nor digest. */
    private static boolean isLatest(String image) {
        if (image.isEmpty()) {
            return false;
        }
        String last = image.substring(image.lastIndexOf('/') + 1);
        int at = last.indexOf('@');
        String named = at < 0 ? last : last.substring(0, at);
        int colon = named.indexOf(':');
        if (colon >= 0) {
            return named.substring(colon + 1).equals("latest");
        }
        return at < 0;
    }

    private static void probe(Map<String, Object> probe) {
        set(probe, "timeoutSeconds", 1);
        set(probe, "periodSeconds", 10);
        set(probe, "successThreshold", 1);
        set(probe, "failureThreshold", 3);
        if (probe.get("grpc") instanceof Map<?, ?> grpc) {
            Json.map(grpc).putIfAbsent("service", "");
        }
    }

    private static void volume(Map<String, Object> volume) {
        if (Set.of("name").containsAll(volume.keySet())) {
            volume.put("emptyDir", new LinkedHashMap<String, Object>());
        }
        if (volume.get("image") instanceof Map<?, ?> image) {
            set(
                    Json.map(image),
                    "pullPolicy",
                    isLatest(Json.text(Json.map(image), "reference")) ? "Always" : "IfNotPresent");
        }
    }

    private static void service(Map<String, Object> service) {
        Map<String, Object> spec = Json.ensure(service, "spec");
        set(spec, "sessionAffinity", "None");
        if ("None".equals(spec.get("sessionAffinity"))) {
            spec.remove("sessionAffinityConfig");
        } else if ("ClientIP".equals(spec.get("sessionAffinity"))
                && Json.at(spec, "sessionAffinityConfig", "clientIP").get("timeoutSeconds") == null) {
            Map<String, Object> clientIp = new LinkedHashMap<>(Map.of("timeoutSeconds", 10800));
            spec.put("sessionAffinityConfig", new LinkedHashMap<String, Object>(Map.of("clientIP", clientIp)));
        }
        set(spec, "type", "ClusterIP");
        String type = Json.text(spec, "type");
        for (Map<String, Object> port : Json.objects(spec, "ports")) {
            set(port, "protocol", "TCP");
            Object target = port.get("targetPort");
            if (target == null || target.equals(0) || target.equals("")) {
                port.put("targetPort", port.getOrDefault("port", 0));
            }
        }
        boolean external = type.equals("NodePort")
                || type.equals("LoadBalancer")
                || type.equals("ClusterIP") && !Json.items(spec, "externalIPs").isEmpty();
        if (external) {
            set(spec, "externalTrafficPolicy", "Cluster");
        }
        if (!type.equals("ExternalName")) {
            set(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            spec.putIfAbsent("allocateLoadBalancerNodePorts", true);
            for (Map<String, Object> ingress : Json.objects(Json.at(service, "status", "loadBalancer"), "ingress")) {
                if (ingress.get("ip") != null) {
                    ingress.putIfAbsent("ipMode", "VIP");
                }
            }
        }
    }

    private static void namespace(Map<String, Object> namespace) {
        Map<String, Object> metadata = Json.ensure(namespace, "metadata");
        String name = Json.text(metadata, "name");
        if (!name.isEmpty()) {
            Json.ensure(metadata, "labels").put("kubernetes.io/metadata.name", name);
        }
        set(Json.ensure(namespace, "status"), "phase", "Active");
    }

    private static void limits(Map<String, Object> item) {
        if (!"Container".equals(item.get("type"))) {
            return;
        }
        fill(item, "max", "default");
        fill(item, "default", "defaultRequest");
        fill(item, "min", "defaultRequest");
    }

    private static void fill(Map<String, Object> item, String from, String to) {
        Json.child(item, from).forEach((name, amount) -> Json.ensure(item, to).putIfAbsent(name, amount));
    }

    private static void replicationController(Map<String, Object> controller) {
        Map<String, Object> labels = Json.at(controller, "spec", "template", "metadata", "labels");
        if (!labels.isEmpty()) {
            Map<String, Object> spec = Json.ensure(controller, "spec");
            if (Json.child(spec, "selector").isEmpty()) {
                spec.put("selector", Json.copyOf(labels));
            }
            Map<String, Object> metadata = Json.ensure(controller, "metadata");
            if (Json.child(metadata, "labels").isEmpty()) {
                metadata.put("labels", Json.copyOf(labels));
            }
        }
    }
}
