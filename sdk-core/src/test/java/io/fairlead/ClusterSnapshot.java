package io.fairlead;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.testbed.ControlPlane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * All objects of a cluster by their path, with their owners, read by other code than the engine's; without what controllers
 * make and what the server numbers or times.
 */
final class ClusterSnapshot {

    private static final Set<String> MADE_BY_CONTROLLERS = Set.of(
            "pods",
            "replicasets",
            "controllerrevisions",
            "events",
            "endpoints",
            "endpointslices",
            "leases",
            "ipaddresses",
            "nodes",
            "csinodes",
            "componentstatuses",
            "podmetrics",
            "nodemetrics");
    private static final Set<String> NUMBERED = Set.of("resourceVersion", "generation", "selfLink");
    private static final Set<String> IDENTITY = Set.of("uid", "creationTimestamp");

    private final KubernetesClient client;
    private final Map<String, Map<String, Object>> objects = new TreeMap<>();
    private final Set<String> going = new HashSet<>();

    private ClusterSnapshot(KubernetesClient client) {
        this.client = client;
    }

    /** What the cluster holds now; objects on their way out count as gone. */
    static ClusterSnapshot of(ControlPlane plane) {
        Config config = plane.config();
        // A kind whose definition is some seconds old asks to come back later.
        config.setRequestRetryBackoffLimit(10);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            ClusterSnapshot snapshot = new ClusterSnapshot(client);
            snapshot.readAll();
            return snapshot;
        }
    }

    /** What a namespace holds of the kinds that tests write most. */
    static ClusterSnapshot of(ControlPlane plane, String namespace) {
        ClusterSnapshot snapshot = new ClusterSnapshot(plane.client());
        for (String path : List.of(
                "/api/v1/namespaces/%s/configmaps",
                "/api/v1/namespaces/%s/secrets",
                "/api/v1/namespaces/%s/services",
                "/apis/apps/v1/namespaces/%s/deployments",
                "/apis/batch/v1/namespaces/%s/jobs")) {
            String at = path.formatted(namespace);
            for (Object item : list(snapshot.get(at), "items")) {
                snapshot.take(at, map(item));
            }
        }
        return snapshot;
    }

    private void readAll() {
        for (Object definition : list(get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions"), "items")) {
            Map<String, Object> metadata = map(map(definition).get("metadata"));
            if (metadata.get("deletionTimestamp") != null) {
                going.add(String.valueOf(metadata.get("name")));
            }
        }
        resources("/api/v1", "");
        Set<String> dead = notServed();
        for (Object group : list(get("/apis"), "groups")) {
            String version =
                    String.valueOf(map(map(group).get("preferredVersion")).get("groupVersion"));
            if (!dead.contains(version)) {
                resources("/apis/" + version, String.valueOf(map(group).get("name")));
            }
        }
    }

    /** Aggregated APIs whose server does not run here: they answer 503, and the client would try again and again. */
    private Set<String> notServed() {
        Set<String> dead = new HashSet<>();
        for (Object service : list(get("/apis/apiregistration.k8s.io/v1/apiservices"), "items")) {
            Map<String, Object> spec = map(map(service).get("spec"));
            boolean available = list(map(map(service).get("status")), "conditions").stream()
                    .anyMatch(condition -> "Available".equals(map(condition).get("type"))
                            && "True".equals(map(condition).get("status")));
            if (spec.get("service") != null && !available) {
                dead.add(spec.get("group") + "/" + spec.get("version"));
            }
        }
        return dead;
    }

    /** Paths and contents, for a comparison whose failure names the field. */
    Map<String, Map<String, Object>> objects() {
        return objects;
    }

    /** The same without owners. */
    Map<String, Map<String, Object>> values() {
        Map<String, Map<String, Object>> copy = new TreeMap<>(objects);
        copy.replaceAll((path, object) -> {
            Map<String, Object> bare = new LinkedHashMap<>(object);
            Map<String, Object> metadata = new LinkedHashMap<>(map(object.get("metadata")));
            metadata.remove("managedFields");
            metadata.keySet().removeAll(IDENTITY);
            bare.put("metadata", metadata);
            return bare;
        });
        return copy;
    }

    /** The same without the identity of some objects, which were made anew. */
    Map<String, Map<String, Object>> madeAnew(List<String> pathEnds) {
        Map<String, Map<String, Object>> copy = new TreeMap<>(objects);
        copy.replaceAll((path, object) -> {
            if (pathEnds.stream().noneMatch(path::endsWith)) {
                return object;
            }
            Map<String, Object> bare = new LinkedHashMap<>(object);
            Map<String, Object> metadata = new LinkedHashMap<>(map(object.get("metadata")));
            metadata.keySet().removeAll(IDENTITY);
            bare.put("metadata", metadata);
            return bare;
        });
        return copy;
    }

    private void resources(String version, String group) {
        for (Object resource : list(get(version), "resources")) {
            Map<String, Object> type = map(resource);
            String plural = String.valueOf(type.get("name"));
            if (plural.contains("/")
                    || MADE_BY_CONTROLLERS.contains(plural)
                    || going.contains(plural + "." + group)
                    || !list(type, "verbs").contains("list")) {
                continue;
            }
            for (Object item : list(get(version + "/" + plural), "items")) {
                take(version + "/" + plural, map(item));
            }
        }
    }

    private void take(String path, Map<String, Object> object) {
        Map<String, Object> metadata = new LinkedHashMap<>(map(object.get("metadata")));
        String name = String.valueOf(metadata.get("name"));
        if (metadata.get("deletionTimestamp") != null || isControllersOwn(path, name, map(metadata.get("labels")))) {
            return;
        }
        if (map(metadata.get("labels")).containsKey("fairlead.io/journal")) {
            return; // What the operations under test tell of themselves.
        }
        metadata.keySet().removeAll(NUMBERED);
        List<Object> entries = new ArrayList<>();
        for (Object entry : list(metadata, "managedFields")) {
            if (!isControllers(map(entry))) {
                Map<String, Object> timeless = new LinkedHashMap<>(map(entry));
                timeless.remove("time");
                entries.add(timeless);
            }
        }
        entries.sort(Comparator.comparing(String::valueOf));
        metadata.put("managedFields", entries);
        Map<String, Object> annotations = new LinkedHashMap<>(map(metadata.get("annotations")));
        annotations.remove("deployment.kubernetes.io/revision");
        metadata.put("annotations", annotations);
        Map<String, Object> bare = new LinkedHashMap<>(object);
        bare.remove("status");
        bare.put("metadata", metadata);
        if (object.get("aggregationRule") != null) {
            bare.remove("rules");
        }
        objects.put(path + "/" + Objects.toString(metadata.get("namespace"), "") + "/" + name, bare);
    }

    private static boolean isControllersOwn(String path, String name, Map<String, Object> labels) {
        return name.equals("kube-root-ca.crt")
                || path.endsWith("/serviceaccounts") && name.equals("default")
                || labels.containsKey("kube-aggregator.kubernetes.io/automanaged");
    }

    private static boolean isControllers(Map<String, Object> entry) {
        return "status".equals(entry.get("subresource"))
                || String.valueOf(entry.get("manager")).startsWith("kube-controller-manager")
                || "clusterrole-aggregation-controller".equals(entry.get("manager"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> get(String path) {
        String text = client.raw(path);
        return text == null ? Map.of() : Serialization.unmarshal(text, Map.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    private static List<?> list(Map<String, Object> object, String field) {
        return object.get(field) instanceof List<?> list ? list : List.of();
    }
}
