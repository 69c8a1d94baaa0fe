package io.fairlead.testkit.internal.rbac;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides by Roles, ClusterRoles and their bindings, as they are in the store at the moment of asking. */
public final class Authorizer {
    private static final String RBAC = "rbac.authorization.k8s.io/";

    private final Store store;
    private volatile boolean enforced;

    /** Decides over what is in the store; nothing is refused until {@link #enforce}. */
    public Authorizer(Store store) {
        this.store = store;
    }

    /**
     * What a user wants to do.
     *
     * @param verb Kubernetes' verb
     * @param group the API group
     * @param resource the resource, with {@code /subresource}
     * @param namespace the namespace, empty for cluster-wide
     * @param name the object, empty for all
     */
    public record Question(String verb, String group, String resource, String namespace, String name) {}

    /** Switches the decision on. */
    public void enforce() {
        enforced = true;
    }

    /** Whether the decision is on. */
    public boolean enforced() {
        return enforced;
    }

    /** Whether the user may; always when the decision is off. */
    public boolean allows(User user, Question question) {
        return !enforced || user.groups().contains("system:masters") || granted(user, question);
    }

    /** Whether a role grants it to the user; asking about oneself is granted to all by {@code system:basic-user}. */
    public boolean granted(User user, Question question) {
        return question.verb().equals("create")
                        && question.group().matches("authorization.k8s.io|authentication.k8s.io")
                        && question.resource().startsWith("selfsubject")
                || rules(user, question.namespace()).stream().anyMatch(rule -> matches(rule, question));
    }

    /** Whether the user may read a path that is no resource. */
    public boolean allowsPath(User user, String verb, String path) {
        if (!enforced || user.groups().contains("system:masters") || isPublic(path)) {
            return true;
        }
        return rules(user, "").stream()
                .anyMatch(rule -> has(rule, "verbs", verb)
                        && Json.items(rule, "nonResourceURLs").stream()
                                .anyMatch(url -> covers(String.valueOf(url), path)));
    }

    /** What every authenticated user reads: discovery, health, version. */
    private static boolean isPublic(String path) {
        return path.startsWith("/api")
                || path.startsWith("/openapi")
                || List.of("/version", "/readyz", "/livez", "/healthz").contains(path);
    }

    private static boolean covers(String url, String path) {
        return url.equals(path) || url.endsWith("*") && path.startsWith(url.substring(0, url.length() - 1));
    }

    private static boolean matches(Map<String, Object> rule, Question question) {
        return has(rule, "verbs", question.verb())
                && has(rule, "apiGroups", question.group())
                && resource(rule, question.resource())
                && (Json.items(rule, "resourceNames").isEmpty()
                        || Json.items(rule, "resourceNames").contains(question.name()));
    }

    private static boolean resource(Map<String, Object> rule, String resource) {
        if (has(rule, "resources", resource)) {
            return true;
        }
        int slash = resource.indexOf('/');
        return slash > 0 && Json.items(rule, "resources").contains("*" + resource.substring(slash));
    }

    private static boolean has(Map<String, Object> rule, String field, String value) {
        List<Object> values = Json.items(rule, field);
        return values.contains("*") || values.contains(value);
    }

    /** All rules that hold for a user in a namespace. */
    public List<Map<String, Object>> rules(User user, String namespace) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Stored binding : store.list(RBAC + "clusterrolebindings", "").items()) {
            collect(binding.object(), user, "", rules);
        }
        if (!namespace.isEmpty()) {
            for (Stored binding : store.list(RBAC + "rolebindings", namespace).items()) {
                collect(binding.object(), user, namespace, rules);
            }
        }
        return rules;
    }

    private void collect(Map<String, Object> binding, User user, String namespace, List<Map<String, Object>> into) {
        boolean bound = Json.objects(binding, "subjects").stream().anyMatch(subject -> is(subject, user));
        if (bound) {
            into.addAll(rulesOf(Json.child(binding, "roleRef"), namespace));
        }
    }

    /** The rules of the role that a binding names. */
    public List<Map<String, Object>> rulesOf(Map<String, Object> roleRef, String namespace) {
        boolean cluster = "ClusterRole".equals(roleRef.get("kind"));
        Optional<Stored> role = store.get(
                RBAC + (cluster ? "clusterroles" : "roles"), cluster ? "" : namespace, Json.text(roleRef, "name"));
        return role.map(stored -> Json.objects(stored.object(), "rules")).orElse(List.of());
    }

    private static boolean is(Map<String, Object> subject, User user) {
        String name = Json.text(subject, "name");
        return switch (Json.text(subject, "kind")) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name().equals("system:serviceaccount:" + Json.text(subject, "namespace") + ":" + name);
            default -> false;
        };
    }

    /** The rules among the wanted that the user does not hold. */
    public List<Map<String, Object>> missing(User user, String namespace, List<Map<String, Object>> wanted) {
        List<Map<String, Object>> missing = new ArrayList<>();
        if (!enforced || user.groups().contains("system:masters")) {
            return missing;
        }
        List<Map<String, Object>> held = rules(user, namespace);
        for (Map<String, Object> rule : wanted) {
            if (!covered(rule, held)) {
                missing.add(rule);
            }
        }
        return missing;
    }

    private static boolean covered(Map<String, Object> rule, List<Map<String, Object>> held) {
        for (Object verb : Json.items(rule, "verbs")) {
            for (Object url : Json.items(rule, "nonResourceURLs")) {
                boolean has = held.stream()
                        .anyMatch(h -> has(h, "verbs", String.valueOf(verb))
                                && Json.items(h, "nonResourceURLs").stream()
                                        .anyMatch(u -> covers(String.valueOf(u), String.valueOf(url))));
                if (!has) {
                    return false;
                }
            }
            for (Object group : Json.items(rule, "apiGroups")) {
                for (Object resource : Json.items(rule, "resources")) {
                    List<Object> names = Json.items(rule, "resourceNames");
                    for (Object name : names.isEmpty() ? List.<Object>of("") : names) {
                        var question = new Question(
                                String.valueOf(verb),
                                String.valueOf(group),
                                String.valueOf(resource),
                                "",
                                String.valueOf(name));
                        if (held.stream().noneMatch(h -> matches(h, question))) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }
}
