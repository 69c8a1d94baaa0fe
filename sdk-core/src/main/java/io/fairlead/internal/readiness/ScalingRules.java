package io.fairlead.internal.readiness;

import io.fairlead.internal.kube.Json;
import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An autoscaler is ready when it can scale and has metrics to scale by; a budget when its controller has counted. */
final class ScalingRules {

    private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";

    private ScalingRules() {}

    static Readiness autoscaler(Observed object) {
        List<StatusCondition> conditions = conditions(object);
        Optional<StatusCondition> able = named(conditions, "AbleToScale");
        Optional<StatusCondition> active = named(conditions, "ScalingActive");
        if (able.isPresent() && able.get().isFalse()) {
            return object.failed("it cannot scale its target: " + able.get().words())
                    .because(able.get().path(), able.get().status());
        }
        if (active.isPresent() && active.get().isFalse()) {
            StatusCondition condition = active.get();
            Readiness said = condition.reason().equals("ScalingDisabled")
                    ? object.suspended("its target is scaled to none, so it does not scale")
                    : object.failed("it has nothing to scale by: " + condition.words());
            return said.because(condition.path(), condition.status());
        }
        if (able.isEmpty()
                || active.isEmpty()
                || !able.get().isTrue()
                || !active.get().isTrue()) {
            return object.inProgress("it has not measured its target yet");
        }
        long desired = object.number(0, "status", "desiredReplicas");
        return object.ready("it measures its target and asks for " + desired + " replicas")
                .because(active.get().path(), active.get().status())
                .because(Fields.status("desiredReplicas"), desired);
    }

    /** Version 1 of the API has no conditions and keeps them as text in an annotation. */
    private static List<StatusCondition> conditions(Observed object) {
        String text = object.text("metadata", "annotations", CONDITIONS);
        if (object.has("status", "conditions") || text.isEmpty()) {
            return object.conditions();
        }
        try {
            List<StatusCondition> conditions = new ArrayList<>();
            Object items = Json.parse("{\"items\":" + text + "}").get("items");
            for (Object item : items instanceof List<?> list ? list : List.of()) {
                if (item instanceof Map<?, ?> map) {
                    conditions.add(StatusCondition.of(map));
                }
            }
            return conditions;
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }

    private static Optional<StatusCondition> named(List<StatusCondition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    static Readiness budget(Observed object) {
        Optional<StatusCondition> allowed = object.condition("DisruptionAllowed");
        if (allowed.isPresent() && allowed.get().reason().equals("SyncFailed")) {
            return object.failed("its pods cannot be counted: "
                            + Evidence.quote(allowed.get().message()))
                    .because(allowed.get().path(), allowed.get().words());
        }
        long disruptions = object.number(0, "status", "disruptionsAllowed");
        return object.ready("its pods are counted, " + disruptions + " may be disrupted now")
                .because(FieldPath.of("status", "disruptionsAllowed"), disruptions);
    }
}
