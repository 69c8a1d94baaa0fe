package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What becomes allowed and what is lost between two states, right by right for each subject that bindings name.
 *
 * <p>A right is one verb on one resource, in one namespace, for one name or all; a star stays a star. One that a subject still has by
 * another rule of its own is not lost, and one that it had by another is not gained. What it has as a member of a group is the
 * group's.
 *
 * <p>Immutable. Prints a line a right, {@code +} for gained and {@code -} for lost.
 *
 * @param gained what becomes allowed, by subject
 * @param lost what is allowed no more, by subject
 */
public record AccessDiff(Map<Subject, Set<Right>> gained, Map<Subject, Set<Right>> lost) {

    public AccessDiff {
        gained = Collections.unmodifiableMap(new TreeMap<>(gained));
        lost = Collections.unmodifiableMap(new TreeMap<>(lost));
    }

    static AccessDiff between(Holdings before, Holdings after) {
        Map<Subject, Set<Right>> gained = new HashMap<>();
        Map<Subject, Set<Right>> lost = new HashMap<>();
        Set<Subject> subjects = new TreeSet<>(before.subjects());
        subjects.addAll(after.subjects());
        for (Subject subject : subjects) {
            Map<String, Set<Rule>> old = before.rules(subject);
            Map<String, Set<Rule>> now = after.rules(subject);
            if (!old.equals(now)) {
                put(gained, subject, uncovered(now, old));
                put(lost, subject, uncovered(old, now));
            }
        }
        return new AccessDiff(gained, lost);
    }

    private static void put(Map<Subject, Set<Right>> into, Subject subject, Set<Right> rights) {
        if (!rights.isEmpty()) {
            into.put(subject, rights);
        }
    }

    /** The rights of some rules by namespace that others do not give. */
    private static Set<Right> uncovered(Map<String, Set<Rule>> some, Map<String, Set<Rule>> others) {
        Set<Right> rights = new TreeSet<>();
        Set<Rule> everywhere = others.getOrDefault("", Set.of());
        some.forEach((namespace, rules) -> {
            Set<Rule> here = new HashSet<>(everywhere);
            here.addAll(others.getOrDefault(namespace, Set.of()));
            for (Rule rule : rules) {
                if (!here.contains(rule)) {
                    rule.rights(namespace).stream()
                            .filter(right -> namespace.isEmpty() || !right.isPath())
                            .filter(right -> here.stream().noneMatch(other -> other.allows(right)))
                            .forEach(rights::add);
                }
            }
        });
        return rights;
    }

    /** Whether nobody gains or loses anything. */
    public boolean isEmpty() {
        return gained.isEmpty() && lost.isEmpty();
    }

    /** How many rights are gained. */
    public int gains() {
        return gained.values().stream().mapToInt(Set::size).sum();
    }

    /** How many rights are lost. */
    public int losses() {
        return lost.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "nobody gains or loses anything";
        }
        List<String> lines = new ArrayList<>();
        Set<Subject> subjects = new TreeSet<>(gained.keySet());
        subjects.addAll(lost.keySet());
        for (Subject subject : subjects) {
            gained.getOrDefault(subject, Set.of()).forEach(right -> lines.add("+ " + subject + ": " + right));
            lost.getOrDefault(subject, Set.of()).forEach(right -> lines.add("- " + subject + ": " + right));
        }
        StringBuilder text = new StringBuilder(Lists.count(gains(), "right") + " gained, " + losses() + " lost");
        Lists.lines(text, lines);
        return text.toString();
    }
}
