package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Effects;
import io.fairlead.plan.Permissions;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.resource.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Makes a plan's data from what was recorded: its name and its hash. */
final class Previews {

    /** How many hex digits of a digest tell effects apart. */
    private static final int HASH = 32;

    private Previews() {}

    static Preview of(String name, Recorder recorder, Effects effects) {
        return of(name, recorder, Optional.empty(), effects);
    }

    static Preview of(String name, Recorder recorder, Optional<SortedSet<Permission>> lacking, Effects effects) {
        List<Step> steps = List.copyOf(recorder.steps());
        return new Preview(
                name.isEmpty() ? described(steps) : name,
                steps,
                List.copyOf(recorder.warnings()),
                new Permissions(recorder.permissions(), lacking),
                List.copyOf(recorder.rewriters()),
                hash(name, steps),
                effects);
    }

    /** A program without a name says what it does: {@code 2 applies in shop}. */
    private static String described(List<Step> steps) {
        Map<String, Integer> verbs = new TreeMap<>();
        Map<String, Integer> namespaces = new TreeMap<>();
        for (Step step : steps) {
            if (step instanceof Change change) {
                String verb = step.id().verb();
                verbs.merge(verb, 1, Integer::sum);
                namespaces.merge(change.ref().namespace(), 1, Integer::sum);
            } else if (step instanceof Step.Call || step instanceof Step.Outside) {
                verbs.merge("call", 1, Integer::sum);
            }
        }
        if (verbs.isEmpty()) {
            return "an operation";
        }
        List<String> parts = new ArrayList<>();
        verbs.forEach((verb, count) -> parts.add(count + " " + (count == 1 ? verb : plural(verb))));
        String where = namespaces.size() == 1 && !namespaces.containsKey("")
                ? " in " + namespaces.keySet().iterator().next()
                : "";
        return String.join(", ", parts) + where;
    }

    private static String plural(String verb) {
        return verb.endsWith("y") ? verb.substring(0, verb.length() - 1) + "ies" : verb + "s";
    }

    /**
     * Everything that makes the effect, nothing that does not: no reads, waits, alternatives, warnings or secrets. The same in every JVM:
     * maps are compared without their order, and so are applies with nothing between them.
     */
    static String hash(String name, List<Step> steps) {
        List<Object> effect = new ArrayList<>();
        effect.add(name);
        SortedMap<String, Object> applies = new TreeMap<>();
        for (Step step : steps) {
            if (step instanceof Change change && change.id().verb().equals("apply")) {
                if (change.writes()) {
                    applies.put(change.id().toString(), PlanJson.change(change));
                }
                continue;
            }
            effect.addAll(applies.values());
            applies.clear();
            if (step instanceof Change change && change.writes()) {
                effect.add(PlanJson.change(change));
            } else if (step instanceof Step.Call call) {
                effect.add(List.of(call.id().toString(), call.what(), call.ref().toString()));
            } else if (step instanceof Step.Outside || step instanceof Step.Question || step instanceof Step.Cut) {
                effect.add(step.id().toString());
            }
        }
        effect.addAll(applies.values());
        return PlanJson.digest(effect).substring(0, HASH);
    }
}
