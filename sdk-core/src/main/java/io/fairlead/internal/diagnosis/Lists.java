package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every list of one walk, asked for at most once, and found again by owner. */
final class Lists {

    static final Kind REPLICA_SET = Kind.of("apps/v1", "ReplicaSet");
    static final Kind POD = Kind.of("v1", "Pod");
    static final Kind EVENT = Kind.of("v1", "Event");
    static final Kind CLAIM = Kind.of("v1", "PersistentVolumeClaim");
    static final Kind STORAGE_CLASS = Kind.of("storage.k8s.io/v1", "StorageClass");
    static final Kind NODE = Kind.of("v1", "Node");

    private record Key(Kind kind, String namespace) {}

    private final DiagnosisReader reader;
    private final Map<Key, List<Map<String, Object>>> seen = new HashMap<>();
    private final Map<Key, Map<String, List<Map<String, Object>>>> owned = new HashMap<>();
    private final Map<String, String> refusals = new TreeMap<>();

    Lists(DiagnosisReader reader) {
        this.reader = reader;
    }

    /** The objects of a kind in a namespace; the selectors of the first call hold for the walk. */
    List<Map<String, Object>> of(Kind kind, String namespace, String labels, String fields) {
        return seen.computeIfAbsent(new Key(kind, namespace), unseen -> {
            DiagnosisReader.Seen answer = reader.list(new DiagnosisReader.Wanted(kind, namespace, labels, fields));
            if (!answer.refusal().isEmpty()) {
                refusals.put(
                        namespace.isEmpty() ? kind.name() + "s" : kind.name() + "s of " + namespace, answer.refusal());
            }
            return answer.items();
        });
    }

    /** The objects of a kind that this uid owns. */
    List<Map<String, Object>> ownedBy(String uid, Kind kind, String namespace, String labels) {
        List<Map<String, Object>> all = of(kind, namespace, labels, "");
        return owned.computeIfAbsent(new Key(kind, namespace), unseen -> byOwner(all))
                .getOrDefault(uid, List.of());
    }

    private static Map<String, List<Map<String, Object>>> byOwner(List<Map<String, Object>> objects) {
        Map<String, List<Map<String, Object>>> owners = new HashMap<>();
        for (Map<String, Object> object : objects) {
            for (Map<String, Object> owner : Trees.maps(object, "metadata", "ownerReferences")) {
                if (Boolean.TRUE.equals(owner.get("controller")) && owner.get("uid") instanceof String uid) {
                    owners.computeIfAbsent(uid, first -> new ArrayList<>()).add(object);
                }
            }
        }
        return owners;
    }

    /** What could not be seen, and why. */
    Map<String, String> refusals() {
        return new LinkedHashMap<>(refusals);
    }
}
