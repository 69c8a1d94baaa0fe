package io.fairlead.internal.fields;

import io.fairlead.failure.InvalidSpec;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The check of one object that {@link Desired} describes. */
final class DesiredCheck {

    private static final Set<String> SERVER_METADATA = Set.of(
            "managedFields",
            "resourceVersion",
            "uid",
            "generation",
            "creationTimestamp",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private final Map<String, ?> object;
    private final Desired.Status status;
    private final String tried;
    private final @Nullable Ref ref;
    private final Kind kind;
    private final List<String> warnings = new ArrayList<>();

    DesiredCheck(Map<String, ?> object, String owner, Desired.Status status) {
        this.object = object;
        this.status = status;
        String name = Trees.text(object, "metadata", "name").orElse("");
        String kindName = Trees.text(object, "kind").orElse("an object without kind");
        String where =
                Trees.text(object, "metadata", "namespace").map(ns -> ns + "/").orElse("") + name;
        this.tried = "apply " + kindName + (where.isEmpty() ? "" : " " + where) + " as " + owner;
        identity("apiVersion", "an API version such as v1 or apps/v1");
        identity("kind", "a kind such as Deployment");
        this.kind = Kind.of(
                Trees.text(object, "apiVersion").orElseThrow(),
                Trees.text(object, "kind").orElseThrow());
        if (!(object.get("metadata") instanceof Map<?, ?>)) {
            throw new InvalidSpec(tried, FieldPath.of("metadata"), "is missing", "an object with a name", null);
        }
        if (name.isBlank()) {
            throw Trees.at(object, "metadata", "generateName") != null
                    ? new InvalidSpec(
                            tried,
                            FieldPath.of("metadata", "generateName"),
                            "cannot stand in for a name: server-side apply needs to know the object",
                            "metadata.name",
                            null)
                    : new InvalidSpec(tried, FieldPath.of("metadata", "name"), "is missing", "a name", null);
        }
        this.ref = Ref.of(object);
    }

    private void identity(String field, String expected) {
        if (!(object.get(field) instanceof String text) || text.isBlank()) {
            String problem = object.get(field) == null ? "is missing" : "is no text";
            throw new InvalidSpec(tried, FieldPath.of(field), problem, expected, null);
        }
    }

    private InvalidSpec invalid(FieldPath path, String problem, String expected) {
        return new InvalidSpec(tried, path, problem, expected, ref);
    }

    Desired desired() {
        java.util.Objects.requireNonNull(ref);
        Names.problemOf(ref).ifPresent(problem -> {
            throw invalid(problem.path(), problem.problem(), problem.expected());
        });
        Map<String, Object> tree = new LinkedHashMap<>();
        Shape shape = Shape.of(kind, FieldSet.empty());
        object.forEach((name, value) -> {
            if (name.equals("metadata")) {
                tree.put(name, metadata((Map<?, ?>) value, shape.field("metadata")));
            } else if (!name.equals("status") || status == Desired.Status.PLAIN) {
                tree.put(name, checked(value, FieldPath.of(name), shape.field(name)));
            }
        });
        if (kind.equals(new Kind("", "v1", "Secret"))) {
            encodeStringData(tree);
        }
        if (kind.group().isEmpty()
                && (kind.name().equals("Secret") || kind.name().equals("ConfigMap"))) {
            texts(tree, "data");
        }
        texts(tree, "metadata", "labels");
        texts(tree, "metadata", "annotations");
        Sizes.check(tree, this::invalid).ifPresent(warnings::add);
        return new Desired(tree, ref, List.copyOf(warnings));
    }

    private Map<String, Object> metadata(Map<?, ?> metadata, Shape shape) {
        Map<String, Object> kept = new LinkedHashMap<>();
        metadata.forEach((key, value) -> {
            String name = (String) key;
            if (!SERVER_METADATA.contains(name)) {
                kept.put(name, checked(value, FieldPath.of("metadata", name), shape.field(name)));
            }
        });
        return kept;
    }

    private Object checked(@Nullable Object value, FieldPath path, Shape shape) {
        if (value == null) {
            throw invalid(
                    path,
                    "is null, which server-side apply does not take for a deletion",
                    "a value, or no such field at all: a field that is left out is released");
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, path, shape);
        }
        if (value instanceof List<?> list) {
            return items(list, path, shape);
        }
        if (Quantities.isQuantity(kind, shape.trail())) {
            return Quantities.spelled(value)
                    .orElseThrow(() -> invalid(
                            path, "is no quantity", "a number with or without a suffix, such as 500m, 2 or 1.5Gi"));
        }
        if (!(value instanceof String || value instanceof Boolean || value instanceof Number)) {
            throw invalid(
                    path,
                    "holds a " + value.getClass().getSimpleName() + ", which JSON does not know",
                    "a map, a list, a text, a number or a boolean");
        }
        return value;
    }

    private Map<String, Object> object(Map<?, ?> map, FieldPath path, Shape shape) {
        Map<String, Object> checked = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw invalid(path, "has a key that is no text: " + key, "keys that are text (put it in quotes)");
            }
            boolean isUnsetTime = name.equals("creationTimestamp") && value == null;
            if (!isUnsetTime) {
                checked.put(name, checked(value, path.field(name), shape.field(name)));
            }
        });
        return checked;
    }

    private List<Object> items(List<?> list, FieldPath path, Shape shape) {
        Set<String> keys = shape.keys(list);
        boolean isSet = shape.isSet();
        Set<String> seen = new HashSet<>();
        List<Object> checked = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            String element = keys.isEmpty() && !isSet ? null : shape.element(item, keys);
            FieldPath place = element == null ? path.index(i) : path.then(Elements.step(element));
            if (element != null && !seen.add(element)) {
                throw invalid(
                        place,
                        "is there twice",
                        "one item "
                                + (keys.isEmpty() ? "of each value" : "for each " + String.join(" and ", sorted(keys)))
                                + (keys.contains("protocol") ? " (protocol is TCP where it is left out)" : ""));
            }
            checked.add(checked(item, place, shape.item(element == null ? "i:" + i : element)));
        }
        return checked;
    }

    private static List<String> sorted(Set<String> keys) {
        return keys.stream().sorted().toList();
    }

    private void texts(Map<String, Object> tree, String... place) {
        Trees.map(tree, place).forEach((name, value) -> {
            if (!(value instanceof String)) {
                throw invalid(FieldPath.of(place).field(name), "is no text", "text (put it in quotes)");
            }
        });
    }

    private void encodeStringData(Map<String, Object> tree) {
        if (!(tree.remove("stringData") instanceof Map<?, ?> plain)) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>(Trees.map(tree, "data"));
        plain.forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw invalid(FieldPath.of("stringData", (String) key), "is no text", "text (put it in quotes)");
            }
            data.put((String) key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        });
        tree.put("data", data);
    }
}
