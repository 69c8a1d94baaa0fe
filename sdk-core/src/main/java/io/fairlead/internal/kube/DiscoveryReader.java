package io.fairlead.internal.kube;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads aggregated discovery in two requests, or the older form, one request a group version, where there is no other. */
final class DiscoveryReader implements Supplier<Catalog> {

    private static final String ACCEPT = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
            + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private static final String TRIED = "find out what the cluster serves";

    private final Function<List<Request>, List<Reply>> sendAll;

    DiscoveryReader(Function<List<Request>, List<Reply>> sendAll) {
        this.sendAll = sendAll;
    }

    @Override
    public Catalog get() {
        List<Reply> replies = sendAll.apply(List.of(
                Request.get("/api").accepting(ACCEPT), Request.get("/apis").accepting(ACCEPT)));
        List<ResourceType> types = new ArrayList<>();
        List<String> classic = new ArrayList<>();
        for (Reply reply : replies) {
            Map<String, Object> body = reply.orThrow(TRIED, null);
            if ("APIGroupDiscoveryList".equals(body.get("kind"))) {
                Trees.maps(body, "items").forEach(group -> addGroup(group, types));
            } else {
                classic.addAll(groupVersions(body));
            }
        }
        if (!classic.isEmpty()) {
            addClassic(classic, types);
        }
        return new Catalog(types);
    }

    private static void addGroup(Map<String, Object> group, List<ResourceType> types) {
        String name = Trees.text(group, "metadata", "name").orElse("");
        for (Map<String, Object> version : Trees.maps(group, "versions")) {
            String label = Trees.text(version, "version").orElse("");
            for (Map<String, Object> resource : Trees.maps(version, "resources")) {
                String kind = Trees.text(resource, "responseKind", "kind").orElse("");
                if (kind.isEmpty() || label.isEmpty()) {
                    continue;
                }
                Set<String> subresources = new HashSet<>();
                Trees.maps(resource, "subresources")
                        .forEach(sub -> Trees.text(sub, "subresource").ifPresent(subresources::add));
                types.add(new ResourceType(
                        new Kind(name, label, kind),
                        Trees.text(resource, "resource").orElse(""),
                        "Namespaced".equals(resource.get("scope")),
                        texts(resource),
                        subresources));
            }
        }
    }

    /** {@code v1} of an APIVersions, {@code apps/v1} ... of an APIGroupList, the preferred version of a group first. */
    private static List<String> groupVersions(Map<String, Object> body) {
        List<String> all = new ArrayList<>();
        Trees.list(body, "versions").forEach(version -> all.add(String.valueOf(version)));
        for (Map<String, Object> group : Trees.maps(body, "groups")) {
            Trees.text(group, "preferredVersion", "groupVersion").ifPresent(all::add);
            for (Map<String, Object> version : Trees.maps(group, "versions")) {
                Trees.text(version, "groupVersion")
                        .filter(label -> !all.contains(label))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    private void addClassic(List<String> groupVersions, List<ResourceType> types) {
        List<Reply> replies = sendAll.apply(groupVersions.stream()
                .map(label -> Request.get((label.contains("/") ? "/apis/" : "/api/") + label))
                .toList());
        for (int i = 0; i < replies.size(); i++) {
            // An aggregated API whose server is down takes only its own kinds along.
            if (replies.get(i).ok()) {
                addResources(groupVersions.get(i), replies.get(i).body(), types);
            }
        }
    }

    private static void addResources(String groupVersion, Map<String, Object> body, List<ResourceType> types) {
        Map<String, Set<String>> subresources = new LinkedHashMap<>();
        List<Map<String, Object>> resources = Trees.maps(body, "resources");
        for (Map<String, Object> resource : resources) {
            String name = Trees.text(resource, "name").orElse("");
            int slash = name.indexOf('/');
            if (slash > 0) {
                subresources
                        .computeIfAbsent(name.substring(0, slash), plural -> new HashSet<>())
                        .add(name.substring(slash + 1));
            }
        }
        for (Map<String, Object> resource : resources) {
            String name = Trees.text(resource, "name").orElse("");
            if (name.indexOf('/') < 0) {
                types.add(new ResourceType(
                        Kind.of(groupVersion, Trees.text(resource, "kind").orElse("Unknown")),
                        name,
                        Boolean.TRUE.equals(resource.get("namespaced")),
                        texts(resource),
                        subresources.getOrDefault(name, Set.of())));
            }
        }
    }

    private static Set<String> texts(Map<String, Object> resource) {
        Set<String> texts = new HashSet<>();
        Trees.list(resource, "verbs").forEach(verb -> texts.add(String.valueOf(verb)));
        return texts;
    }
}
