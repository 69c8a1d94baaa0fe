package io.fairlead.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether tolerations put up with taints.
 *
 * <p>Source: {@code Toleration.ToleratesTaint} of k8s.io/api {@code core/v1/toleration.go}: an empty effect tolerates
 * every effect, an empty key with {@code Exists} every key; without an operator the values must be equal. The numeric
 * operators {@code Gt} and {@code Lt} are an alpha feature, off unless switched on, and tolerate nothing here.
 */
public final class Taints {
    /** The effects that keep a pod from being placed. */
    public static final Set<String> REPELLING = Set.of("NoSchedule", "NoExecute");

    private Taints() {}

    /** The first taint with one of the effects that no toleration covers. */
    public static Optional<Map<String, Object>> untolerated(
            List<Map<String, Object>> taints, List<Map<String, Object>> tolerations, Set<String> effects) {
        return taints.stream()
                .filter(taint -> effects.contains(Tree.text(taint, "effect")))
                .filter(taint -> tolerations.stream().noneMatch(toleration -> tolerates(toleration, taint)))
                .findFirst();
    }

    /** Whether one toleration covers one taint. */
    public static boolean tolerates(Map<String, Object> toleration, Map<String, Object> taint) {
        String effect = Tree.text(toleration, "effect");
        if (!effect.isEmpty() && !effect.equals(Tree.text(taint, "effect"))) {
            return false;
        }
        String key = Tree.text(toleration, "key");
        if (!key.isEmpty() && !key.equals(Tree.text(taint, "key"))) {
            return false;
        }
        return switch (Tree.text(toleration, "operator")) {
            case "", "Equal" -> Tree.text(toleration, "value").equals(Tree.text(taint, "value"));
            case "Exists" -> true;
            default -> false;
        };
    }
}
