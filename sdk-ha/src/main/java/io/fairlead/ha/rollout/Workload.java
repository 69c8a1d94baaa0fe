package io.fairlead.ha.rollout;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.scaling.IntOrPercent;
import io.fairlead.scaling.RollingBounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workload as it was read. */
final class Workload {

    private final Tree tree;
    private final Ref ref;

    Workload(Tree tree) {
        this.tree = tree;
        this.ref = tree.ref();
    }

    Ref ref() {
        return ref;
    }

    Tree tree() {
        return tree;
    }

    boolean isDeployment() {
        return ref.kind().sameAs(WorkloadName.DEPLOYMENT);
    }

    boolean isStatefulSet() {
        return ref.kind().sameAs(WorkloadName.STATEFUL_SET);
    }

    /** Whether its controller waits for each pod before it goes on to the next. */
    boolean isOrdered() {
        return isStatefulSet()
                && !tree.text("spec", "podManagementPolicy")
                        .filter("Parallel"::equals)
                        .isPresent();
    }

    boolean isPaused() {
        return isDeployment() && tree.flag("spec", "paused").orElse(false);
    }

    /** Whether its pods are replaced only when somebody deletes them. */
    boolean isOnDelete() {
        return tree.text("spec", "updateStrategy", "type")
                .filter("OnDelete"::equals)
                .isPresent();
    }

    /** Refuses what would change the template and then wait for somebody else. */
    void refuseUnlessRolling(String tried) {
        if (isPaused()) {
            throw new RolloutRefused(
                    tried,
                    "It is paused: its new template would wait until somebody resumes it.",
                    "Resume it first (Resume.of), or change it by Apply.",
                    ref);
        }
        if (isOnDelete()) {
            throw new RolloutRefused(
                    tried,
                    "Its update strategy is OnDelete: its pods stay as they are until somebody deletes them.",
                    "Set its strategy to RollingUpdate first.",
                    ref);
        }
    }

    /** The pod template, as a copy that may be changed. */
    Map<String, Object> template() {
        return tree.at("spec", "template").toMap();
    }

    String uid() {
        return tree.text("metadata", "uid").orElse("");
    }

    /** The selector of its pods as kubectl takes it; of expressions nothing, so that it may select more than its own. */
    String selector() {
        Tree labels = tree.at("spec", "selector", "matchLabels");
        return String.join(
                ",",
                labels.names().stream()
                        .map(name -> name + "=" + labels.text(name).orElse(""))
                        .sorted()
                        .toList());
    }

    /** The image of each container of a pod template. */
    static Map<String, String> images(Tree template) {
        Map<String, String> images = new LinkedHashMap<>();
        containers(template)
                .forEach(one -> images.put(
                        one.text("name").orElse(""), one.text("image").orElse("")));
        return images;
    }

    private static List<Tree> containers(Tree template) {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> template.trees("spec", list).stream())
                .toList();
    }

    /** How its pods are replaced, as a sentence: how many more, how many fewer, in which order. */
    Optional<String> pace() {
        if (isOnDelete()) {
            return Optional.empty();
        }
        if (isDeployment()) {
            int replicas = number(1, "spec", "replicas");
            if (tree.text("spec", "strategy", "type").filter("Recreate"::equals).isPresent()) {
                return Optional.of("all its " + replicas + " pods end before the first new one starts (Recreate)");
            }
            RollingBounds bounds = RollingBounds.of(
                    replicas, bound("maxSurge", "strategy", "25%"), bound("maxUnavailable", "strategy", "25%"));
            String surge = bounds.maxSurge() == 0
                    ? "no pod more than its " + replicas
                    : "up to " + bounds.maxSurge() + (bounds.maxSurge() == 1 ? " pod" : " pods") + " more than its "
                            + replicas;
            return Optional.of(surge + " while it rolls, at least " + bounds.leastAvailable() + " available");
        }
        if (isStatefulSet()) {
            int replicas = number(1, "spec", "replicas");
            int partition = number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
            int rolled = Math.max(0, replicas - partition);
            return Optional.of("replaces " + rolled + " of its " + replicas
                    + " pods one after the other, the highest ordinal first"
                    + (partition > 0 ? " (partition " + partition + ")" : ""));
        }
        return Optional.of("replaces its pods node by node, " + bound("maxUnavailable", "updateStrategy", "1")
                + " at a time, " + bound("maxSurge", "updateStrategy", "0") + " more");
    }

    /** How many pods it asks for. */
    int replicas() {
        return number(1, "spec", "replicas");
    }

    private IntOrPercent bound(String field, String strategy, String fallback) {
        IntOrPercent otherwise = fallback.endsWith("%")
                ? IntOrPercent.of(fallback, IntOrPercent.ZERO)
                : new IntOrPercent(Integer.parseInt(fallback), false);
        @Nullable
        Object value = tree.at("spec", strategy, "rollingUpdate", field).value().orElse(null);
        return IntOrPercent.of(value, otherwise);
    }

    private int number(int orElse, String... fields) {
        return tree.number(fields).map(Number::intValue).orElse(orElse);
    }
}
