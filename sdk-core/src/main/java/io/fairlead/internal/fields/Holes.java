package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a dry run's result that the server or a controller will choose anew when the change runs, so that what the
 * dry run says there must not be shown or read. Immutable.
 *
 * @param chosen each field with who chooses it, such as {@code assigned by the server}
 */
public record Holes(Map<FieldPath, String> chosen) {

    private static final String BY_SERVER = "assigned by the server";
    private static final String BY_CONTROLLER = "set by a controller";
    private static final List<String> CHOSEN_METADATA = List.of("uid", "creationTimestamp", "resourceVersion");

    public Holes {
        chosen = java.util.Collections.unmodifiableMap(new TreeMap<>(chosen));
    }

    /** No field is open. */
    public static Holes none() {
        return new Holes(Map.of());
    }

    /**
     * The open fields of an object that a dry run returned.
     *
     * @param result what the dry run returned
     * @param live the object before, or null where the change creates it
     */
    public static Holes of(Map<String, Object> result, @Nullable Map<String, Object> live) {
        Map<FieldPath, String> chosen = new LinkedHashMap<>();
        chosen.put(FieldPath.of("metadata", "resourceVersion"), BY_SERVER);
        if (live == null) {
            CHOSEN_METADATA.forEach(field -> chosen.put(FieldPath.of("metadata", field), BY_SERVER));
            chosen.put(FieldPath.of("status"), BY_CONTROLLER);
            Trees.text(result, "metadata", "uid").ifPresent(uid -> uses(uid, result, FieldPath.root(), chosen));
            if (Trees.at(result, "metadata", "generateName") != null) {
                chosen.put(FieldPath.of("metadata", "name"), BY_SERVER);
            }
        }
        if (Trees.text(result, "apiVersion").orElse("").equals("v1")) {
            switch (Trees.text(result, "kind").orElse("")) {
                case "Service" -> service(result, live, chosen);
                case "Pod" -> pod(result, live, chosen);
                default -> {}
            }
        }
        return new Holes(chosen);
    }

    /** Who chooses this field, or one that it is part of; empty where the dry run's word holds. */
    public Optional<String> chooserOf(FieldPath path) {
        for (Map.Entry<FieldPath, String> hole : chosen.entrySet()) {
            if (hole.getKey().isPrefixOf(path)) {
                return Optional.of(hole.getValue());
            }
        }
        return Optional.empty();
    }

    /** The same with one more open field. */
    public Holes and(FieldPath path, String by) {
        Map<FieldPath, String> more = new LinkedHashMap<>(chosen);
        more.put(path, by);
        return new Holes(more);
    }

    /** A made-up uid shows up again in labels and selectors (of Jobs). */
    private static void uses(String uid, @Nullable Object tree, FieldPath here, Map<FieldPath, String> chosen) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (!name.equals("managedFields")) {
                    uses(uid, value, here.field((String) name), chosen);
                }
            });
        } else if (uid.equals(tree)) {
            chosen.putIfAbsent(here, BY_SERVER);
        }
    }

    private static void service(
            Map<String, Object> result, @Nullable Map<String, Object> live, Map<FieldPath, String> chosen) {
        Optional<String> address = Trees.text(result, "spec", "clusterIP");
        if (Trees.text(live, "spec", "clusterIP").isEmpty()
                && address.isPresent()
                && !address.get().equals("None")
                && !address.get().isEmpty()) {
            chosen.put(FieldPath.of("spec", "clusterIP"), BY_SERVER);
            chosen.put(FieldPath.of("spec", "clusterIPs"), BY_SERVER);
        }
        FieldPath health = FieldPath.of("spec", "healthCheckNodePort");
        if (Fields.at(result, health).isPresent() && !Fields.at(live, health).isPresent()) {
            chosen.put(health, BY_SERVER);
        }
        for (Map<String, Object> port : Trees.maps(result, "spec", "ports")) {
            Map<String, Object> keys = Fields.keysOf(port, List.of("port", "protocol"));
            if (keys != null && port.containsKey("nodePort")) {
                FieldPath path = FieldPath.of("spec", "ports").item(keys).field("nodePort");
                if (!Trees.same(Fields.valueAt(live, path), port.get("nodePort"))) {
                    chosen.put(path, BY_SERVER);
                }
            }
        }
    }

    /**
     * The open fields, but for those that the desired object itself sets.
     *
     * @param desired what was asked for
     */
    public Holes without(Map<String, Object> desired) {
        Map<FieldPath, String> left = new LinkedHashMap<>(chosen);
        left.keySet().removeIf(path -> Fields.at(desired, path).isPresent() && !path.equals(FieldPath.of("status")));
        return new Holes(left);
    }

    private static void pod(
            Map<String, Object> result, @Nullable Map<String, Object> live, Map<FieldPath, String> chosen) {
        if (live != null) {
            return;
        }
        for (Map<String, Object> volume : Trees.maps(result, "spec", "volumes")) {
            if (volume.get("name") instanceof String name && name.startsWith("kube-api-access-")) {
                chosen.put(FieldPath.of("spec", "volumes").item(Map.of("name", name)), BY_SERVER);
            }
        }
        for (String containers : List.of("containers", "initContainers")) {
            for (Map<String, Object> container : Trees.maps(result, "spec", containers)) {
                if (container.get("name") instanceof String name) {
                    FieldPath mount = FieldPath.of("spec", containers)
                            .item(Map.of("name", name))
                            .field("volumeMounts")
                            .item(Map.of("mountPath", "/var/run/secrets/kubernetes.io/serviceaccount"));
                    if (Fields.valueAt(result, mount.field("name")) instanceof String volume
                            && volume.startsWith("kube-api-access-")) {
                        chosen.put(mount, BY_SERVER);
                    }
                }
            }
        }
    }
}
