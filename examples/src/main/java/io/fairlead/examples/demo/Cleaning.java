package io.fairlead.examples.demo;

import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes from an object what moves by itself, so that the rest can be compared. */
final class Cleaning {

    private static final String REVISION = "deployment.kubernetes.io/revision";

    private Cleaning() {}

    /** Whether a controller made it of another object, and would make it again. */
    static boolean isDerived(Map<String, Object> object) {
        return Tree.of(object).trees("metadata", "ownerReferences").stream()
                .anyMatch(owner -> owner.flag("controller").orElse(false));
    }

    /** A pod, by what it is: the very one, with these images. */
    static String pod(Map<String, Object> pod) {
        Tree tree = Tree.of(pod);
        String images = tree.trees("spec", "containers").stream()
                .map(container -> container.text("image").orElse(""))
                .collect(Collectors.joining(" "));
        return tree.text("metadata", "name").orElse("") + " "
                + tree.text("metadata", "uid").orElse("") + " " + images;
    }

    /** The object with only what is compared. */
    static Map<String, Object> compared(Map<String, Object> object) {
        Map<String, Object> copy = Tree.of(object).toMap();
        copy.remove("status");
        Map<String, Object> metadata = map(copy, "metadata");
        metadata.remove("resourceVersion");
        metadata.remove("generation");
        Map<String, Object> annotations = map(metadata, "annotations");
        annotations.remove(REVISION);
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
        metadata.put("managedFields", owners(object));
        return copy;
    }

    /** The owners' entries without their times; those of the status are its writers', and go with it. */
    private static List<Map<String, Object>> owners(Map<String, Object> object) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Tree entry : Tree.of(object).trees("metadata", "managedFields")) {
            if (!entry.text("subresource").orElse("").equals("status")) {
                Map<String, Object> copy = entry.toMap();
                copy.remove("time");
                entries.add(copy);
            }
        }
        entries.sort(Comparator.comparing(entry ->
                entry.get("manager") + " " + entry.get("operation") + " " + entry.getOrDefault("subresource", "")));
        return entries;
    }

    @SuppressWarnings("unchecked") // the shape of metadata
    private static Map<String, Object> map(Map<String, Object> parent, String field) {
        return parent.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
    }
}
