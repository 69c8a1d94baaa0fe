package io.fairlead.examples.demo;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Every object of a namespace, the namespace included, as it stands at one moment: read past Fairlead, by plain GET requests,
 * so that the proof does not rest on what is to be proved.
 *
 * <p>Left out, as {@link #LEFT_OUT} says: what moves by itself.
 *
 * @param objects what people and tools wrote, field by field, owners among the fields
 * @param pods the pods, by what they are rather than by how they fare
 * @param derived how many objects the cluster's controllers made of the others
 * @param unreadable the kinds that the caller may not list
 */
record Snapshot(Map<Ref, Map<String, Object>> objects, Set<String> pods, int derived, Set<String> unreadable) {

    /** What a comparison does not look at, in words. */
    static final List<String> LEFT_OUT = List.of(
            "status, resourceVersion, generation, a Deployment's revision counter; times of owner entries;",
            "what controllers make of other objects (pods are compared one by one), Events, Leases;",
            "the records of the operations themselves");

    private static final Set<String> MOVING = Set.of("events", "endpoints", "endpointslices", "leases");
    private static final String RECORD = "fairlead.io/journal";
    private static final String METRICS = "metrics.k8s.io";

    /** Reads a namespace; one LIST a kind. */
    static Snapshot take(KubernetesClient client, String namespace) {
        Map<Ref, Map<String, Object>> objects = new ConcurrentSkipListMap<>();
        Set<String> pods = new ConcurrentSkipListSet<>();
        Set<Ref> derived = new ConcurrentSkipListSet<>();
        Set<String> unreadable = new ConcurrentSkipListSet<>();
        get(client, "/api/v1/namespaces/" + namespace)
                .forEach(object -> objects.put(Ref.of(object), Cleaning.compared(object)));
        if (objects.isEmpty()) {
            return new Snapshot(objects, pods, 0, unreadable);
        }
        kinds(client).entrySet().parallelStream().forEach(kind -> {
            try {
                for (Map<String, Object> object : list(client, kind.getKey(), namespace, kind.getValue())) {
                    if (Tree.of(object).has("metadata", "labels", RECORD)) {
                        continue;
                    }
                    if (Cleaning.isDerived(object)) {
                        derived.add(Ref.of(object));
                        if (kind.getValue().getKind().equals("Pod")
                                && !Tree.of(object).has("metadata", "deletionTimestamp")) {
                            pods.add(Cleaning.pod(object));
                        }
                    } else {
                        objects.put(Ref.of(object), Cleaning.compared(object));
                    }
                }
            } catch (KubernetesClientException e) {
                if (e.getCode() != 403 && e.getCode() != 405) {
                    throw e;
                }
                unreadable.add(kind.getValue().getName());
            }
        });
        return new Snapshot(new TreeMap<>(objects), new TreeSet<>(pods), derived.size(), new TreeSet<>(unreadable));
    }

    /** The kinds that live in namespaces and can be listed, each in the version that the server prefers. */
    private static Map<String, APIResource> kinds(KubernetesClient client) {
        List<String> versions = new ArrayList<>(List.of("v1"));
        for (APIGroup group : client.getApiGroups().getGroups()) {
            if (!group.getName().equals(METRICS)) {
                versions.add(group.getPreferredVersion().getGroupVersion());
            }
        }
        Map<String, APIResource> kinds = new ConcurrentSkipListMap<>();
        versions.parallelStream().forEach(version -> {
            APIResourceList resources = client.getApiResources(version);
            if (resources != null) {
                resources.getResources().stream()
                        .filter(resource -> Boolean.TRUE.equals(resource.getNamespaced())
                                && resource.getVerbs().contains("list")
                                && !MOVING.contains(resource.getName()))
                        .forEach(resource -> kinds.put(version + "/" + resource.getName(), resource));
            }
        });
        return kinds;
    }

    @SuppressWarnings("unchecked") // the shape of a list
    private static List<Map<String, Object>> list(
            KubernetesClient client, String key, String namespace, APIResource resource) {
        String version = key.substring(0, key.lastIndexOf('/'));
        String root = version.contains("/") ? "/apis/" : "/api/";
        List<Map<String, Object>> items = new ArrayList<>();
        for (Map<String, Object> list :
                get(client, root + version + "/namespaces/" + namespace + "/" + resource.getName())) {
            for (Map<String, Object> item : (List<Map<String, Object>>) list.getOrDefault("items", List.of())) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("apiVersion", version);
                object.put("kind", resource.getKind());
                object.putAll(item);
                items.add(object);
            }
        }
        return items;
    }

    /** What lies at a path, if anything does. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static List<Map<String, Object>> get(KubernetesClient client, String path) {
        String text = client.raw(path);
        return text == null ? List.of() : List.of((Map<String, Object>) Serialization.unmarshal(text, Map.class));
    }

    /** How many fields it holds. */
    int fields() {
        return objects.values().stream()
                .mapToInt(object -> Comparison.leaves(object).size())
                .sum();
    }

    /** How many owners' entries it holds. */
    int owners() {
        return objects.values().stream()
                .mapToInt(object ->
                        Tree.of(object).trees("metadata", "managedFields").size())
                .sum();
    }
}
