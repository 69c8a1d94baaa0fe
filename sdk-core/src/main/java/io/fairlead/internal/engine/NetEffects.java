package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Masking;
import io.fairlead.plan.Effect;
import io.fairlead.plan.Effects;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a part of a plan makes of whole objects: those whose state differs between its start and its end. */
final class NetEffects {

    private NetEffects() {}

    /**
     * The effects of what lies between two states of a plan.
     *
     * @param start the cluster as the plan had changed it before the part
     * @param end as it has changed it after
     * @param reads the live objects as the plan has read them
     * @param masking hides the secrets known by now
     */
    static Effects between(Overlay start, Overlay end, Map<Ref, Optional<Map<String, Object>>> reads, Masking masking) {
        Map<Ref, Overlay.State> before = start.all();
        Map<Ref, Overlay.State> after = end.all();
        after.entrySet()
                .removeIf(touched -> touched.getValue().equals(before.get(touched.getKey()))
                        || !touched.getValue().written());
        Map<Ref, Optional<Map<String, Object>>> live = new HashMap<>();
        after.keySet().forEach(ref -> live.put(ref, reads.getOrDefault(ref, Optional.empty())));
        return Effects.of(() -> {
            List<Effect> effects = new ArrayList<>();
            after.forEach((ref, state) -> {
                Overlay.State had = before.get(ref);
                Optional<Map<String, Object>> was =
                        had == null ? live.getOrDefault(ref, Optional.empty()) : Optional.ofNullable(had.tree());
                effects.add(new Effect(
                        ref, shown(was, masking), shown(Optional.ofNullable(state.tree()), masking), state.grade()));
            });
            return effects;
        });
    }

    private static Optional<Tree> shown(Optional<Map<String, Object>> object, Masking masking) {
        return object.map(masking::object).map(Tree::of);
    }
}
