package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The roles and bindings before and after an operation: what differs, who gains and loses, and what speaks against it. */
final class AccessChange {

    private static final int SHOWN = 20;
    private static final List<String> BOOKKEEPING = List.of(
            "resourceVersion",
            "managedFields",
            "generation",
            "uid",
            "creationTimestamp",
            "ownerReferences",
            "finalizers");
    private static final Right EVERYTHING = new Right("*", "*", "*", "", "", "", "");
    private static final Subject MASTERS = Subject.group(Identity.MASTERS);

    private final AccessIndex before;
    private final AccessIndex after;
    private final Map<Ref, Tree> old;
    private final Map<Ref, Tree> now;
    private final Set<Ref> changed = new TreeSet<>(AccessChange::rolesFirst);

    AccessChange(List<Tree> before, List<Tree> after, Authorizers authorizers) {
        this.before = AccessIndex.live(before).settling().under(authorizers);
        this.after = AccessIndex.live(after).settling().under(authorizers);
        this.old = byRef(before);
        this.now = byRef(after);
        Set<Ref> refs = new TreeSet<>(old.keySet());
        refs.addAll(now.keySet());
        refs.stream().filter(ref -> differs(old.get(ref), now.get(ref))).forEach(changed::add);
    }

    private static Map<Ref, Tree> byRef(List<Tree> trees) {
        Map<Ref, Tree> byRef = new TreeMap<>();
        trees.forEach(tree -> byRef.put(tree.ref(), tree));
        return byRef;
    }

    /** Roles before bindings, so that what a new binding gives is told of the binding. */
    private static int rolesFirst(Ref one, Ref other) {
        int order = Boolean.compare(Held.isBinding(one.kind()), Held.isBinding(other.kind()));
        return order != 0 ? order : one.compareTo(other);
    }

    private static boolean differs(@Nullable Tree one, @Nullable Tree other) {
        return one == null || other == null || !content(one).equals(content(other));
    }

    private static Map<String, Object> content(Tree tree) {
        Map<String, Object> content = tree.toMap();
        if (content.get("metadata") instanceof Map<?, ?> metadata) {
            Map<Object, Object> kept = new LinkedHashMap<>(metadata);
            BOOKKEEPING.forEach(kept::remove);
            content.put("metadata", kept);
        }
        return content;
    }

    boolean isEmpty() {
        return changed.isEmpty();
    }

    /** What becomes allowed and what is lost, each told of the object that does it. */
    void tell(BiConsumer<Ref, String> note) {
        AccessIndex index = before;
        for (Ref ref : changed) {
            Tree tree = now.get(ref);
            AccessIndex next = tree == null ? index.without(ref) : index.with(tree);
            AccessDiff diff = AccessIndex.diff(index, next);
            tell(ref, "gains", diff.gained(), note);
            tell(ref, "loses", diff.lost(), note);
            held(tree).ifPresent(held -> RoleTraps.of(held, after.holdings()).forEach(trap -> note.accept(ref, trap)));
            index = next;
        }
    }

    private static void tell(Ref ref, String does, Map<Subject, Set<Right>> rights, BiConsumer<Ref, String> note) {
        List<String> lines = new ArrayList<>();
        rights.forEach((subject, set) -> set.forEach(right -> lines.add(subject + " " + does + " " + right)));
        lines.stream().limit(SHOWN).forEach(line -> note.accept(ref, line));
        if (lines.size() > SHOWN) {
            note.accept(ref, Lists.count(lines.size() - SHOWN, "more right") + " of this kind");
        }
    }

    /** What the server will refuse this caller, one sentence each. */
    List<String> notCovered(Identity caller) {
        Covering covering = new Covering(before, caller);
        List<String> refusals = new ArrayList<>();
        for (Ref ref : changed) {
            held(now.get(ref)).ifPresent(held -> {
                List<Right> missing = covering.missing(held, after.holdings());
                if (!missing.isEmpty()) {
                    refusals.add(caller.user() + " may not write " + ref + ", as it grants what they do not hold: "
                            + Lists.few(missing.stream().map(Right::toString).toList()));
                }
            });
        }
        return refusals;
    }

    /** What this caller could not give back on the state after, object by object. */
    void tellWhatStays(Identity caller, BiConsumer<Ref, String> note) {
        Covering covering = new Covering(after, caller);
        for (Ref ref : changed) {
            held(old.get(ref)).ifPresent(held -> {
                List<Right> missing = covering.missing(held, before.holdings());
                if (!missing.isEmpty()) {
                    note.accept(
                            ref,
                            "cannot be taken back by this account, which will not hold "
                                    + Lists.few(missing.stream()
                                            .map(Right::toString)
                                            .toList()));
                }
            });
        }
    }

    /** Who would be locked out, one sentence each: the caller of a right it has, or the last administrator. */
    List<String> lockedOut(Identity caller) {
        List<String> refusals = new ArrayList<>();
        if (!caller.isMaster()) {
            List<Right> lost = lost(caller);
            if (!lost.isEmpty()) {
                refusals.add(caller.user() + " would lose "
                        + Lists.few(lost.stream().map(Right::toString).toList()));
            }
        }
        if (hasAdministrator(before) && !hasAdministrator(after)) {
            refusals.add("nobody but system:masters would be left who may do everything");
        }
        return refusals;
    }

    private List<Right> lost(Identity caller) {
        EffectivePermissions had = before.effectivePermissions(caller);
        EffectivePermissions has = after.effectivePermissions(caller);
        Set<Right> lost = new TreeSet<>();
        for (Grant grant : had.grants()) {
            List<Rule> rules = has.rules(grant.namespace());
            if (!rules.contains(grant.rule())) {
                grant.rule().rights(grant.namespace()).stream()
                        .filter(right -> rules.stream().noneMatch(rule -> rule.allows(right)))
                        .forEach(lost::add);
            }
        }
        return List.copyOf(lost);
    }

    private static boolean hasAdministrator(AccessIndex index) {
        return index.whoCan(EVERYTHING).subjects().stream().anyMatch(subject -> !subject.equals(MASTERS));
    }

    /** Who gains what nobody is to gain, one sentence each. */
    List<String> gainers(List<Right> forbidden) {
        List<String> refusals = new ArrayList<>();
        for (Right right : forbidden) {
            Set<Subject> gainers = new TreeSet<>(after.whoCan(right).subjects());
            gainers.removeIf(subject -> before.can(subject, right) == Verdict.YES);
            gainers.forEach(subject -> refusals.add(subject + " would gain " + right));
        }
        return refusals;
    }

    private static Optional<Held> held(@Nullable Tree tree) {
        return tree == null ? Optional.empty() : Held.of(tree, Holdings.DEFAULT, new Pool());
    }
}
