package io.fairlead.internal.readiness;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Gateway API's kinds: accepted by a controller and, where it makes something, programmed.
 *
 * <p>Each of their conditions names the generation it tells of, so an old one proves nothing.
 */
final class GatewayRules {

    private GatewayRules() {}

    static Readiness gateway(Observed object) {
        boolean programmed = !object.ref().kind().name().equals("GatewayClass");
        List<String> wanted = programmed ? List.of("Accepted", "Programmed") : List.of("Accepted");
        Readiness open = open(object, object.conditions(), wanted, FieldPath.of("status", "conditions"));
        return open == null ? object.ready("it is " + (programmed ? "accepted and programmed" : "accepted")) : open;
    }

    static Readiness route(Observed object) {
        return attached(
                object, "parents", "gateway", object.items("spec", "parentRefs").size());
    }

    static Readiness policy(Observed object) {
        return attached(object, "ancestors", "ancestor", 0);
    }

    /** Each parent's controller tells by itself; all that are asked for have to agree. */
    private static Readiness attached(Observed object, String list, String noun, long asked) {
        List<Map<String, Object>> parents = object.items("status", list);
        FieldPath path = Fields.status(list);
        long wanted = Math.max(asked, parents.size());
        long accepted = 0;
        Readiness worst = null;
        for (int i = 0; i < parents.size(); i++) {
            List<StatusCondition> conditions = parents.get(i).get("conditions") instanceof List<?> items
                    ? items.stream()
                            .filter(Map.class::isInstance)
                            .map(item -> StatusCondition.of((Map<?, ?>) item))
                            .toList()
                    : List.of();
            List<String> needed =
                    conditions.stream().anyMatch(condition -> condition.type().equals("ResolvedRefs"))
                            ? List.of("Accepted", "ResolvedRefs")
                            : List.of("Accepted");
            Readiness open = open(object, conditions, needed, path.index(i).field("conditions"));
            if (open == null) {
                accepted++;
            } else if (worst == null || open.state() == Readiness.State.FAILED) {
                worst = open;
            }
        }
        if (worst != null) {
            return worst.counted(accepted, wanted);
        }
        return parents.isEmpty() || accepted < asked
                ? object.inProgress("not every " + noun + " has answered yet")
                        .because(path, parents.size())
                        .counted(accepted, wanted)
                : object.ready("it is accepted by every " + noun).counted(accepted, wanted);
    }

    private static @Nullable Readiness open(
            Observed object, List<StatusCondition> conditions, List<String> wanted, FieldPath path) {
        Readiness waiting = null;
        for (String type : wanted) {
            FieldPath here = path.item(Map.of("type", type)).field("status");
            StatusCondition condition = conditions.stream()
                    .filter(each -> each.type().equals(type))
                    .findFirst()
                    .orElse(null);
            if (condition == null) {
                waiting = object.inProgress(type + " is not told yet").because(here, "absent");
            } else if (condition.isOlderThan(object.generation())) {
                waiting = object.inProgress(type + " tells of generation " + condition.observedGeneration()
                                + ", not of " + object.generation())
                        .because(here, condition.status());
            } else if (condition.isFalse() && !condition.reason().equals("Pending")) {
                return object.failed("not " + type + ": " + condition.words()).because(here, condition.status());
            } else if (!condition.isTrue()) {
                waiting = object.inProgress("not " + type + " yet: " + condition.words())
                        .because(here, condition.status());
            }
        }
        return waiting;
    }
}
