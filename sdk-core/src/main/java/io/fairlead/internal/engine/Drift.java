package io.fairlead.internal.engine;

import io.fairlead.plan.Change;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says how the effect of a plan made anew differs from the one that was shown, step by step. */
final class Drift {

    private static final int MOST = 10;

    private Drift() {}

    static List<String> between(Preview shown, Preview now) {
        Map<String, Step> before = effect(shown);
        Map<String, Step> after = effect(now);
        List<String> differences = new ArrayList<>();
        before.forEach((id, step) -> {
            Step other = after.get(id);
            if (other == null) {
                differences.add(id + " is no longer needed");
            } else if (step instanceof Change was && other instanceof Change is && !same(was, is)) {
                differences.add(id + " would " + told(is) + " instead of " + told(was));
            }
        });
        after.keySet().stream().filter(id -> !before.containsKey(id)).forEach(id -> differences.add(id + " is new"));
        if (differences.isEmpty()) {
            differences.add("the order of the steps is another");
        }
        return differences.size() <= MOST
                ? differences
                : List.of(String.join("; ", differences.subList(0, MOST)), (differences.size() - MOST) + " more");
    }

    private static Map<String, Step> effect(Preview preview) {
        Map<String, Step> steps = new LinkedHashMap<>();
        preview.steps().stream()
                .filter(step -> step instanceof Change change
                        ? change.writes()
                        : !(step instanceof Step.Wait
                                || step instanceof Step.Pause
                                || step instanceof Step.Alternative))
                .forEach(step -> steps.put(step.id().toString(), step));
        return steps;
    }

    /** As JSON says it, as one of them may have been read from there. */
    private static boolean same(Change was, Change is) {
        return PlanJson.digest(PlanJson.change(was)).equals(PlanJson.digest(PlanJson.change(is)));
    }

    private static String told(Change change) {
        String fields = change.fields().stream()
                .limit(3)
                .map(Object::toString)
                .reduce((one, more) -> one + ", " + more)
                .orElse("");
        return change.action().name().toLowerCase(java.util.Locale.ROOT)
                + (fields.isEmpty() ? "" : " (" + fields + ")");
    }
}
