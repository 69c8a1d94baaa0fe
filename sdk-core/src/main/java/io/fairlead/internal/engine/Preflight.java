package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the server which permissions the caller lacks: the rules of each namespace in one review, and what they do not answer one by one.
 */
final class Preflight {

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

    private final KubeApi api;

    Preflight(KubeApi api) {
        this.api = api;
    }

    SortedSet<Permission> lacking(SortedSet<Permission> needed) {
        Map<String, List<Permission>> byNamespace = new TreeMap<>();
        needed.forEach(permission -> byNamespace
                .computeIfAbsent(permission.namespace(), namespace -> new ArrayList<>())
                .add(permission));
        List<String> namespaces = byNamespace.keySet().stream()
                .filter(namespace -> !namespace.isEmpty())
                .toList();
        List<Reply> rules = api.sendAll(namespaces.stream()
                .map(namespace ->
                        review("selfsubjectrulesreviews", "SelfSubjectRulesReview", Map.of("namespace", namespace)))
                .toList());
        List<Permission> open = new ArrayList<>(byNamespace.getOrDefault("", List.of()));
        for (int i = 0; i < namespaces.size(); i++) {
            List<Map<String, Object>> held = Trees.maps(rules.get(i).body(), "status", "resourceRules");
            byNamespace.getOrDefault(namespaces.get(i), List.of()).stream()
                    .filter(permission -> held.stream().noneMatch(rule -> allows(rule, permission)))
                    .forEach(open::add);
        }
        return asked(open);
    }

    private SortedSet<Permission> asked(List<Permission> open) {
        List<Reply> answers =
                api.sendAll(open.stream().map(Preflight::accessReview).toList());
        SortedSet<Permission> lacking = new TreeSet<>();
        for (int i = 0; i < open.size(); i++) {
            if (!Boolean.TRUE.equals(Trees.at(answers.get(i).body(), "status", "allowed"))) {
                lacking.add(open.get(i));
            }
        }
        return lacking;
    }

    private static Request accessReview(Permission permission) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("verb", permission.verb());
        attributes.put("group", permission.group());
        attributes.put("resource", permission.resource());
        attributes.put("subresource", permission.subresource());
        attributes.put("namespace", permission.namespace());
        attributes.put("name", permission.name());
        return review("selfsubjectaccessreviews", "SelfSubjectAccessReview", Map.of("resourceAttributes", attributes));
    }

    private static Request review(String plural, String kind, Map<String, Object> spec) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("apiVersion", "authorization.k8s.io/v1");
        body.put("kind", kind);
        body.put("spec", spec);
        return Request.post(REVIEWS + plural, Json.print(body), true);
    }

    private static boolean allows(Map<String, Object> rule, Permission permission) {
        String resource = permission.subresource().isEmpty()
                ? permission.resource()
                : permission.resource() + "/" + permission.subresource();
        return has(rule, "verbs", permission.verb())
                && has(rule, "apiGroups", permission.group())
                && (has(rule, "resources", resource)
                        || !permission.subresource().isEmpty()
                                && Trees.list(rule, "resources").contains("*/" + permission.subresource()))
                && (Trees.list(rule, "resourceNames").isEmpty()
                        || Trees.list(rule, "resourceNames").contains(permission.name()));
    }

    private static boolean has(Map<String, Object> rule, String field, String value) {
        List<Object> values = Trees.list(rule, field);
        return values.contains("*") || values.contains(value);
    }
}
