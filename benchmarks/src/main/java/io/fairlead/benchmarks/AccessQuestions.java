package io.fairlead.benchmarks;

import io.fairlead.security.access.AccessIndex;
import io.fairlead.security.access.Identity;
import io.fairlead.security.access.Right;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Who may do what, of 6,000 roles and 21,000 bindings made by chance in memory. A tenth of the ClusterRoles is aggregated from a tenth of
 * the others, one rule in twenty has a star.
 */
final class AccessQuestions {

    static final String NAME = "access";

    private static final int NAMESPACES = 500;
    private static final int ROLES = 5_000;
    private static final int CLUSTER_ROLES = 1_000;
    private static final int ROLE_BINDINGS = 20_000;
    private static final int CLUSTER_ROLE_BINDINGS = 1_000;
    private static final int SUBJECTS = 10_000;
    private static final String API = "rbac.authorization.k8s.io/v1";
    private static final List<String> VERBS = List.of("get", "list", "watch", "create", "update", "patch", "delete");
    private static final List<String> RESOURCES = List.of(
            "pods", "pods/log", "pods/exec", "secrets", "configmaps", "services", "deployments", "jobs", "events");

    private final SplittableRandom random = new SplittableRandom(20261124);

    private AccessQuestions() {}

    static void measure(Stage stage, Settings settings, Report report) {
        new AccessQuestions().measure(settings, report);
    }

    private void measure(Settings settings, Report report) {
        report.section("Who may do what");
        List<Map<String, Object>> objects = objects();
        int rounds = settings.warmUps() + settings.rounds();
        List<Double> built = new ArrayList<>();
        AccessIndex index = AccessIndex.of(List.of());
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            index = AccessIndex.of(objects);
            built.add((System.nanoTime() - start) / 1e6);
        }
        report.line("index of %d objects, in ms: %s", objects.size(), built);
        objects.clear();
        long with = heap();
        AccessIndex kept = index;
        report.line("%s", kept);

        int asked = settings.samples();
        double can = mean(asked * 10, i -> kept.can(identity(), right(true)));
        double who = mean(asked / 10, i -> kept.whoCan(right(true)));
        double anywhere = mean(asked / 50, i -> kept.whoCanAnywhere(right(false)));
        AccessIndex[] changing = {kept};
        double change = mean(asked / 10, i -> changing[0] = changing[0].with(roleBinding(i % ROLE_BINDINGS)));
        report.line(
                "can %.2f µs, who can in a namespace %.3f ms, anywhere %.3f ms, a binding changed %.3f ms",
                can / 1e3, who / 1e6, anywhere / 1e6, change / 1e6);
        report.figure(Figure.atMost("6,000 roles, 21,000 bindings: index, the first time", built.get(0), 2_000, " ms"));
        report.figure(Figure.atMost("heap in use with it, after a collection", with / 1e6, 300, " MB"));
        report.figure(Figure.atMost("may this subject do that, mean", can / 1e3, 20, " µs"));
        report.figure(Figure.atMost("who may do that in a namespace, mean", who / 1e6, 5, " ms"));
        report.figure(Figure.atMost("who may do that in any namespace, mean", anywhere / 1e6, 25, " ms"));
        report.figure(Figure.atMost("a binding changed, mean", change / 1e6, 1, " ms"));
    }

    private interface Question {
        Object ask(int i);
    }

    private static double mean(int times, Question question) {
        long kept = 0;
        for (int i = 0; i < times; i++) {
            kept += question.ask(i).hashCode();
        }
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            kept += question.ask(i).hashCode();
        }
        long took = System.nanoTime() - start;
        return kept == Long.MIN_VALUE ? 0 : (double) took / times;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (int i = 0; i < CLUSTER_ROLES; i++) {
            Map<String, Object> role = object("ClusterRole", "", "role-" + i);
            metadata(role).put("labels", Map.of("part", "p" + i % 100));
            if (i % 10 == 0) {
                role.put(
                        "aggregationRule",
                        Map.of("clusterRoleSelectors", List.of(Map.of("matchLabels", Map.of("part", "p" + i % 7)))));
            } else {
                role.put("rules", rules());
            }
            objects.add(role);
        }
        for (int i = 0; i < ROLES; i++) {
            Map<String, Object> role = object("Role", "ns-" + i % NAMESPACES, "role-" + i);
            role.put("rules", rules());
            objects.add(role);
        }
        for (int i = 0; i < ROLE_BINDINGS; i++) {
            objects.add(roleBinding(i));
        }
        for (int i = 0; i < CLUSTER_ROLE_BINDINGS; i++) {
            objects.add(binding(
                    "ClusterRoleBinding", "", "binding-" + i, "ClusterRole", "role-" + random.nextInt(CLUSTER_ROLES)));
        }
        return objects;
    }

    private Map<String, Object> roleBinding(int i) {
        int namespace = i % NAMESPACES;
        int local = namespace + NAMESPACES * random.nextInt(ROLES / NAMESPACES);
        return random.nextInt(3) == 0
                ? binding(
                        "RoleBinding",
                        "ns-" + namespace,
                        "b-" + i,
                        "ClusterRole",
                        "role-" + random.nextInt(CLUSTER_ROLES))
                : binding("RoleBinding", "ns-" + namespace, "b-" + i, "Role", "role-" + local);
    }

    private Map<String, Object> binding(String kind, String namespace, String name, String roleKind, String role) {
        Map<String, Object> binding = object(kind, namespace, name);
        binding.put("roleRef", Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", roleKind, "name", role));
        binding.put("subjects", List.of(subject(), subject()));
        return binding;
    }

    private Map<String, Object> subject() {
        int number = random.nextInt(SUBJECTS);
        return switch (number % 4) {
            case 0 -> Map.of("kind", "Group", "name", "group-" + number);
            case 1 -> Map.of("kind", "User", "name", "user-" + number);
            default ->
                Map.of("kind", "ServiceAccount", "namespace", "ns-" + number % NAMESPACES, "name", "sa-" + number);
        };
    }

    private List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("verbs", random.nextInt(20) == 0 ? List.of("*") : List.of(pick(VERBS), pick(VERBS)));
            rule.put("apiGroups", List.of(random.nextBoolean() ? "" : "apps"));
            rule.put("resources", random.nextInt(20) == 0 ? List.of("*") : List.of(pick(RESOURCES), pick(RESOURCES)));
            if (random.nextInt(5) == 0) {
                rule.put("resourceNames", List.of("web"));
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Map<String, Object> object(String kind, String namespace, String name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", API);
        object.put("kind", kind);
        object.put("metadata", metadata);
        return object;
    }

    @SuppressWarnings("unchecked") // as object() has put it there
    private static Map<String, Object> metadata(Map<String, Object> object) {
        return (Map<String, Object>) object.get("metadata");
    }

    private Identity identity() {
        int number = random.nextInt(SUBJECTS);
        return switch (number % 4) {
            case 0 -> Identity.user("somebody", "group-" + number, "group-" + (number + 4) % SUBJECTS);
            case 1 -> Identity.user("user-" + number, "group-" + (number - 1));
            default -> Identity.user("system:serviceaccount:ns-" + number % NAMESPACES + ":sa-" + number);
        };
    }

    private Right right(boolean scoped) {
        Right right = Right.of(pick(VERBS), pick(RESOURCES));
        return scoped && random.nextInt(10) > 0 ? right.in("ns-" + random.nextInt(NAMESPACES)) : right;
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
