package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All roles and bindings, by scope: the rules by which the authorizer decides. Immutable. */
final class Holdings {

    static final String DEFAULT = "default";

    private static final String CLUSTER = "";

    private final Map<String, Scope> scopes;
    private final Scope cluster;
    /** Whether what a role aggregates is added up here; a live cluster has done it. */
    private final boolean settling;

    private Holdings(Map<String, Scope> scopes, boolean settling) {
        this.scopes = scopes;
        this.cluster = scopes.getOrDefault(CLUSTER, Scope.EMPTY);
        this.settling = settling;
    }

    static Holdings of(List<Tree> objects, String namespace, boolean settling) {
        Pool pool = new Pool();
        Map<String, List<BoundRole>> roles = new HashMap<>();
        Map<String, List<Binding>> bindings = new HashMap<>();
        for (Tree object : objects) {
            Held held = Held.of(object, namespace, pool).orElse(null);
            if (held instanceof BoundRole role) {
                roles.computeIfAbsent(role.ref().namespace(), key -> new ArrayList<>())
                        .add(role);
            } else if (held instanceof Binding binding) {
                bindings.computeIfAbsent(binding.ref().namespace(), key -> new ArrayList<>())
                        .add(binding);
            }
        }
        TreeSet<String> namespaces = new TreeSet<>(roles.keySet());
        namespaces.addAll(bindings.keySet());
        Map<String, Scope> scopes = new HashMap<>();
        for (String name : namespaces) {
            Scope scope = Scope.of(roles.getOrDefault(name, List.of()), bindings.getOrDefault(name, List.of()));
            scopes.put(name, settling && name.isEmpty() ? settled(scope) : scope);
        }
        return new Holdings(scopes, settling);
    }

    private static Scope settled(Scope scope) {
        return scope.with(Aggregation.settle(scope.roles()));
    }

    Holdings with(Tree object) {
        Held held = Held.of(object, DEFAULT, new Pool()).orElse(null);
        if (held instanceof BoundRole role) {
            return replaced(role.ref(), at(role.ref()).with(role));
        }
        return held instanceof Binding binding
                ? replaced(binding.ref(), at(binding.ref()).with(binding))
                : this;
    }

    private Scope at(Ref ref) {
        return scope(ref.namespace());
    }

    Holdings without(Ref ref) {
        if (Held.isBinding(ref.kind())) {
            return replaced(ref, at(ref).withoutBinding(ref.name()));
        }
        return Held.isRole(ref.kind()) ? replaced(ref, at(ref).withoutRole(ref.name())) : this;
    }

    private Holdings replaced(Ref ref, Scope scope) {
        Map<String, Scope> next = new HashMap<>(scopes);
        boolean aggregate = settling && ref.namespace().isEmpty() && Held.isRole(ref.kind());
        next.put(ref.namespace(), aggregate ? settled(scope) : scope);
        return new Holdings(next, settling);
    }

    /** The same, and from here on what a role aggregates is added up here. */
    Holdings settling() {
        Map<String, Scope> next = new HashMap<>(scopes);
        next.put(CLUSTER, settled(cluster));
        return new Holdings(next, true);
    }

    /** Whether what roles aggregate is added up already. */
    boolean isSettled() {
        Map<String, BoundRole> settled = Aggregation.settle(cluster.roles());
        return cluster.roles().values().stream()
                .filter(BoundRole::aggregates)
                .allMatch(role -> role.sameRules(settled.get(role.ref().name())));
    }

    Scope scope(String namespace) {
        return namespace.isEmpty() ? cluster : scopes.getOrDefault(namespace, Scope.EMPTY);
    }

    /** The role that a binding means, where it is there. */
    Optional<BoundRole> role(Ref ref) {
        if (ref.kind().equals(Binding.CLUSTER_ROLE)) {
            return cluster.role(ref.name());
        }
        return ref.kind().equals(Binding.ROLE) && !ref.namespace().isEmpty()
                ? scope(ref.namespace()).role(ref.name())
                : Optional.empty();
    }

    boolean allow(Identity identity, Right right) {
        return allow(cluster, identity, right)
                || (!right.namespace().isEmpty()
                        && !right.isPath()
                        && allow(scope(right.namespace()), identity, right));
    }

    private boolean allow(Scope scope, Identity identity, Right right) {
        if (allow(scope.of(Scope.user(identity.user())), right)) {
            return true;
        }
        for (String group : identity.groups()) {
            if (allow(scope.of(Scope.group(group)), right)) {
                return true;
            }
        }
        return false;
    }

    private boolean allow(List<Binding> bindings, Right right) {
        for (Binding binding : bindings) {
            List<Rule> rules = role(binding.role()).map(BoundRole::rules).orElse(List.of());
            for (int i = 0; i < rules.size(); i++) {
                if (rules.get(i).allows(right)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Every grant that allows an identity this. */
    List<Grant> allowing(Identity identity, Right right) {
        List<Grant> found = new ArrayList<>();
        visit(cluster, identity, grant -> add(grant, right, found));
        if (!right.namespace().isEmpty() && !right.isPath()) {
            visit(scope(right.namespace()), identity, grant -> add(grant, right, found));
        }
        return found.stream().sorted().distinct().toList();
    }

    private static void add(Grant grant, Right right, List<Grant> into) {
        if (grant.rule().allows(right)) {
            into.add(grant);
        }
    }

    /** Every grant of an identity, in all scopes. */
    List<Grant> grants(Identity identity) {
        List<Grant> found = new ArrayList<>();
        scopes.values().forEach(scope -> visit(scope, identity, found::add));
        return found.stream().sorted().distinct().toList();
    }

    private void visit(Scope scope, Identity identity, Consumer<Grant> into) {
        visit(scope, Scope.user(identity.user()), into);
        identity.groups().forEach(group -> visit(scope, Scope.group(group), into));
    }

    private void visit(Scope scope, String key, Consumer<Grant> into) {
        for (Binding binding : scope.of(key)) {
            Optional<BoundRole> role = role(binding.role());
            for (Subject subject : binding.subjects()) {
                if (role.isPresent() && Scope.key(subject).equals(key)) {
                    each(binding, subject, role.get(), into);
                }
            }
        }
    }

    private static void each(Binding binding, Subject subject, BoundRole role, Consumer<Grant> into) {
        for (int i = 0; i < role.rules().size(); i++) {
            into.accept(new Grant(
                    binding.ref(),
                    subject,
                    role.ref(),
                    role.parts().get(i),
                    role.rules().get(i)));
        }
    }

    /** The bindings of an identity, in the cluster and in a namespace, whose role is not there. */
    List<Binding> dangling(Identity identity, String namespace) {
        List<Binding> found = new ArrayList<>();
        for (Scope scope : namespace.isEmpty() ? List.of(cluster) : List.of(cluster, scope(namespace))) {
            List<Binding> bound = new ArrayList<>(scope.of(Scope.user(identity.user())));
            identity.groups().forEach(group -> bound.addAll(scope.of(Scope.group(group))));
            bound.stream()
                    .filter(binding -> role(binding.role()).isEmpty())
                    .sorted(Comparator.comparing(Binding::ref))
                    .distinct()
                    .forEach(found::add);
        }
        return found;
    }

    /** What a subject is given by its own name, by namespace. */
    Map<String, Set<Rule>> rules(Subject subject) {
        Map<String, Set<Rule>> rules = new TreeMap<>();
        scopes.forEach((namespace, scope) -> {
            Set<Rule> here = new LinkedHashSet<>();
            visit(scope, Scope.key(subject), grant -> here.add(grant.rule()));
            if (!here.isEmpty()) {
                rules.put(namespace, here);
            }
        });
        return rules;
    }

    /** Who is allowed this, with the grants. */
    Holders holders(Right right) {
        HolderSearch search = new HolderSearch(this, right).in(cluster);
        return (right.namespace().isEmpty() || right.isPath() ? search : search.in(scope(right.namespace())))
                .holders(false);
    }

    /** Who is allowed this in the whole cluster or in any namespace. */
    Holders holdersAnywhere(Right right) {
        HolderSearch search = new HolderSearch(this, right).in(cluster);
        if (!right.isPath()) {
            scopes.forEach((namespace, scope) -> {
                if (!namespace.isEmpty()) {
                    search.in(scope);
                }
            });
        }
        return search.holders(true);
    }

    List<Subject> subjects() {
        TreeSet<Subject> subjects = new TreeSet<>();
        scopes.values().forEach(scope -> scope.bindings().values().forEach(b -> subjects.addAll(b.subjects())));
        return List.copyOf(subjects);
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Scope scope : new TreeMap<>(scopes).values()) {
            new TreeMap<>(scope.bindings()).values().forEach(binding -> {
                if (role(binding.role()).isEmpty()) {
                    notes.add(binding.ref() + " grants nothing: " + binding.role() + " does not exist.");
                }
            });
        }
        Aggregation.circles(cluster.roles())
                .forEach(name -> notes.add("ClusterRole " + name
                        + " aggregates itself by way of others: what it keeps of rules that are gone is not known."));
        return notes;
    }

    @Override
    public String toString() {
        int roles = 0;
        int bindings = 0;
        for (Scope scope : scopes.values()) {
            roles += scope.roles().size();
            bindings += scope.bindings().size();
        }
        return Lists.count(roles, "role") + ", " + Lists.count(bindings, "binding") + ", "
                + Lists.count(subjects().size(), "subject");
    }
}
