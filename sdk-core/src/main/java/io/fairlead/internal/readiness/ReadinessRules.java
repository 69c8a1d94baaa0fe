package io.fairlead.internal.readiness;

import io.fairlead.resource.Evidence;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Neighbours;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.ReadinessRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which rule judges which kind; one's own before the built-in ones, and the conventions for kinds that nobody has a rule for.
 *
 * <p>Order for every object: being deleted, generation, conditions, the kind's own rules. Kinds are told apart by group and name, whatever
 * the version. Immutable, safe for all threads; {@link #judge} never throws.
 */
public final class ReadinessRules {

    private static final ReadinessRules BUILT_IN = new ReadinessRules(Map.of());

    private final Map<BuiltInRules.Key, ReadinessRule> own;

    private ReadinessRules(Map<BuiltInRules.Key, ReadinessRule> own) {
        this.own = own;
    }

    /** The built-in rules alone. */
    public static ReadinessRules of() {
        return BUILT_IN;
    }

    /** The built-in rules and one's own before them. */
    public static ReadinessRules of(Map<Kind, ReadinessRule> own) {
        ReadinessRules rules = BUILT_IN;
        for (Map.Entry<Kind, ReadinessRule> entry : own.entrySet()) {
            rules = rules.with(entry.getKey(), entry.getValue());
        }
        return rules;
    }

    /** These and one more, before any other for its kind. */
    public ReadinessRules with(Kind kind, ReadinessRule rule) {
        Map<BuiltInRules.Key, ReadinessRule> more = new LinkedHashMap<>(own);
        more.put(BuiltInRules.Key.of(kind), Generations.first(rule));
        return new ReadinessRules(Map.copyOf(more));
    }

    /** Whether a rule, not a convention, judges this kind. */
    public boolean knows(Kind kind) {
        BuiltInRules.Key key = BuiltInRules.Key.of(kind);
        return own.containsKey(key) || BuiltInRules.RULES.containsKey(key);
    }

    /** The kinds that have no status and are ready when stored, as {@code group/Kind}. */
    public static Set<String> storedKinds() {
        return StoredKinds.NAMES;
    }

    /** The readiness of an object alone. */
    public Readiness judge(Map<String, Object> object) {
        return judge(object, Neighbours.none());
    }

    /** The readiness of an object with others at hand. */
    public Readiness judge(Map<String, Object> object, Neighbours neighbours) {
        Observed observed = Observed.of(object, neighbours);
        if (observed.deleted()) {
            return Deletion.judge(observed);
        }
        BuiltInRules.Key key = BuiltInRules.Key.of(observed.ref().kind());
        ReadinessRule rule = own.get(key);
        if (rule == null) {
            rule = BuiltInRules.RULES.getOrDefault(key, Conventions.RULE);
        }
        try {
            return rule.judge(observed);
        } catch (RuntimeException mistake) {
            // A rule of somebody's own must not end a wait for a thousand other objects.
            return observed.unknown("the rule for this kind has failed: "
                    + Evidence.quote(mistake.getClass().getSimpleName() + " " + mistake.getMessage()));
        }
    }
}
