package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.resource.Ref;
import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads all objects of a room, of whatever kinds the cluster serves, save those that controllers make of others, and records of operations. */
final class Listing {

    private static final Set<String> MADE_BY_CONTROLLERS =
            Set.of("events", "endpoints", "endpointslices", "pods", "replicasets", "controllerrevisions", "leases");

    private static final Map<String, List<String>> PATHS = new ConcurrentHashMap<>();

    private final Room room;
    private final KubernetesClient client;

    Listing(Room room) {
        this.room = room;
        this.client = room.admin();
    }

    Snapshot of(List<Ref> others, Set<String> writers) {
        String namespace = room.namespace();
        Snapshot snapshot = new Snapshot(writers);
        List<String> kinds = PATHS.computeIfAbsent(client.getMasterUrl().toString(), url -> kinds());
        kinds.parallelStream()
                .map(kind -> read(kind.replace("{namespace}", namespace)))
                .flatMap(Optional::stream)
                .toList()
                .forEach(list -> items(list).stream()
                        .filter(item -> !room.isLent(Ref.of(item)) && !isRecord(item))
                        .forEach(snapshot::add));
        others.forEach(ref -> one(ref).ifPresent(snapshot::add));
        return snapshot;
    }

    /** What the journal keeps of the operations themselves. */
    private static boolean isRecord(Map<String, Object> item) {
        return Json.child(Json.child(item, "metadata"), "labels").containsKey("fairlead.io/journal");
    }

    Optional<Map<String, Object>> one(Ref ref) {
        String kind = ref.kind().name();
        String apiVersion = ref.kind().apiVersion();
        String root = ref.kind().group().isEmpty() ? "/api/" + apiVersion : "/apis/" + apiVersion;
        for (Map<String, Object> resource : resources(root)) {
            if (Json.text(resource, "kind").equals(kind)
                    && !Json.text(resource, "name").contains("/")) {
                String where = ref.namespace().isEmpty() ? "" : "/namespaces/" + ref.namespace();
                return read(root + where + "/" + Json.text(resource, "name") + "/" + ref.name());
            }
        }
        return Optional.empty();
    }

    private static List<Map<String, Object>> items(Map<String, Object> list) {
        String kind = Json.text(list, "kind").replaceFirst("List$", "");
        List<Map<String, Object>> items = new ArrayList<>();
        for (Map<String, Object> item : Json.objects(list, "items")) {
            item.put("kind", kind);
            item.put("apiVersion", Json.text(list, "apiVersion"));
            items.add(item);
        }
        return items;
    }

    private List<String> kinds() {
        List<String> kinds = new ArrayList<>(kinds("/api/v1"));
        read("/apis")
                .ifPresent(groups -> Json.objects(groups, "groups").stream()
                        .map(group -> Json.text(Json.child(group, "preferredVersion"), "groupVersion"))
                        .forEach(version -> kinds.addAll(kinds("/apis/" + version))));
        return kinds;
    }

    private List<String> kinds(String root) {
        return resources(root).stream()
                .filter(resource -> Boolean.TRUE.equals(resource.get("namespaced"))
                        && Json.items(resource, "verbs").contains("list")
                        && !MADE_BY_CONTROLLERS.contains(Json.text(resource, "name")))
                .map(resource -> root + "/namespaces/{namespace}/" + Json.text(resource, "name"))
                .toList();
    }

    private List<Map<String, Object>> resources(String root) {
        return read(root).map(list -> Json.objects(list, "resources")).orElse(List.of());
    }

    private Optional<Map<String, Object>> read(String path) {
        try {
            return Optional.ofNullable(client.raw(path)).map(Json::parseObject);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404 || e.getCode() == 405) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
