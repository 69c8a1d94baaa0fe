package io.fairlead.cost;

import io.fairlead.plan.Change;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How long objects run on beside what replaces them, as those of a blue-green release: from the first step after which a plan costs more, to
 * the step that takes them away.
 */
final class Overlaps {

    private Overlaps() {}

    /**
     * The times, by object.
     *
     * @param growing the objects that cost more after the plan
     * @param shrinking those that cost less
     * @param wait how long a wait for an object takes
     */
    static Map<Ref, Duration> of(Preview preview, Set<Ref> growing, Set<Ref> shrinking, Function<Ref, Duration> wait) {
        Map<Ref, Duration> times = new TreeMap<>();
        Duration elapsed = Duration.ZERO;
        boolean grown = false;
        for (Step step : preview.steps()) {
            if (step instanceof Change change && change.writes()) {
                grown |= growing.contains(change.ref());
                ends(times, shrinking, change.ref(), elapsed);
            } else if (step instanceof Step.Call call) {
                grown |= growing.contains(call.ref());
                ends(times, shrinking, call.ref(), elapsed);
            } else if (grown && step instanceof Step.Wait waiting) {
                elapsed = elapsed.plus(longest(waiting.refs(), wait));
            } else if (grown && step instanceof Step.Pause pause) {
                elapsed = elapsed.plus(pause.time());
            }
        }
        return times;
    }

    private static void ends(Map<Ref, Duration> times, Set<Ref> shrinking, Ref ref, Duration elapsed) {
        if (!elapsed.isZero() && shrinking.contains(ref)) {
            times.put(ref, elapsed);
        }
    }

    private static Duration longest(List<Ref> refs, Function<Ref, Duration> wait) {
        return refs.stream().map(wait).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
