package io.fairlead.ha.rollout;

import io.fairlead.failure.NotFound;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names a workload whose kind need not be said: {@code shop/web}, or {@code shop/deployment/web} where several have the name.
 *
 * @param kind the kind, where it is said
 * @param namespace the namespace, empty for the cluster's default
 * @param name the workload's name
 */
record WorkloadName(Optional<Kind> kind, String namespace, String name) {

    static final Kind DEPLOYMENT = Kind.of("apps/v1", "Deployment");
    static final Kind STATEFUL_SET = Kind.of("apps/v1", "StatefulSet");
    static final Kind DAEMON_SET = Kind.of("apps/v1", "DaemonSet");

    private static final List<Kind> KINDS = List.of(DEPLOYMENT, STATEFUL_SET, DAEMON_SET);
    private static final Map<String, Kind> WORDS = words();

    private static Map<String, Kind> words() {
        Map<String, Kind> words = new LinkedHashMap<>();
        KINDS.forEach(kind -> words.put(kind.name().toLowerCase(Locale.ROOT), kind));
        return words;
    }

    /**
     * Reads a name as it is written.
     *
     * @throws IllegalArgumentException with the form that was expected
     */
    static WorkloadName parse(String text) {
        String[] parts = text.split("/", -1);
        boolean blank = List.of(parts).stream().anyMatch(String::isBlank);
        Optional<Kind> kind = parts.length < 2
                ? Optional.empty()
                : Optional.ofNullable(WORDS.get(parts[parts.length - 2].toLowerCase(Locale.ROOT)));
        if (blank || parts.length > 3 || parts.length == 3 && kind.isEmpty()) {
            throw new IllegalArgumentException("expected \"namespace/name\", \"deployment/name\" or"
                    + " \"namespace/deployment/name\" (or statefulset, daemonset), got \"" + text + "\"");
        }
        String name = parts[parts.length - 1];
        if (parts.length == 3) {
            return new WorkloadName(kind, parts[0], name);
        }
        return parts.length == 2 && kind.isEmpty()
                ? new WorkloadName(Optional.empty(), parts[0], name)
                : new WorkloadName(kind, "", name);
    }

    /**
     * The name of a known object.
     *
     * @throws IllegalArgumentException when it is of a kind that is not rolled out
     */
    static WorkloadName of(Ref ref) {
        Kind kind = KINDS.stream()
                .filter(ref.kind()::sameAs)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a Deployment, a StatefulSet or a DaemonSet, got " + ref));
        return new WorkloadName(Optional.of(kind), ref.namespace(), ref.name());
    }

    /** Reads the workload. Verbs: {@code get} of its kind, or of all three where it is not said. */
    Workload find(Work work, String tried) {
        List<Workload> found = new ArrayList<>();
        for (Kind candidate : kind.map(List::of).orElse(KINDS)) {
            Optional<Tree> object = work.find(new Ref(candidate, namespace, name));
            object.ifPresent(tree -> found.add(new Workload(tree)));
        }
        if (found.isEmpty()) {
            String what = kind.map(Kind::name).orElse("A Deployment, StatefulSet or DaemonSet") + " " + path();
            throw new NotFound(
                    tried, what, kind.map(one -> new Ref(one, namespace, name)).orElse(null));
        }
        if (found.size() > 1) {
            List<String> kinds =
                    found.stream().map(one -> one.ref().kind().name()).toList();
            String full =
                    (namespace.isEmpty() ? "" : namespace + "/") + kinds.get(0).toLowerCase(Locale.ROOT) + "/" + name;
            throw new RolloutRefused(
                    tried,
                    path() + " is the name of a " + String.join(" and of a ", kinds) + ".",
                    "Say which, such as \"" + full + "\".",
                    null);
        }
        return found.get(0);
    }

    /** Namespace and name, without the kind. */
    String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public String toString() {
        return kind.map(one -> one.name() + " ").orElse("") + path();
    }
}
