package io.fairlead.security.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Roles, bindings and questions by chance, out of few words so that they meet; the same for a seed. */
final class RandomAccess {

    private static final List<String> VERBS = List.of(
            "get",
            "list",
            "watch",
            "create",
            "update",
            "patch",
            "delete",
            "deletecollection",
            "impersonate",
            "bind",
            "escalate",
            "use",
            "*");
    private static final List<String> GROUPS = List.of("", "", "apps", "batch", "example.com", "*");
    private static final List<String> RESOURCES = List.of(
            "pods",
            "pods/log",
            "pods/exec",
            "pods/*",
            "*/log",
            "*/scale",
            "*/*",
            "secrets",
            "configmaps",
            "namespaces",
            "namespaces/finalize",
            "deployments",
            "deployments/scale",
            "users",
            "widgets/a/b",
            "*/a/b",
            "*");
    private static final List<String> NAMES = List.of("web", "db", "a:b", "*", "one");
    private static final List<String> PATHS =
            List.of("/metrics", "/metrics/*", "/healthz*", "/a/**", "*", "/api/*", "/version");
    private static final List<String> ASKED_PATHS = List.of(
            "/metrics",
            "/metrics/",
            "/metrics/x",
            "/healthz",
            "/healthz/etcd",
            "/a",
            "/a/",
            "/a/b",
            "/api/v1",
            "/version",
            "/x");
    private static final List<String> USERS = List.of(
            "alice",
            "bob",
            "carol",
            "system:anonymous",
            "system:serviceaccount:NS0:web",
            "system:serviceaccount:NS1:web",
            "system:serviceaccount:NS0:other",
            "system:kube-scheduler",
            "system:kube-controller-manager");
    private static final List<String> USER_GROUPS = List.of(
            "dev",
            "ops",
            "system:authenticated",
            "system:unauthenticated",
            "system:serviceaccounts",
            "system:serviceaccounts:NS0",
            "system:masters",
            "system:monitoring");

    private final SplittableRandom random;
    private final String prefix;
    private final List<String> namespaces;

    RandomAccess(long seed, String prefix, List<String> namespaces) {
        this.random = new SplittableRandom(seed);
        this.prefix = prefix;
        this.namespaces = namespaces;
    }

    /** Roles first, then what binds them; the last of each kind is named {@code ...-last} and comes after all others of it. */
    List<HasMetadata> objects(int size) {
        List<HasMetadata> objects = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            objects.add(role(pick(namespaces), "r" + i % 12));
            objects.add(clusterRole(i));
        }
        for (int i = 0; i < size; i++) {
            String namespace = pick(namespaces);
            objects.add(new RoleBindingBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName("b" + i)
                    .endMetadata()
                    .withRoleRef(
                            random.nextBoolean()
                                    ? ref("Role", "r" + random.nextInt(16))
                                    : ref("ClusterRole", prefix + random.nextInt(size + 2)))
                    .withSubjects(subjects(true))
                    .build());
            if (i % 3 == 0) {
                objects.add(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(prefix + i)
                        .endMetadata()
                        .withRoleRef(ref("ClusterRole", prefix + random.nextInt(size + 2)))
                        .withSubjects(subjects(false))
                        .build());
            }
        }
        return objects;
    }

    private HasMetadata role(String namespace, String name) {
        return new RoleBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withRules(rules(false))
                .build();
    }

    private HasMetadata clusterRole(int i) {
        ClusterRoleBuilder role = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(prefix + i)
                .addToLabels(prefix + "part", "p" + random.nextInt(4))
                .endMetadata();
        if (i % 5 == 0) {
            role.withNewAggregationRule()
                    .addToClusterRoleSelectors(
                            i % 10 == 0
                                    ? new LabelSelectorBuilder()
                                            .addToMatchLabels(prefix + "part", "p" + random.nextInt(4))
                                            .build()
                                    : new LabelSelectorBuilder()
                                            .addNewMatchExpression()
                                            .withKey(prefix + "part")
                                            .withOperator(random.nextBoolean() ? "In" : "NotIn")
                                            .withValues("p0", "p" + random.nextInt(4))
                                            .endMatchExpression()
                                            .addNewMatchExpression()
                                            .withKey(prefix + "part")
                                            .withOperator("Exists")
                                            .endMatchExpression()
                                            .build())
                    .endAggregationRule();
        } else {
            role.withRules(rules(true));
        }
        return role.build();
    }

    private List<PolicyRule> rules(boolean paths) {
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            rules.add(
                    paths && random.nextInt(4) == 0
                            ? new PolicyRuleBuilder()
                                    .withVerbs(some(List.of("get", "post", "head", "*")))
                                    .withNonResourceURLs(some(PATHS))
                                    .build()
                            : new PolicyRuleBuilder()
                                    .withVerbs(some(VERBS))
                                    .withApiGroups(some(GROUPS))
                                    .withResources(some(RESOURCES))
                                    .withResourceNames(random.nextInt(3) == 0 ? some(NAMES) : List.of())
                                    .build());
        }
        return rules;
    }

    private List<io.fabric8.kubernetes.api.model.rbac.Subject> subjects(boolean scoped) {
        List<io.fabric8.kubernetes.api.model.rbac.Subject> subjects = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            io.fabric8.kubernetes.api.model.rbac.Subject subject = new io.fabric8.kubernetes.api.model.rbac.Subject();
            switch (random.nextInt(3)) {
                case 0 -> {
                    subject.setKind("User");
                    subject.setApiGroup("rbac.authorization.k8s.io");
                    subject.setName(placed(pick(USERS)));
                }
                case 1 -> {
                    subject.setKind("Group");
                    subject.setApiGroup("rbac.authorization.k8s.io");
                    subject.setName(placed(pick(USER_GROUPS)));
                }
                default -> {
                    subject.setKind("ServiceAccount");
                    subject.setName(random.nextBoolean() ? "web" : "other");
                    subject.setNamespace(scoped && random.nextBoolean() ? null : pick(namespaces));
                }
            }
            subjects.add(subject);
        }
        return subjects;
    }

    /** Somebody who asks: with the groups that belong to the name, or with any. */
    Identity identity() {
        String user = placed(pick(USERS));
        if (random.nextBoolean()) {
            return Identity.user(user);
        }
        // Members of system:masters may do everything: a question in twenty is enough to see that.
        List<String> groups = some(USER_GROUPS).stream()
                .filter(group -> !group.equals("system:masters") || random.nextInt(5) == 0)
                .map(this::placed)
                .toList();
        return new Identity(user, groups);
    }

    Right right() {
        if (random.nextInt(8) == 0) {
            return Right.path(pick(List.of("get", "post", "head", "*")), pick(ASKED_PATHS));
        }
        String resource = pick(RESOURCES);
        int slash = resource.indexOf('/');
        return new Right(
                pick(VERBS),
                pick(GROUPS),
                slash < 0 ? resource : resource.substring(0, slash),
                slash < 0 ? "" : resource.substring(slash + 1),
                random.nextInt(4) == 0 ? "" : random.nextInt(12) == 0 ? "not-there" : pick(namespaces),
                random.nextBoolean() ? "" : pick(NAMES),
                "");
    }

    private String placed(String text) {
        return text.replace("NS0", namespaces.get(0)).replace("NS1", namespaces.get(1));
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private List<String> some(List<String> items) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            some.add(pick(items));
        }
        return some;
    }

    private static RoleRef ref(String kind, String name) {
        return new RoleRef("rbac.authorization.k8s.io", kind, name);
    }
}
