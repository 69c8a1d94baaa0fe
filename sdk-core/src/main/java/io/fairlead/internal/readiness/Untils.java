package io.fairlead.internal.readiness;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.StatusCondition;
import io.fairlead.resource.Until;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what a wait waits for holds of an object, or of its absence. */
public final class Untils {

    private Untils() {}

    /**
     * Whether it holds.
     *
     * @param until what is waited for
     * @param object the object, or null where there is none
     * @param rules what ready means
     */
    public static boolean met(Until until, @Nullable Map<String, Object> object, ReadinessRules rules) {
        if (object == null) {
            return until instanceof Until.Gone;
        }
        if (until instanceof Until.Gone gone) {
            return gone.isAnother(object);
        }
        if (until instanceof Until.Ready) {
            return rules.judge(object).ready();
        }
        if (until instanceof Until.ConditionIs wanted) {
            return condition(wanted, Observed.of(object));
        }
        if (until instanceof Until.FieldIs wanted) {
            return at(object, wanted.field())
                    .filter(value -> Trees.same(value, wanted.value()))
                    .isPresent();
        }
        return until instanceof Until.Holds wanted && wanted.predicate().test(object);
    }

    /** A condition of an older generation proves nothing. */
    private static boolean condition(Until.ConditionIs wanted, Observed object) {
        Optional<StatusCondition> found = object.condition(wanted.type());
        return Generations.unseen(object) == null
                && found.isPresent()
                && !found.get().isOlderThan(object.generation())
                && found.get().status().equalsIgnoreCase(wanted.status());
    }

    /** The value at a path; items of lists are found by their keys, members by themselves. */
    static Optional<Object> at(Object tree, FieldPath path) {
        Object here = tree;
        for (FieldPath.Step step : path.steps()) {
            here = next(here, step);
        }
        return Optional.ofNullable(here);
    }

    private static @Nullable Object next(@Nullable Object here, FieldPath.Step step) {
        if (step instanceof FieldPath.Step.Field field) {
            return here instanceof Map<?, ?> map ? map.get(field.name()) : null;
        }
        List<?> list = here instanceof List<?> items ? items : List.of();
        if (step instanceof FieldPath.Step.Index index) {
            return index.index() >= 0 && index.index() < list.size() ? list.get(index.index()) : null;
        }
        for (Object item : list) {
            boolean found = step instanceof FieldPath.Step.Item keys
                    ? item instanceof Map<?, ?> map
                            && keys.keys().entrySet().stream()
                                    .allMatch(key -> Trees.same(map.get(key.getKey()), key.getValue()))
                    : step instanceof FieldPath.Step.Member member && Trees.same(item, member.value());
            if (found) {
                return item;
            }
        }
        return null;
    }
}
