package io.fairlead.manifest;

import io.fairlead.failure.InvalidManifest;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes objects of the documents of manifests: takes lists apart, and refuses what does not name itself. */
final class ManifestReader {

    private final List<ManifestObject> objects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** A reader that has read nothing yet. */
    ManifestReader() {}

    /** Reads one text. */
    void read(String file, String text) {
        YamlReader reader = new YamlReader(file, text);
        for (YamlReader.Document document : reader.documents()) {
            if (document.value() == null) {
                continue;
            }
            if (!(document.value() instanceof Map<?, ?>)) {
                throw new InvalidManifest(
                        file,
                        document.line(),
                        0,
                        "the document is no object",
                        "Expected apiVersion, kind and metadata.",
                        null);
            }
            add(Values.map(document.value()), document, new Source(file, document.number(), document.line()));
        }
        warnings.addAll(reader.warnings());
    }

    /** The objects that were read, in order. */
    List<ManifestObject> objects() {
        return objects;
    }

    /** The warnings, in order. */
    List<String> warnings() {
        return warnings;
    }

    private void add(Map<String, Object> tree, YamlReader.Document document, Source source) {
        String kind = text(tree, "kind", source);
        String apiVersion = text(tree, "apiVersion", source);
        if (kind.endsWith("List") && tree.get("items") instanceof List<?> items) {
            for (Object item : items) {
                Source place = new Source(source.file(), source.document(), document.lineOf(item));
                if (!(item instanceof Map<?, ?>)) {
                    throw invalid(place, "an item of the " + kind + " is no object");
                }
                add(named(Values.map(item), apiVersion, kind.substring(0, kind.length() - 4)), document, place);
            }
            return;
        }
        if (!(tree.get("metadata") instanceof Map<?, ?> metadata)) {
            throw invalid(source, "the " + kind + " has no metadata");
        }
        if (!(metadata.get("name") instanceof String name) || name.isBlank()) {
            String problem = metadata.get("name") == null
                    ? "the " + kind + " has no metadata.name"
                    : "the metadata.name of the " + kind + " is no text (put it in quotes)";
            throw invalid(source, problem);
        }
        if (metadata.get("namespace") != null && !(metadata.get("namespace") instanceof String)) {
            throw invalid(source, "the metadata.namespace of " + kind + " " + name + " is no text (put it in quotes)");
        }
        objects.add(new ManifestObject(tree, Ref.of(tree), source));
    }

    /** Items of a RoleList and the like may leave out what the list says for all. */
    private static Map<String, Object> named(Map<String, Object> item, String apiVersion, String kind) {
        if (kind.isEmpty() || (item.containsKey("kind") && item.containsKey("apiVersion"))) {
            return item;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("apiVersion", apiVersion);
        named.put("kind", kind);
        named.putAll(item);
        return named;
    }

    private static String text(Map<String, Object> tree, String field, Source source) {
        if (tree.get(field) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw invalid(source, tree.get(field) == null ? "the object has no " + field : "its " + field + " is no text");
    }

    private static InvalidManifest invalid(Source source, String problem) {
        return new InvalidManifest(
                source.file(), source.line(), 0, problem, "Expected apiVersion, kind and metadata.name.", null);
    }

    /** Refuses a set in which an object is there twice. */
    static void refuseDuplicates(List<ManifestObject> objects) {
        Map<String, ManifestObject> seen = new HashMap<>();
        for (ManifestObject object : objects) {
            Ref ref = object.ref();
            ManifestObject first =
                    seen.putIfAbsent(ref.kind().group() + "/" + ref.kind().name() + "/" + ref.path(), object);
            if (first != null) {
                throw new InvalidManifest(
                        object.source().file(),
                        object.source().line(),
                        0,
                        ref + " is there twice, first in " + first.source(),
                        "Keep one of them.",
                        null);
            }
        }
    }
}
