package io.fairlead.testkit.internal.openapi;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** What {@code /openapi/v3} answers: a document a group and version, made when asked for. */
public final class OpenApi {
    private static final String ROOT = "/openapi/v3";
    private static final List<String> OWN_PATCHES = List.of(
            "application/apply-patch+yaml",
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json");

    private final Catalog catalog;

    /** The documents of what a catalog serves. */
    public OpenApi(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The document at a path, empty when there is none. */
    public Optional<Map<String, Object>> answer(String path) {
        if (path.equals(ROOT)) {
            return Optional.of(index());
        }
        if (!path.startsWith(ROOT + "/")) {
            return Optional.empty();
        }
        String wanted = path.substring(ROOT.length() + 1);
        List<Kind> kinds = documents().get(wanted);
        return kinds == null ? Optional.empty() : Optional.of(document(kinds));
    }

    private Map<String, List<Kind>> documents() {
        Map<String, List<Kind>> documents = new LinkedHashMap<>();
        for (Kind kind : catalog.kinds()) {
            documents
                    .computeIfAbsent(prefix(kind.resource()), p -> new ArrayList<>())
                    .add(kind);
        }
        return documents;
    }

    private static String prefix(Resource r) {
        return r.group().isEmpty() ? "api/" + r.version() : "apis/" + r.group() + "/" + r.version();
    }

    private Map<String, Object> index() {
        Map<String, Object> paths = new LinkedHashMap<>();
        documents().forEach((path, kinds) -> {
            var hash = new CRC32();
            for (Kind kind : kinds) {
                // Kubernetes' own schemas do not change while a server runs.
                String seen = kind.resource().kind() + (kind.schema() == null ? "" : Json.print(kind.schema()));
                hash.update(seen.getBytes(StandardCharsets.UTF_8));
            }
            String url = ROOT + "/" + path + "?hash="
                    + Long.toHexString(hash.getValue()).toUpperCase(Locale.ROOT);
            paths.put(path, Map.of("serverRelativeURL", url));
        });
        return new LinkedHashMap<>(Map.of("paths", paths));
    }

    private static Map<String, Object> document(List<Kind> kinds) {
        var schemas = new Schemas();
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            Resource r = kind.resource();
            String base = "/" + prefix(r);
            String resource = base + (r.namespaced() ? "/namespaces/{namespace}/" : "/") + r.plural();
            schemas.add(kind);
            Map<String, Object> all = new LinkedHashMap<>();
            operation(all, kind, "list", "get", "list");
            operation(all, kind, "create", "post", "post");
            operation(all, kind, "deletecollection", "delete", "deletecollection");
            paths.put(resource, all);
            Map<String, Object> one = new LinkedHashMap<>();
            operation(one, kind, "get", "get", "get");
            operation(one, kind, "update", "put", "put");
            operation(one, kind, "patch", "patch", "patch");
            operation(one, kind, "delete", "delete", "delete");
            if (!one.isEmpty()) {
                paths.put(resource + "/{name}", one);
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.0.0");
        document.put("info", Map.of("title", "Fairlead Sandbox", "version", "v1.37.2"));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all()));
        return document;
    }

    private static void operation(Map<String, Object> path, Kind kind, String verb, String method, String action) {
        Resource r = kind.resource();
        if (!r.verbs().contains(verb)) {
            return;
        }
        Map<String, Object> operation = new LinkedHashMap<>();
        if (!method.equals("get")) {
            List<Object> parameters = new ArrayList<>();
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
                parameters.add(Map.of("name", name, "in", "query", "schema", Map.of("type", "string")));
            }
            operation.put("parameters", parameters);
        }
        if (method.equals("patch")) {
            Map<String, Object> content = new LinkedHashMap<>();
            OWN_PATCHES.stream()
                    .filter(type -> !kind.custom() || !type.contains("strategic"))
                    .forEach(type -> content.put(type, Map.of("schema", Map.of("type", "object"))));
            operation.put("requestBody", Map.of("content", content, "required", true));
        }
        operation.put("responses", Map.of("200", Map.of("description", "OK")));
        operation.put("x-kubernetes-action", action);
        operation.put(
                "x-kubernetes-group-version-kind",
                Map.of("group", r.group(), "version", r.version(), "kind", r.kind()));
        path.put(method, operation);
    }
}
