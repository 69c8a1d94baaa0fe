package io.fairlead.testkit.internal.rbac;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nobody grants what they do not hold: the check on writes of roles and bindings. */
public final class Escalation {
    private static final String GROUP = "rbac.authorization.k8s.io";

    private final Authorizer authorizer;

    /** Checks by what the authorizer knows. */
    public Escalation(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** 403 when a role or binding would grant what the user does not hold. */
    public void check(
            Kind kind, String namespace, Map<String, Object> object, @Nullable Map<String, Object> old, User user) {
        if (!kind.resource().group().equals(GROUP)) {
            return;
        }
        boolean role = kind.resource().kind().endsWith("Role");
        boolean same = old != null
                && Json.same(object.get(role ? "rules" : "roleRef"), old.get(role ? "rules" : "roleRef"))
                && (role || Json.same(object.get("subjects"), old.get("subjects")));
        if (same) {
            return;
        }
        String name = Json.text(Json.child(object, "metadata"), "name");
        List<Map<String, Object>> wanted;
        String exempt;
        if (role) {
            wanted = Json.objects(object, "rules");
            exempt = "escalate";
        } else {
            wanted = authorizer.rulesOf(Json.child(object, "roleRef"), namespace);
            exempt = "bind";
        }
        Map<String, Object> roleRef = Json.child(object, "roleRef");
        String resource =
                role ? kind.resource().plural() : "ClusterRole".equals(roleRef.get("kind")) ? "clusterroles" : "roles";
        var question =
                new Authorizer.Question(exempt, GROUP, resource, namespace, role ? name : Json.text(roleRef, "name"));
        if (authorizer.allows(user, question)) {
            return;
        }
        List<Map<String, Object>> missing = authorizer.missing(user, namespace, wanted);
        if (!missing.isEmpty()) {
            List<String> told = new ArrayList<>();
            missing.forEach(rule -> told.add(compact(rule)));
            throw new ApiError(
                    403,
                    "Forbidden",
                    kind.resource().qualifiedPlural() + " \"" + name + "\" is forbidden: user \"" + user.name()
                            + "\" (groups=" + groups(user)
                            + ") is attempting to grant RBAC permissions not currently held:\n"
                            + String.join("\n", told),
                    ApiError.details(kind.resource(), name, List.of()));
        }
    }

    private static String groups(User user) {
        List<String> quoted = new ArrayList<>();
        user.groups().forEach(group -> quoted.add("\"" + group + "\""));
        return "[" + String.join(" ", quoted) + "]";
    }

    private static String compact(Map<String, Object> rule) {
        List<String> parts = new ArrayList<>();
        for (String field : List.of("apiGroups", "resources", "resourceNames", "nonResourceURLs", "verbs")) {
            List<Object> values = Json.items(rule, field);
            if (!values.isEmpty()) {
                List<String> quoted = new ArrayList<>();
                values.forEach(value -> quoted.add("\"" + value + "\""));
                String label = Character.toUpperCase(field.charAt(0)) + field.substring(1);
                parts.add((field.equals("apiGroups") ? "APIGroups" : label) + ":[" + String.join(" ", quoted) + "]");
            }
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
