package io.fairlead.internal.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector as kubectl writes it, matched here: {@code app=web,tier in (front, back),!canary}. */
public final class LabelSelector {

    private static final Pattern SET = Pattern.compile("\\s*([^\\s!=()]+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile("\\s*([^\\s!=()]+)\\s*(==|=|!=)\\s*([^\\s()]*)\\s*");
    private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s!=()]+)\\s*");

    private final List<Predicate<Map<String, Object>>> terms;

    private LabelSelector(List<Predicate<Map<String, Object>>> terms) {
        this.terms = terms;
    }

    /**
     * Reads a selector; an empty one matches everything.
     *
     * @throws IllegalArgumentException when a term is none, with the term
     */
    public static LabelSelector parse(String selector) {
        List<Predicate<Map<String, Object>>> terms = new ArrayList<>();
        for (String term : selector.split(",(?![^(]*\\))")) {
            if (!term.isBlank()) {
                terms.add(term(term));
            }
        }
        return new LabelSelector(terms);
    }

    private static Predicate<Map<String, Object>> term(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            String key = set.group(1);
            Set<String> values = Set.of(java.util.Arrays.stream(set.group(3).split(","))
                    .map(String::strip)
                    .distinct()
                    .toArray(String[]::new));
            boolean in = set.group(2).equals("in");
            return labels -> in
                    ? labels.get(key) instanceof String value && values.contains(value)
                    : !(labels.get(key) instanceof String value) || !values.contains(value);
        }
        Matcher equality = EQUALITY.matcher(term);
        if (equality.matches()) {
            String key = equality.group(1);
            String value = equality.group(3);
            return equality.group(2).equals("!=")
                    ? labels -> !value.equals(labels.get(key))
                    : labels -> value.equals(labels.get(key));
        }
        Matcher exists = EXISTS.matcher(term);
        if (exists.matches()) {
            String key = exists.group(2);
            boolean wanted = exists.group(1).isEmpty();
            return labels -> labels.containsKey(key) == wanted;
        }
        throw new IllegalArgumentException("\"" + term.strip() + "\" is no label selector term;"
                + " expected key=value, key!=value, key in (a, b), key notin (a, b), key or !key");
    }

    /** Whether an object's labels match. */
    public boolean matches(Map<String, Object> object) {
        Map<String, Object> labels = Trees.map(object, "metadata", "labels");
        return terms.stream().allMatch(term -> term.test(labels));
    }
}
