package io.fairlead.ha.rollout;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The changes of a pod template that have a name, and the one that is a lambda. */
final class TemplateEdits {

    private static final KubernetesSerialization MODELS = new KubernetesSerialization();

    private TemplateEdits() {}

    static TemplateEdit image(Optional<String> container, String image) {
        return (workload, template, tried) ->
                container(workload, template, container, tried).put("image", image);
    }

    static TemplateEdit env(Optional<String> container, String name, String value) {
        return (workload, template, tried) -> {
            List<Object> entries = list(container(workload, template, container, tried), "env");
            Map<String, Object> entry = named(entries, name).orElseGet(() -> {
                Map<String, Object> added = new LinkedHashMap<>();
                added.put("name", name);
                entries.add(added);
                return added;
            });
            entry.remove("valueFrom");
            entry.put("value", value);
        };
    }

    static TemplateEdit resource(Optional<String> container, String side, String resource, String quantity) {
        return (workload, template, tried) -> object(
                        object(container(workload, template, container, tried), "resources"), side)
                .put(resource, quantity);
    }

    static TemplateEdit annotation(String name, String value) {
        return (workload, template, tried) ->
                object(object(template, "metadata"), "annotations").put(name, value);
    }

    /** What the lambda changes of the model, and nothing of what a model cannot say. */
    static TemplateEdit model(UnaryOperator<PodTemplateSpec> change) {
        return (workload, template, tried) -> {
            Map<String, Object> before = tree(model(template));
            PodTemplateSpec changed =
                    Objects.requireNonNull(change.apply(model(template)), "the lambda gives the changed template back");
            Merging.carryOver(template, before, tree(changed));
        };
    }

    private static PodTemplateSpec model(Map<String, Object> template) {
        return MODELS.convertValue(template, PodTemplateSpec.class);
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, Object> tree(PodTemplateSpec template) {
        return MODELS.convertValue(template, Map.class);
    }

    /** The container of this name, or the only one. */
    private static Map<String, Object> container(
            Workload workload, Map<String, Object> template, Optional<String> wanted, String tried) {
        List<Map<String, Object>> serving = objects(template, "containers");
        if (wanted.isEmpty()) {
            if (serving.size() != 1) {
                throw new RolloutRefused(
                        tried,
                        "It has " + serving.size() + " containers: " + names(serving.stream()) + ".",
                        "Say which one is meant.",
                        workload.ref());
            }
            return serving.get(0);
        }
        List<Map<String, Object>> initial = objects(template, "initContainers");
        return Stream.concat(serving.stream(), initial.stream())
                .filter(container -> wanted.get().equals(container.get("name")))
                .findFirst()
                .orElseThrow(() -> new RolloutRefused(
                        tried,
                        "It has no container " + wanted.get() + ", but "
                                + names(Stream.concat(serving.stream(), initial.stream())) + ".",
                        "Check the container's name.",
                        workload.ref()));
    }

    private static String names(Stream<Map<String, Object>> containers) {
        return String.join(
                ", ", containers.map(one -> String.valueOf(one.get("name"))).toList());
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static List<Map<String, Object>> objects(Map<String, Object> template, String field) {
        return template.get("spec") instanceof Map<?, ?> spec && spec.get(field) instanceof List<?> items
                ? items.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> (Map<String, Object>) item)
                        .toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Optional<Map<String, Object>> named(List<Object> items, String name) {
        return items.stream()
                .filter(item -> item instanceof Map<?, ?> map && name.equals(map.get("name")))
                .map(item -> (Map<String, Object>) item)
                .findFirst();
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, Object> object(Map<String, Object> parent, String field) {
        if (!(parent.get(field) instanceof Map)) {
            parent.put(field, new LinkedHashMap<>());
        }
        return (Map<String, Object>) Objects.requireNonNull(parent.get(field));
    }

    @SuppressWarnings("unchecked") // JSON lists hold anything
    private static List<Object> list(Map<String, Object> parent, String field) {
        if (!(parent.get(field) instanceof List)) {
            parent.put(field, new ArrayList<>());
        }
        return (List<Object>) Objects.requireNonNull(parent.get(field));
    }
}
