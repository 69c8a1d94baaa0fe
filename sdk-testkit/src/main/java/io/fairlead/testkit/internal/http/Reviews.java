package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions that are asked by creating an object which nobody stores: may I, who am I, whose token is this. */
final class Reviews {
    private final Core core;
    private final Tokens tokens;

    Reviews(Core core, Tokens tokens) {
        this.core = core;
        this.tokens = tokens;
    }

    void create(Call call) throws IOException {
        Map<String, Object> review = new LinkedHashMap<>(call.body());
        review.put("kind", call.kind().resource().kind());
        review.put("apiVersion", call.kind().resource().apiVersion());
        review.putIfAbsent("metadata", new LinkedHashMap<String, Object>());
        Map<String, Object> spec = Json.ensure(review, "spec");
        Map<String, Object> status = new LinkedHashMap<>();
        ReviewRules.check(call, spec);
        switch (call.kind().resource().kind()) {
            case "SelfSubjectAccessReview" -> access(spec, call.user(), status);
            case "SubjectAccessReview", "LocalSubjectAccessReview" -> access(spec, subject(spec), status);
            case "SelfSubjectRulesReview" -> rules(spec, call.user(), status);
            case "SelfSubjectReview" -> {
                review.remove("spec");
                status.put("userInfo", info(call.user()));
            }
            case "TokenReview" -> token(spec, status);
            default ->
                throw io.fairlead.testkit.internal.store.ApiError.notImplemented(
                        "The sandbox does not answer " + call.kind().resource().kind() + ".");
        }
        review.put("status", status);
        call.answer(201, review);
    }

    private static User subject(Map<String, Object> spec) {
        List<String> groups = new ArrayList<>();
        Json.items(spec, "groups").forEach(group -> groups.add(String.valueOf(group)));
        return new User(Json.text(spec, "user"), groups);
    }

    private static Map<String, Object> info(User user) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("username", user.name());
        info.put("groups", user.groups());
        return info;
    }

    private void access(Map<String, Object> spec, User user, Map<String, Object> status) {
        boolean allowed;
        if (spec.get("resourceAttributes") instanceof Map<?, ?> map) {
            Map<String, Object> a = Json.map(map);
            String sub = Json.text(a, "subresource");
            allowed = core.authorizer()
                    .allows(
                            user,
                            new Authorizer.Question(
                                    Json.text(a, "verb"),
                                    Json.text(a, "group"),
                                    Json.text(a, "resource") + (sub.isEmpty() ? "" : "/" + sub),
                                    Json.text(a, "namespace"),
                                    Json.text(a, "name")));
        } else {
            Map<String, Object> a = Json.child(spec, "nonResourceAttributes");
            allowed = core.authorizer().allowsPath(user, Json.text(a, "verb"), Json.text(a, "path"));
        }
        status.put("allowed", allowed);
    }

    private void rules(Map<String, Object> spec, User user, Map<String, Object> status) {
        List<Object> resources = new ArrayList<>();
        List<Object> paths = new ArrayList<>();
        List<Map<String, Object>> held = new ArrayList<>(core.authorizer().rules(user, Json.text(spec, "namespace")));
        if (!core.authorizer().enforced() || user.groups().contains("system:masters")) {
            held.add(Map.of("verbs", List.of("*"), "apiGroups", List.of("*"), "resources", List.of("*")));
            held.add(Map.of("verbs", List.of("*"), "nonResourceURLs", List.of("*")));
        }
        for (Map<String, Object> rule : held) {
            if (Json.items(rule, "nonResourceURLs").isEmpty()) {
                resources.add(rule);
            } else {
                paths.add(rule);
            }
        }
        status.put("resourceRules", resources);
        status.put("nonResourceRules", paths);
        status.put("incomplete", false);
    }

    private void token(Map<String, Object> spec, Map<String, Object> status) {
        Optional<User> user = tokens.user(Json.text(spec, "token"));
        if (user.isPresent()) {
            status.put("authenticated", true);
            status.put("user", info(user.get()));
            status.put("audiences", List.of("https://kubernetes.default.svc"));
        } else {
            status.put("user", new LinkedHashMap<String, Object>());
            status.put("error", "invalid bearer token");
        }
    }
}
