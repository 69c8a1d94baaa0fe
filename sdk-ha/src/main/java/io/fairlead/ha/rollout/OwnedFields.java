package io.fairlead.ha.rollout;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an owner has applied to an object so far, with the values that stand there now.
 *
 * <p>An apply that no longer lists a field gives it up, so a rollout lists again what the rollouts before it have set.
 */
final class OwnedFields {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private OwnedFields() {}

    /** The part of the object that the owner holds by apply; empty where it holds nothing. */
    static Map<String, Object> of(Tree object, Owner owner) {
        Map<String, Object> whole = object.toMap();
        for (Tree entry : object.trees("metadata", "managedFields")) {
            boolean theirs = entry.text("manager").filter(owner.name()::equals).isPresent()
                    && entry.text("operation").filter("Apply"::equals).isPresent()
                    && entry.text("subresource").isEmpty();
            if (theirs && part(entry.at("fieldsV1").toMap(), whole) instanceof Map<?, ?> part) {
                return copy(part);
            }
        }
        return new LinkedHashMap<>();
    }

    private static @Nullable Object part(Map<?, ?> fields, @Nullable Object value) {
        List<String> children = fields.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !name.equals("."))
                .toList();
        if (children.isEmpty()) {
            return value;
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> part = new LinkedHashMap<>();
            for (String child : children) {
                String name = child.substring(2);
                Object inner = object.get(name);
                if (inner != null) {
                    part.put(name, Objects.requireNonNull(part(below(fields, child), inner)));
                }
            }
            return part;
        }
        return value instanceof List<?> list ? items(fields, list, children) : null;
    }

    private static List<Object> items(Map<?, ?> fields, List<?> list, List<String> children) {
        List<Object> part = new ArrayList<>();
        for (Object item : list) {
            for (String child : children) {
                if (child.startsWith("k:") && item instanceof Map<?, ?> object) {
                    Map<?, ?> keys = JSON.unmarshal(child.substring(2), Map.class);
                    if (keys.entrySet().stream().allMatch(key -> key.getValue().equals(object.get(key.getKey())))) {
                        Map<?, ?> below = below(fields, child);
                        Map<String, Object> owned = below.isEmpty() ? new LinkedHashMap<>() : copy(part(below, item));
                        keys.forEach((key, value) -> owned.putIfAbsent(String.valueOf(key), value));
                        part.add(owned);
                    }
                } else if (child.startsWith("v:") && isMember(child.substring(2), item)) {
                    part.add(item);
                }
            }
        }
        return part;
    }

    private static boolean isMember(String json, Object item) {
        return Objects.equals(JSON.unmarshal(json, Object.class), item);
    }

    private static Map<?, ?> below(Map<?, ?> fields, String child) {
        return fields.get(child) instanceof Map<?, ?> below ? below : Map.of();
    }

    private static Map<String, Object> copy(@Nullable Object part) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (part instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }
}
