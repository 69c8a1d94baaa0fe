package io.fairlead.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.Cluster;
import io.fairlead.resource.Tree;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may grant what, computed, against the API server's own rule: random roles and bindings, each tried as a dry run by a user who holds
 * some rights.
 *
 * <p>{@code -Dfairlead.access.grants=N} tries as many.
 */
@Testbed
class ControlPlaneCoveringTest {

    private static final int GRANTS = Integer.getInteger("fairlead.access.grants", 200);
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String USER = "granter";

    private final KubernetesClient admin;
    private final KubernetesClient granter;
    private final String namespace;
    private final String other;
    private final String prefix;
    private final SplittableRandom random = new SplittableRandom(20261124);
    private final List<PolicyRule> held = new ArrayList<>();
    private final List<HasMetadata> made = new ArrayList<>();

    ControlPlaneCoveringTest(ControlPlane controlPlane) {
        admin = controlPlane.client();
        granter = controlPlane.client(USER);
        namespace = controlPlane.newNamespace("covering").name();
        other = controlPlane.newNamespace("covering").name();
        prefix = namespace + ".";
    }

    @Test
    void what_may_be_granted_is_what_the_server_lets_be_granted() {
        try (Cluster cluster = Cluster.using(admin)) {
            List<ClusterRole> roles = given();
            AccessIndex access = cluster.query(AccessIndex.read());
            seen();
            Covering covering = new Covering(access, Identity.user(USER));

            List<String> wrong = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < GRANTS; i++) {
                HasMetadata object = wanted(i, roles);
                boolean server = taken(object);
                refused += server ? 0 : 1;
                Held written = Held.of(Tree.of(tree(object)), "", new Pool()).orElseThrow();
                List<Right> missing = covering.missing(written, access.holdings());
                if (missing.isEmpty() != server) {
                    wrong.add((server ? "taken, and we miss " + missing : "refused, and we do not") + ": "
                            + Serialization.asJson(object));
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(refused).isBetween(GRANTS / 10, GRANTS * 9 / 10);
        } finally {
            made.forEach(object -> admin.resource(object).delete());
        }
    }

    /** What the granter holds: to write roles and bindings, some rights everywhere and some in a namespace, to bind and escalate some. */
    private List<ClusterRole> given() {
        hold(rule(
                List.of("create", "patch", "update", "get"),
                RBAC,
                "roles",
                "clusterroles",
                "rolebindings",
                "clusterrolebindings"));
        hold(rule(List.of("get", "list", "watch"), "", "pods", "pods/log", "*/scale"));
        hold(rule(List.of("*"), "apps", "deployments", "deployments/scale"));
        hold(rule(List.of("get"), "*", "*/status"));
        hold(rule(List.of("list"), "batch", "*"));
        hold(new PolicyRuleBuilder(rule(List.of("get", "update"), "", "secrets"))
                .withResourceNames("one", "two")
                .build());
        hold(new PolicyRuleBuilder()
                .withVerbs("get")
                .withNonResourceURLs("/metrics/*", "/version")
                .build());
        hold(new PolicyRuleBuilder(rule(List.of("escalate"), RBAC, "roles", "clusterroles"))
                .withResourceNames(prefix + "free", "free")
                .build());
        hold(new PolicyRuleBuilder(rule(List.of("bind"), RBAC, "clusterroles"))
                .withResourceNames(prefix + "r0", prefix + "none")
                .build());
        bound(prefix + "held", held, null);
        List<PolicyRule> local = List.of(rule(List.of("create", "delete"), "", "configmaps", "*/exec"));
        bound(prefix + "local", local, namespace);
        held.addAll(local);
        List<ClusterRole> roles = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            roles.add(new ClusterRoleBuilder()
                    .withNewMetadata()
                    .withName(prefix + "r" + i)
                    .endMetadata()
                    .withRules(rules())
                    .build());
        }
        roles.forEach(this::make);
        return roles;
    }

    private void hold(PolicyRule rule) {
        held.add(rule);
    }

    private static PolicyRule rule(List<String> verbs, String group, String... resources) {
        return new PolicyRuleBuilder()
                .withVerbs(verbs)
                .withApiGroups(group)
                .withResources(resources)
                .build();
    }

    private void bound(String name, List<PolicyRule> rules, String where) {
        make(new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build());
        var subject = new io.fabric8.kubernetes.api.model.rbac.Subject(RBAC, "User", USER, null);
        RoleRef role = new RoleRef(RBAC, "ClusterRole", name);
        make(
                where == null
                        ? new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withRoleRef(role)
                                .withSubjects(subject)
                                .build()
                        : new RoleBindingBuilder()
                                .withNewMetadata()
                                .withNamespace(where)
                                .withName(name)
                                .endMetadata()
                                .withRoleRef(role)
                                .withSubjects(subject)
                                .build());
    }

    private void make(HasMetadata object) {
        admin.resource(object).serverSideApply();
        made.add(object);
    }

    /** Comes back once the server's own look at roles and bindings holds what was written last. */
    private void seen() {
        Stream.of("local", "r11").forEach(last -> {
            RoleRef role = new RoleRef(RBAC, "ClusterRole", prefix + last);
            var subject = new io.fabric8.kubernetes.api.model.rbac.Subject(RBAC, "User", "nobody", null);
            HasMetadata probe = new RoleBindingBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName("probe")
                    .endMetadata()
                    .withRoleRef(role)
                    .withSubjects(subject)
                    .build();
            while (code(probe) == 404) {
                Thread.onSpinWait();
            }
        });
        HasMetadata own = new RoleBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("probe")
                .endMetadata()
                .withRules(rule(List.of("create"), "", "configmaps"))
                .build();
        while (code(own) != 200) {
            Thread.onSpinWait();
        }
    }

    private HasMetadata wanted(int i, List<ClusterRole> roles) {
        String where = random.nextBoolean() ? namespace : other;
        boolean free = random.nextInt(8) == 0;
        return switch (random.nextInt(4)) {
            case 0 ->
                new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(where)
                        .withName(free ? "free" : "x" + i)
                        .endMetadata()
                        .withRules(rules().stream()
                                .filter(rule -> rule.getNonResourceURLs().isEmpty())
                                .toList())
                        .build();
            case 1 -> {
                ClusterRoleBuilder role = new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(free ? prefix + "free" : prefix + "x" + i)
                        .endMetadata();
                yield random.nextInt(4) == 0
                        ? role.withNewAggregationRule()
                                .addNewClusterRoleSelector()
                                .addToMatchLabels("a", "b")
                                .endClusterRoleSelector()
                                .endAggregationRule()
                                .build()
                        : role.withRules(rules()).build();
            }
            case 2 ->
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(where)
                        .withName("x" + i)
                        .endMetadata()
                        .withRoleRef(new RoleRef(
                                RBAC,
                                "ClusterRole",
                                free
                                        ? prefix + "none"
                                        : pick(roles).getMetadata().getName()))
                        .withSubjects(new io.fabric8.kubernetes.api.model.rbac.Subject(RBAC, "User", "nobody", null))
                        .build();
            default ->
                new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(prefix + "x" + i)
                        .endMetadata()
                        .withRoleRef(new RoleRef(
                                RBAC, "ClusterRole", pick(roles).getMetadata().getName()))
                        .withSubjects(new io.fabric8.kubernetes.api.model.rbac.Subject(RBAC, "User", "nobody", null))
                        .build();
        };
    }

    /** Parts of what is held, now and then with something that may not be. */
    private List<PolicyRule> rules() {
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            PolicyRule from = pick(held);
            if (!from.getNonResourceURLs().isEmpty()) {
                rules.add(new PolicyRuleBuilder()
                        .withVerbs("get")
                        .withNonResourceURLs(pick(List.of("/metrics/x", "/metrics/*", "/version", "/metrics", "*")))
                        .build());
                continue;
            }
            List<String> names = new ArrayList<>(random.nextInt(3) == 0 ? from.getResourceNames() : List.of());
            if (random.nextInt(3) == 0) {
                names.add(pick(List.of("one", "three")));
            }
            rules.add(new PolicyRuleBuilder()
                    .withVerbs(pick(from.getVerbs()), pick(List.of(pick(from.getVerbs()), "get", "list")))
                    .withApiGroups(random.nextInt(6) == 0 ? "batch" : pick(from.getApiGroups()))
                    .withResources(pick(List.of(
                            pick(from.getResources()),
                            pick(from.getResources()),
                            "pods/log",
                            "jobs",
                            "jobs/status",
                            "pods/exec")))
                    .withResourceNames(names)
                    .build());
        }
        return rules;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private boolean taken(HasMetadata object) {
        return code(object) == 200;
    }

    private int code(HasMetadata object) {
        try {
            granter.resource(object).dryRun().serverSideApply();
            return 200;
        } catch (KubernetesClientException e) {
            if (e.getCode() != 403 && e.getCode() != 404) {
                throw e;
            }
            return e.getCode();
        }
    }

    private static Map<String, Object> tree(HasMetadata object) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<?, ?> raw = Serialization.unmarshal(Serialization.asJson(object), Map.class);
        raw.forEach((key, value) -> tree.put(String.valueOf(key), value));
        return tree;
    }
}
