package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Every list of one walk, asked for at most once, and found again by name, by owner and, of events, by what they are about. */
final class Lists {

    static final Kind REPLICA_SET = Kind.of("apps/v1", "ReplicaSet");
    static final Kind POD = Kind.of("v1", "Pod");
    static final Kind EVENT = Kind.of("v1", "Event");
    static final Kind CLAIM = Kind.of("v1", "PersistentVolumeClaim");
    static final Kind STORAGE_CLASS = Kind.of("storage.k8s.io/v1", "StorageClass");
    static final Kind NODE = Kind.of("v1", "Node");
    static final Kind VOLUME = Kind.of("v1", "PersistentVolume");

    private record Key(Kind kind, String namespace) {}

    private final DiagnosisReader reader;
    private final Map<Key, List<Map<String, Object>>> seen = new HashMap<>();
    private final Map<Key, Map<String, List<Map<String, Object>>>> owned = new HashMap<>();
    private final Map<Key, Map<String, Map<String, Object>>> named = new HashMap<>();
    private final Map<Key, Map<String, List<Map<String, Object>>>> about = new HashMap<>();
    private final Map<Key, String> refusals = new HashMap<>();
    private final Set<Kind> everywhere = new HashSet<>();

    Lists(DiagnosisReader reader) {
        this.reader = reader;
    }

    /** The objects of a kind in a namespace; the selectors of the first call hold for the walk. */
    List<Map<String, Object>> of(Kind kind, String namespace, String labels, String fields) {
        if (everywhere.contains(kind)) {
            return seen.getOrDefault(new Key(kind, namespace), List.of());
        }
        return seen.computeIfAbsent(new Key(kind, namespace), unseen -> read(kind, namespace, labels, fields));
    }

    private List<Map<String, Object>> read(Kind kind, String namespace, String labels, String fields) {
        DiagnosisReader.Seen answer = reader.list(new DiagnosisReader.Wanted(kind, namespace, labels, fields));
        if (!answer.refusal().isEmpty()) {
            refusals.put(new Key(kind, namespace), answer.refusal());
        }
        return answer.items();
    }

    /**
     * What of a kind a selection takes; where that is all of a namespace, or of all of them, it is not asked for again.
     *
     * @param namespace the namespace, empty for all
     */
    List<Map<String, Object>> selected(Kind kind, String namespace, String labels, String fields) {
        if (!labels.isEmpty() || !fields.isEmpty()) {
            return read(kind, namespace, labels, fields);
        }
        List<Map<String, Object>> all = of(kind, namespace, "", "");
        if (namespace.isEmpty() && everywhere.add(kind)) {
            for (Map<String, Object> object : all) {
                Trees.text(object, "metadata", "namespace")
                        .ifPresent(home -> seen.computeIfAbsent(new Key(kind, home), first -> new ArrayList<>())
                                .add(object));
            }
        }
        return all;
    }

    /** Whether all objects of a kind in a namespace are known without another request. */
    boolean knows(Kind kind, String namespace) {
        return (everywhere.contains(kind) || seen.containsKey(new Key(kind, namespace))) && !blind(kind, namespace);
    }

    /** One object of a list of all that the namespace has. */
    Optional<Map<String, Object>> named(Kind kind, String namespace, String name) {
        List<Map<String, Object>> all = of(kind, namespace, "", "");
        return Optional.ofNullable(named.computeIfAbsent(new Key(kind, namespace), unseen -> byName(all))
                .get(name));
    }

    private static Map<String, Map<String, Object>> byName(List<Map<String, Object>> objects) {
        Map<String, Map<String, Object>> names = new HashMap<>();
        objects.forEach(
                object -> Trees.text(object, "metadata", "name").ifPresent(name -> names.putIfAbsent(name, object)));
        return names;
    }

    /** The events about an object. */
    List<Map<String, Object>> events(String namespace, String uid, String fields) {
        List<Map<String, Object>> all = of(EVENT, namespace, "", fields);
        return about.computeIfAbsent(new Key(EVENT, namespace), unseen -> bySubject(all))
                .getOrDefault(uid, List.of());
    }

    private static Map<String, List<Map<String, Object>>> bySubject(List<Map<String, Object>> events) {
        Map<String, List<Map<String, Object>>> subjects = new HashMap<>();
        for (Map<String, Object> event : events) {
            Trees.text(event, "involvedObject", "uid")
                    .ifPresent(uid -> subjects.computeIfAbsent(uid, first -> new ArrayList<>())
                            .add(event));
        }
        return subjects;
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
            controller(object)
                    .ifPresent(uid -> owners.computeIfAbsent(uid, first -> new ArrayList<>())
                            .add(object));
        }
        return owners;
    }

    /** The uid of what controls an object. */
    static Optional<String> controller(Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .filter(owner -> Boolean.TRUE.equals(owner.get("controller")))
                .flatMap(owner -> Trees.text(owner, "uid").stream())
                .findFirst();
    }

    /** Whether objects of this kind could not be seen: then one that is not found is not a missing one. */
    boolean blind(Kind kind, String namespace) {
        return refusals.containsKey(new Key(kind, namespace))
                || everywhere.contains(kind) && refusals.containsKey(new Key(kind, ""));
    }

    /** What could not be seen of the kinds that matter, and why. */
    Map<String, String> refusals(Predicate<Kind> matters) {
        Map<String, String> words = new TreeMap<>();
        refusals.forEach((key, why) -> {
            if (matters.test(key.kind())) {
                words.put(plural(key.kind().name()) + (key.namespace().isEmpty() ? "" : " of " + key.namespace()), why);
            }
        });
        return words;
    }

    private static String plural(String name) {
        if (name.endsWith("s")) {
            return name + "es";
        }
        return name.endsWith("y") && !name.endsWith("ay") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }
}
