package io.fairlead.cost;

import io.fairlead.plan.Effect;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The limit ranges of the namespaces in which a plan changes some, as they would be. */
final class PlannedLimits {

    private PlannedLimits() {}

    static Map<String, List<Map<String, Object>>> of(List<Effect> effects, Ground ground) {
        Map<String, Map<Ref, Tree>> ranges = new TreeMap<>();
        for (Effect effect : effects) {
            if (effect.ref().kind().sameAs(Ground.LIMIT_RANGE)) {
                Map<Ref, Tree> there =
                        ranges.computeIfAbsent(effect.ref().namespace(), namespace -> live(namespace, ground));
                there.remove(effect.ref());
                effect.after().ifPresent(after -> there.put(effect.ref(), after));
            }
        }
        Map<String, List<Map<String, Object>>> planned = new HashMap<>();
        ranges.forEach((namespace, there) -> planned.put(
                namespace,
                new ArrayList<>(there.values().stream().map(Tree::toMap).toList())));
        return planned;
    }

    private static Map<Ref, Tree> live(String namespace, Ground ground) {
        Map<Ref, Tree> live = new TreeMap<>();
        ground.limitRanges(namespace).forEach(range -> live.put(range.ref(), range));
        return live;
    }
}
