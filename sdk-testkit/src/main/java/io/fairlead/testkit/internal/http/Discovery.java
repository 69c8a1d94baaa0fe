package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Says what is served, in the classic form and in the aggregated one. */
final class Discovery {
    private final Catalog catalog;

    Discovery(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The answer for a path, empty when it is none of discovery's. */
    Optional<Map<String, Object>> answer(Request request) {
        boolean aggregated = request.header("accept").orElse("").contains("as=APIGroupDiscoveryList");
        String[] parts = request.path().substring(1).split("/");
        return switch (request.path()) {
            case "/api" -> Optional.of(aggregated ? aggregated(true) : versions());
            case "/apis" -> Optional.of(aggregated ? aggregated(false) : groups());
            case "/api/v1" -> Optional.of(resources("", "v1"));
            default -> {
                if (parts.length == 2 && parts[0].equals("apis")) {
                    yield group(parts[1]);
                }
                if (parts.length == 3 && parts[0].equals("apis") && catalog.serves(parts[1], parts[2])) {
                    yield Optional.of(resources(parts[1], parts[2]));
                }
                yield Optional.empty();
            }
        };
    }

    /** The media type of the answer. */
    static String contentType(Request request) {
        return request.header("accept").orElse("").contains("as=APIGroupDiscoveryList")
                        && (request.path().equals("/api") || request.path().equals("/apis"))
                ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
                : "application/json";
    }

    private static Map<String, Object> versions() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "APIVersions");
        answer.put("versions", List.of("v1"));
        answer.put("serverAddressByClientCIDRs", List.of());
        return answer;
    }

    private Map<String, List<String>> versionsByGroup() {
        Map<String, TreeSet<String>> found = new LinkedHashMap<>();
        for (Kind kind : catalog.kinds()) {
            found.computeIfAbsent(kind.resource().group(), g -> new TreeSet<>(Discovery::byPriority))
                    .add(kind.resource().version());
        }
        Map<String, List<String>> versions = new LinkedHashMap<>();
        found.forEach((group, all) -> versions.put(group, List.copyOf(all)));
        return versions;
    }

    /** v2 before v1 before v1beta1 before v1alpha1. */
    private static int byPriority(String left, String right) {
        int byLevel = Integer.compare(level(left), level(right));
        return byLevel != 0 ? byLevel : right.compareTo(left);
    }

    private static int level(String version) {
        return version.contains("alpha") ? 2 : version.contains("beta") ? 1 : 0;
    }

    private Map<String, Object> groups() {
        List<Object> groups = new ArrayList<>();
        versionsByGroup().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(group(group, versions));
            }
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "APIGroupList");
        answer.put("apiVersion", "v1");
        answer.put("groups", groups);
        return answer;
    }

    private Optional<Map<String, Object>> group(String name) {
        List<String> versions = versionsByGroup().get(name);
        if (versions == null) {
            return Optional.empty();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "APIGroup");
        answer.put("apiVersion", "v1");
        answer.putAll(group(name, versions));
        return Optional.of(answer);
    }

    private static Map<String, Object> group(String name, List<String> versions) {
        List<Object> all = new ArrayList<>();
        for (String version : versions) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("groupVersion", name + "/" + version);
            each.put("version", version);
            all.add(each);
        }
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", name);
        group.put("versions", all);
        group.put("preferredVersion", all.get(0));
        return group;
    }

    private List<Kind> kinds(String group, String version) {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : catalog.kinds()) {
            if (kind.resource().group().equals(group)
                    && kind.resource().version().equals(version)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private Map<String, Object> resources(String group, String version) {
        List<Object> resources = new ArrayList<>();
        for (Kind kind : kinds(group, version)) {
            Resource r = kind.resource();
            Map<String, Object> main = new LinkedHashMap<>();
            main.put("name", r.plural());
            main.put("singularName", kind.singular());
            main.put("namespaced", r.namespaced());
            main.put("kind", r.kind());
            main.put("verbs", r.verbs());
            if (!r.shortNames().isEmpty()) {
                main.put("shortNames", r.shortNames());
            }
            if (!kind.categories().isEmpty()) {
                main.put("categories", kind.categories());
            }
            resources.add(main);
            for (String sub : new TreeSet<>(r.subresources())) {
                Map<String, Object> below = new LinkedHashMap<>();
                below.put("name", r.plural() + "/" + sub);
                below.put("singularName", "");
                below.put("namespaced", r.namespaced());
                String[] responds = responds(kind, sub);
                if (!responds[0].equals(r.apiVersion())) {
                    String[] gv = responds[0].split("/");
                    if (gv.length > 1) {
                        below.put("group", gv[0]);
                    }
                    below.put("version", gv[gv.length - 1]);
                }
                below.put("kind", responds[1]);
                below.put("verbs", Catalog.verbs(sub));
                resources.add(below);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "APIResourceList");
        answer.put("apiVersion", "v1");
        answer.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        answer.put("resources", resources);
        return answer;
    }

    /** The version and kind of what a subresource answers with. */
    private static String[] responds(Kind kind, String sub) {
        return switch (sub) {
            case "scale" -> new String[] {"autoscaling/v1", "Scale"};
            case "eviction" -> new String[] {"policy/v1", "Eviction"};
            case "binding" -> new String[] {"v1", "Binding"};
            case "token" -> new String[] {"authentication.k8s.io/v1", "TokenRequest"};
            default ->
                new String[] {kind.resource().apiVersion(), kind.resource().kind()};
        };
    }

    private Map<String, Object> aggregated(boolean core) {
        List<Object> items = new ArrayList<>();
        versionsByGroup().forEach((group, versions) -> {
            if (group.isEmpty() != core) {
                return;
            }
            List<Object> all = new ArrayList<>();
            for (String version : versions) {
                Map<String, Object> each = new LinkedHashMap<>();
                each.put("version", version);
                each.put("resources", aggregatedResources(group, version));
                each.put("freshness", "Current");
                all.add(each);
            }
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("metadata", group.isEmpty() ? new LinkedHashMap<String, Object>() : Map.of("name", group));
            item.put("versions", all);
            items.add(item);
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "APIGroupDiscoveryList");
        answer.put("apiVersion", "apidiscovery.k8s.io/v2");
        answer.put("metadata", new LinkedHashMap<String, Object>());
        answer.put("items", items);
        return answer;
    }

    private List<Object> aggregatedResources(String group, String version) {
        List<Object> resources = new ArrayList<>();
        for (Kind kind : kinds(group, version)) {
            Resource r = kind.resource();
            Map<String, Object> main = new LinkedHashMap<>();
            main.put("resource", r.plural());
            main.put("responseKind", gvk(r.apiVersion(), r.kind()));
            main.put("scope", r.namespaced() ? "Namespaced" : "Cluster");
            main.put("singularResource", kind.singular());
            main.put("verbs", r.verbs());
            if (!r.shortNames().isEmpty()) {
                main.put("shortNames", r.shortNames());
            }
            if (!kind.categories().isEmpty()) {
                main.put("categories", kind.categories());
            }
            List<Object> subs = new ArrayList<>();
            for (String sub : new TreeSet<>(r.subresources())) {
                String[] responds = responds(kind, sub);
                Map<String, Object> below = new LinkedHashMap<>();
                below.put("subresource", sub);
                below.put("responseKind", gvk(responds[0], responds[1]));
                below.put("verbs", Catalog.verbs(sub));
                subs.add(below);
            }
            if (!subs.isEmpty()) {
                main.put("subresources", subs);
            }
            resources.add(main);
        }
        return resources;
    }

    private static Map<String, Object> gvk(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        Map<String, Object> gvk = new LinkedHashMap<>();
        gvk.put("group", slash < 0 ? "" : apiVersion.substring(0, slash));
        gvk.put("version", apiVersion.substring(slash + 1));
        gvk.put("kind", kind);
        return gvk;
    }

    /** What {@code /version} says. */
    static Map<String, Object> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("major", "1");
        version.put("minor", "37");
        version.put("gitVersion", "v1.37.2+fairlead.sandbox");
        version.put("gitCommit", "0000000000000000000000000000000000000000");
        version.put("gitTreeState", "clean");
        version.put("buildDate", "2026-11-24T00:00:00Z");
        version.put("goVersion", "none");
        version.put("compiler", "javac");
        version.put("platform", "jvm/any");
        return Json.copyOf(version);
    }
}
