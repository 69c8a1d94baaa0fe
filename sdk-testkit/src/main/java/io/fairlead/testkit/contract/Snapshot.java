package io.fairlead.testkit.contract;

import io.fairlead.resource.Ref;
import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a room at one moment, as far as they are somebody's wish: without status, without what controllers make of other
 * objects, without the numbers that the server counts on.
 */
final class Snapshot {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    // Counts the changes of a DaemonSet's template, as the server writes it.
    private static final String GENERATION = "deprecated.daemonset.template.generation";

    private final Map<Ref, Map<String, Object>> objects = new TreeMap<>();
    private final Set<String> writers;

    /**
     * A moment to be filled.
     *
     * @param writers who writes between the moments that are compared: the server sets the time of an entry whenever it writes a value,
     *     and takes no patch of a time alone, so the times of their own entries cannot be given back
     */
    Snapshot(Set<String> writers) {
        this.writers = writers;
    }

    Snapshot() {
        this(Set.of());
    }

    /** Adds an object as the server gave it. */
    void add(Map<String, Object> object) {
        objects.put(Ref.of(object), object);
    }

    Map<Ref, Map<String, Object>> objects() {
        return objects;
    }

    @Nullable
    Map<String, Object> get(Ref ref) {
        return objects.get(ref);
    }

    /** The same without what the server chooses anew each time: addresses and ports of Services. */
    Snapshot withoutChoices() {
        Snapshot same = new Snapshot(writers);
        objects.forEach((ref, object) -> {
            Map<String, Object> copy = Json.copyOf(object);
            if (ref.kind().name().equals("Service")) {
                Map<String, Object> spec = Json.ensure(copy, "spec");
                spec.remove("clusterIP");
                spec.remove("clusterIPs");
                Json.objects(spec, "ports").forEach(port -> port.remove("nodePort"));
            }
            same.objects.put(ref, copy);
        });
        return same;
    }

    /** What differs in another moment, one line an object; with ownership and its times where these count. */
    List<String> differences(Snapshot later, Depth depth) {
        List<String> differences = new ArrayList<>();
        Set<Ref> all = new java.util.TreeSet<>(objects.keySet());
        all.addAll(later.objects.keySet());
        for (Ref ref : all) {
            Map<String, Object> before = objects.get(ref);
            Map<String, Object> after = later.objects.get(ref);
            if (before == null) {
                differences.add(ref + " was not there before");
            } else if (after == null) {
                differences.add(ref + " is not there any more");
            } else {
                Map<String, Object> was = scrubbed(before, depth, writers);
                Map<String, Object> is = scrubbed(after, depth, writers);
                if (!Json.same(was, is)) {
                    differences.add(ref + " was\n  " + Json.print(was) + "\nand is\n  " + Json.print(is));
                }
            }
        }
        return differences;
    }

    /** How close a look is taken. */
    enum Depth {
        /** What an object says. */
        CONTENT,
        /** And who owns which field since when. */
        OWNERS,
        /** And that it is the very same object. */
        IDENTITY,
        /** And how often its wishes were written. */
        GENERATION
    }

    /** A copy without what does not count. */
    static Map<String, Object> scrubbed(Map<String, Object> object, Depth depth, Set<String> writers) {
        Map<String, Object> copy = Json.copyOf(object);
        Map<String, Object> metadata = Json.ensure(copy, "metadata");
        copy.remove("status");
        metadata.remove("resourceVersion");
        metadata.remove("selfLink");
        if (depth != Depth.GENERATION) {
            metadata.remove("generation");
        }
        if (depth.compareTo(Depth.IDENTITY) < 0) {
            metadata.remove("uid");
            metadata.remove("creationTimestamp");
        }
        List<Object> owners = owners(metadata, writers);
        metadata.remove("managedFields");
        if (depth != Depth.CONTENT) {
            metadata.put("managedFields", owners);
        }
        if (metadata.get("annotations") instanceof Map<?, ?>) {
            Json.ensure(metadata, "annotations").remove(REVISION);
            Json.ensure(metadata, "annotations").remove(GENERATION);
            if (Json.child(metadata, "annotations").isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return copy;
    }

    /** The entries of those who wish, not of those who report; an entry without fields says nothing. */
    private static List<Object> owners(Map<String, Object> metadata, Set<String> writers) {
        List<Object> owners = new ArrayList<>();
        for (Map<String, Object> entry : Json.objects(metadata, "managedFields")) {
            if (!Json.text(entry, "subresource").equals("status")
                    && !Json.text(entry, "manager").startsWith("kube-controller-manager")) {
                if (writers.contains(Json.text(entry, "manager"))) {
                    entry.remove("time");
                }
                owners.add(entry);
            }
        }
        owners.sort(java.util.Comparator.comparing(Json::print));
        return owners;
    }
}
