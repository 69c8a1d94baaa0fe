package io.fairlead.ha.rollout;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who holds the fields of an object, as its managed fields say. */
final class Holders {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Map<String, List<Map<String, Object>>> fields = new TreeMap<>();

    Holders(Tree object) {
        for (Tree entry : object.trees("metadata", "managedFields")) {
            fields.computeIfAbsent(entry.text("manager").orElse(""), name -> new ArrayList<>())
                    .add(entry.at("fieldsV1").toMap());
        }
    }

    /** The names of those who hold a field. */
    List<String> of(FieldPath path) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(held -> holds(held, path.steps())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean holds(Map<?, ?> held, List<Step> steps) {
        Map<?, ?> here = held;
        for (Step step : steps) {
            Optional<Map<?, ?>> below = below(here, step);
            if (below.isEmpty()) {
                return false;
            }
            here = below.get();
            if (here.isEmpty()) {
                // Held as one unit, with all that is below.
                return true;
            }
        }
        return true;
    }

    private static Optional<Map<?, ?>> below(Map<?, ?> here, Step step) {
        for (Map.Entry<?, ?> child : here.entrySet()) {
            String name = String.valueOf(child.getKey());
            boolean same = step instanceof Step.Field field && name.equals("f:" + field.name())
                    || step instanceof Step.Item item
                            && name.startsWith("k:")
                            && item.keys().equals(new TreeMap<>(keys(name)));
            if (same && child.getValue() instanceof Map<?, ?> below) {
                return Optional.of(below);
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, Object> keys(String name) {
        return JSON.unmarshal(name.substring(2), Map.class);
    }
}
