package io.fairlead.security.access;

import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a role, matched as the API server matches it.
 *
 * <p>A resource matches by its full text ({@code pods/log}), by {@code *}, and, for a subresource, by {@code *}{@code /log}; there is no
 * {@code pods/*}. A rule with names is no rule for requests without one. A path matches by its text, or by what stands before
 * the star at its end.
 *
 * <p>Immutable; two rules of the same words in the same order are equal. Prints as {@code get, list pods, pods/log}.
 */
public final class Rule {

    private final Terms verbs;
    private final Terms groups;
    private final Terms resources;
    private final Terms names;
    private final List<String> paths;

    private Rule(Terms verbs, Terms groups, Terms resources, Terms names, List<String> paths) {
        this.verbs = verbs;
        this.groups = groups;
        this.resources = resources;
        this.names = names;
        this.paths = paths;
    }

    /**
     * A rule for resources.
     *
     * @param groups the API groups, {@code ""} for the core group
     * @param resources the resources, with {@code /subresource}
     * @param names the objects it is for, none for all
     */
    public static Rule of(List<String> verbs, List<String> groups, List<String> resources, List<String> names) {
        return new Rule(Terms.of(verbs), Terms.of(groups), Terms.of(resources), Terms.of(names), List.of());
    }

    /** A rule for paths that are no resources; a star may end one. */
    public static Rule paths(List<String> verbs, List<String> paths) {
        return new Rule(Terms.of(verbs), Terms.NONE, Terms.NONE, Terms.NONE, List.copyOf(paths));
    }

    /** A rule as a role holds it. */
    static Rule of(Tree tree, Pool pool) {
        return new Rule(
                pool.terms(texts(tree, "verbs")),
                pool.terms(texts(tree, "apiGroups")),
                pool.terms(texts(tree, "resources")),
                pool.terms(texts(tree, "resourceNames")),
                texts(tree, "nonResourceURLs").stream().map(pool::text).toList());
    }

    private static List<String> texts(Tree tree, String field) {
        List<String> texts = new ArrayList<>();
        for (Tree item : tree.trees(field)) {
            item.text().ifPresent(texts::add);
        }
        return texts;
    }

    /** The verbs. */
    public List<String> verbs() {
        return verbs.all();
    }

    /** The API groups, {@code ""} for the core group. */
    public List<String> groups() {
        return groups.all();
    }

    /** The resources, with {@code /subresource}. */
    public List<String> resources() {
        return resources.all();
    }

    /** The names of the objects it is for, none for all. */
    public List<String> names() {
        return names.all();
    }

    /** The paths that are no resources. */
    public List<String> paths() {
        return paths;
    }

    /** Whether a request is allowed by this rule, wherever the rule is bound. */
    public boolean allows(Right right) {
        return matches(right) && (right.isPath() || names.isEmpty() || names.has(right.name()));
    }

    /** Whether it would be allowed for some object's name, where the right names none. */
    boolean allowsSomeName(Right right) {
        return !right.isPath() && right.name().isEmpty() && !names.isEmpty() && matches(right);
    }

    private boolean matches(Right right) {
        if (!verbs.hasOrStar(right.verb())) {
            return false;
        }
        if (right.isPath()) {
            return reaches(right.path());
        }
        return groups.hasOrStar(right.group())
                && (resources.hasOrStar(right.ruleResource())
                        || (!right.subresource().isEmpty() && resources.has("*/" + right.subresource())));
    }

    private boolean reaches(String path) {
        for (String url : paths) {
            if (url.equals(path) || (url.endsWith("*") && path.startsWith(withoutStars(url)))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutStars(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '*') {
            end--;
        }
        return url.substring(0, end);
    }

    /** The rights that it is made of, one verb, group, resource and name each; a star stays a star. */
    List<Right> rights(String namespace) {
        List<Right> rights = new ArrayList<>();
        for (String verb : verbs()) {
            if (verb.isBlank()) {
                continue;
            }
            for (String path : paths) {
                if (!path.isBlank()) {
                    rights.add(Right.path(verb, path));
                }
            }
            for (String group : groups()) {
                for (String resource : resources()) {
                    if (resource.isBlank()) {
                        continue;
                    }
                    int slash = resource.indexOf('/');
                    Right right = new Right(
                            verb,
                            group,
                            slash <= 0 ? resource : resource.substring(0, slash),
                            slash <= 0 ? "" : resource.substring(slash + 1),
                            namespace,
                            "",
                            "");
                    if (names.isEmpty()) {
                        rights.add(right);
                    } else {
                        names().forEach(name -> rights.add(right.named(name)));
                    }
                }
            }
        }
        return rights;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rule rule
                && verbs.equals(rule.verbs)
                && groups.equals(rule.groups)
                && resources.equals(rule.resources)
                && names.equals(rule.names)
                && paths.equals(rule.paths);
    }

    @Override
    public int hashCode() {
        return Objects.hash(verbs, groups, resources, names, paths);
    }

    @Override
    public String toString() {
        if (!paths.isEmpty()) {
            return Lists.few(verbs()) + " " + Lists.few(paths);
        }
        List<String> where = new ArrayList<>();
        for (String group : groups()) {
            for (String resource : resources()) {
                int slash = resource.indexOf('/');
                String dot = group.isEmpty() ? "" : "." + group;
                where.add(slash < 0 ? resource + dot : resource.substring(0, slash) + dot + resource.substring(slash));
            }
        }
        return Lists.few(verbs()) + " " + Lists.few(where) + (names.isEmpty() ? "" : " named " + Lists.few(names()));
    }
}
