package io.fairlead.security.access;

import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an aggregated ClusterRole selects others by: labels, as everywhere in Kubernetes; an empty one selects all. */
final class RoleSelector {

    private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

    private record Term(String label, String operator, List<String> values) {

        boolean holds(Map<String, String> labels) {
            String value = labels.getOrDefault(label, "");
            boolean there = labels.containsKey(label);
            return switch (operator) {
                case "In" -> there && values.contains(value);
                case "NotIn" -> !there || !values.contains(value);
                case "Exists" -> there;
                default -> !there;
            };
        }
    }

    private final List<Term> terms;
    private final boolean valid;

    private RoleSelector(List<Term> terms, boolean valid) {
        this.terms = terms;
        this.valid = valid;
    }

    static RoleSelector of(Tree tree) {
        List<Term> terms = new ArrayList<>();
        for (String label : tree.names("matchLabels")) {
            terms.add(new Term(
                    label, "In", List.of(tree.text("matchLabels", label).orElse(""))));
        }
        boolean valid = true;
        for (Tree expression : tree.trees("matchExpressions")) {
            String operator = expression.text("operator").orElse("");
            List<String> values = expression.trees("values").stream()
                    .flatMap(value -> value.text().stream())
                    .toList();
            valid &= OPERATORS.contains(operator) && operator.endsWith("In") != values.isEmpty();
            terms.add(new Term(expression.text("key").orElse(""), operator, values));
        }
        return new RoleSelector(List.copyOf(terms), valid);
    }

    /** Whether the API server could read it; it aggregates nothing by one that it cannot. */
    boolean isValid() {
        return valid;
    }

    boolean selects(BoundRole role) {
        return terms.stream().allMatch(term -> term.holds(role.labels()));
    }
}
