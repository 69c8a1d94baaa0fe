package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The roles and bindings of one namespace, or those of the whole cluster, found by subject and by role. Immutable. */
final class Scope {

    static final Scope EMPTY = new Scope(Map.of(), Map.of(), Map.of(), Map.of());

    private final Map<String, BoundRole> roles;
    private final Map<String, Binding> bindings;
    private final Map<String, List<Binding>> bySubject;
    private final Map<Ref, List<Binding>> byRole;

    private Scope(
            Map<String, BoundRole> roles,
            Map<String, Binding> bindings,
            Map<String, List<Binding>> bySubject,
            Map<Ref, List<Binding>> byRole) {
        this.roles = roles;
        this.bindings = bindings;
        this.bySubject = bySubject;
        this.byRole = byRole;
    }

    /** These; of two that have the same name the later one. */
    static Scope of(Collection<BoundRole> roles, Collection<Binding> bindings) {
        Map<String, BoundRole> named = new HashMap<>();
        roles.forEach(role -> named.put(role.ref().name(), role));
        Map<String, Binding> bound = new HashMap<>();
        bindings.forEach(binding -> bound.put(binding.ref().name(), binding));
        Map<String, List<Binding>> bySubject = new HashMap<>();
        Map<Ref, List<Binding>> byRole = new HashMap<>();
        for (Binding binding : bound.values()) {
            keys(binding)
                    .forEach(key -> bySubject
                            .computeIfAbsent(key, same -> new ArrayList<>(1))
                            .add(binding));
            byRole.computeIfAbsent(binding.role(), same -> new ArrayList<>(1)).add(binding);
        }
        return new Scope(named, bound, bySubject, byRole);
    }

    /** The same with other roles. */
    Scope with(Map<String, BoundRole> others) {
        return new Scope(others, bindings, bySubject, byRole);
    }

    /** The same with a role, in the place of one of its name. */
    Scope with(BoundRole role) {
        Map<String, BoundRole> more = new HashMap<>(roles);
        more.put(role.ref().name(), role);
        return with(more);
    }

    Scope withoutRole(String name) {
        Map<String, BoundRole> fewer = new HashMap<>(roles);
        fewer.remove(name);
        return with(fewer);
    }

    /** The same with a binding, in the place of one of its name. */
    Scope with(Binding binding) {
        Scope scope = withoutBinding(binding.ref().name());
        scope.bindings.put(binding.ref().name(), binding);
        keys(binding).forEach(key -> scope.bySubject.merge(key, List.of(binding), Scope::joined));
        scope.byRole.merge(binding.role(), List.of(binding), Scope::joined);
        return scope;
    }

    Scope withoutBinding(String name) {
        Scope scope = new Scope(roles, new HashMap<>(bindings), new HashMap<>(bySubject), new HashMap<>(byRole));
        Binding old = scope.bindings.remove(name);
        if (old != null) {
            keys(old).forEach(key -> scope.bySubject.computeIfPresent(key, (same, list) -> without(list, old)));
            scope.byRole.computeIfPresent(old.role(), (same, list) -> without(list, old));
        }
        return scope;
    }

    private static Set<String> keys(Binding binding) {
        Set<String> keys = new LinkedHashSet<>();
        binding.subjects().forEach(subject -> keys.add(key(subject)));
        return keys;
    }

    private static List<Binding> joined(List<Binding> some, List<Binding> more) {
        List<Binding> all = new ArrayList<>(some.size() + more.size());
        all.addAll(some);
        all.addAll(more);
        return all;
    }

    private static @Nullable List<Binding> without(List<Binding> list, Binding old) {
        List<Binding> rest = list.stream()
                .filter(binding -> !binding.ref().equals(old.ref()))
                .toList();
        return rest.isEmpty() ? null : rest;
    }

    /** What a subject is found by: users and accounts by user name, so that both spellings of an account are one. */
    static String key(Subject subject) {
        return subject.type() == Subject.Type.GROUP ? group(subject.name()) : user(subject.userName());
    }

    static String user(String name) {
        return "u:" + name;
    }

    static String group(String name) {
        return "g:" + name;
    }

    Map<String, BoundRole> roles() {
        return roles;
    }

    Map<String, Binding> bindings() {
        return bindings;
    }

    Optional<BoundRole> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    List<Binding> of(String key) {
        return bySubject.getOrDefault(key, List.of());
    }

    Map<Ref, List<Binding>> byRole() {
        return byRole;
    }
}
