package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.Holes;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.readiness.Implied;
import io.fairlead.internal.readiness.ImpliedState;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.tree.LabelSelector;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Selection;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads in a plan: the live objects, each read once, with what the plan has changed so far laid over them. */
final class PlannedReads {

    private static final FieldPath STATUS = FieldPath.of("status");
    private static final String BY_WAIT = "set by a controller";
    private static final List<FieldPath> TEXT_HOLES =
            List.of(FieldPath.of("metadata", "uid"), FieldPath.of("spec", "clusterIP"));

    /** Who makes the objects of a kind: after a change to one of those, only the cluster knows the list. */
    private static final Map<String, Set<String>> MAKERS = Map.of(
            "Pod", Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job"),
            "ReplicaSet", Set.of("Deployment"),
            "Job", Set.of("CronJob"),
            "ControllerRevision", Set.of("StatefulSet", "DaemonSet"),
            "EndpointSlice", Set.of("Service", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"));

    private final Session session;
    private final PlanState state;
    private final Overlay overlay;
    private final Supplier<Recorder> recorder;

    PlannedReads(Session session, PlanState state, Overlay overlay, Supplier<Recorder> recorder) {
        this.session = session;
        this.state = state;
        this.overlay = overlay;
        this.recorder = recorder;
    }

    /**
     * What a list would be.
     *
     * @param objects the objects, with tokens for holes
     * @param unknown what must be known to tell; empty when it can be told
     */
    record Listed(List<Map<String, Object>> objects, Optional<String> unknown) {}

    Located locate(Ref ref) {
        ResourceType planned = state.plannedTypes().get(ref.kind());
        return planned != null && session.api().findType(ref.kind()).isEmpty()
                ? session.locate(planned, ref)
                : session.locate(ref);
    }

    /** Whether the kind is served only once the plan has made its definition. */
    boolean isPlannedKind(Kind kind) {
        return state.plannedTypes().containsKey(kind)
                && session.api().findType(kind).isEmpty();
    }

    /** The live object, read once a plan. */
    Optional<Map<String, Object>> live(Located at) {
        if (isPlannedKind(at.ref().kind())) {
            recorder.get().need(Live.permission("get", at));
            return Optional.empty();
        }
        Optional<Map<String, Object>> known = state.reads().get(at.ref());
        if (known == null) {
            known = reader().read(at);
            state.reads().put(at.ref(), known);
        }
        return known;
    }

    /** Reads many live objects at once, so that {@link #live} need not. */
    void prefetch(Collection<Located> wanted) {
        List<Located> unread = wanted.stream()
                .filter(at -> !state.reads().containsKey(at.ref())
                        && !isPlannedKind(at.ref().kind()))
                .toList();
        Map<Ref, Map<String, Object>> found = reader().readAll(unread);
        unread.forEach(at -> state.reads().put(at.ref(), Optional.ofNullable(found.get(at.ref()))));
    }

    /** Reads live objects anew that were read before. */
    void readAgain(Collection<Located> moved) {
        moved.forEach(at -> state.reads().remove(at.ref()));
        prefetch(moved);
    }

    private Live reader() {
        return new Live(session.api(), permission -> recorder.get().need(permission), state.wholes()::put);
    }

    /** The object as it would be, without its holes. */
    Optional<Map<String, Object>> planned(Located at) {
        Optional<Overlay.State> touched = overlay.get(at.ref());
        return touched.isPresent() ? Optional.ofNullable(touched.get().tree()) : live(at);
    }

    /** The object as it would be, with tokens where a text is known only when it runs. */
    Optional<Map<String, Object>> withTokens(Located at) {
        return planned(at).map(tree -> tokens(at.ref(), tree));
    }

    private Map<String, Object> tokens(Ref ref, Map<String, Object> tree) {
        Holes holes = overlay.get(ref).map(Overlay.State::holes).orElse(Holes.none());
        if (holes.chosen().isEmpty()) {
            return tree;
        }
        Map<String, Object> filled = Trees.copy(tree);
        for (FieldPath hole : TEXT_HOLES) {
            if (holes.chosen().containsKey(hole)) {
                Fields.set(filled, hole, state.tokens().of(hole + " of " + ref));
            }
        }
        holes.chosen().keySet().stream()
                .filter(hole -> !hole.startsWith("metadata") && !isStoredOnly(ref.kind(), hole))
                .forEach(hole -> recorder.get().hole(hole + " of " + ref));
        return filled;
    }

    /** A kind without a status has no hole there. */
    private static boolean isStoredOnly(Kind kind, FieldPath hole) {
        return hole.equals(STATUS) && ReadinessRules.storedKinds().contains(kind.name());
    }

    boolean isHole(Ref ref, FieldPath path) {
        return overlay.get(ref)
                .flatMap(object -> object.holes().chooserOf(path))
                .isPresent();
    }

    Listed list(Kind kind, Selection selection) {
        Located any = locate(new Ref(kind, "", "any"));
        for (Map.Entry<Ref, Overlay.State> touched : overlay.all().entrySet()) {
            if (touched.getValue().written()
                    && MAKERS.getOrDefault(kind.name(), Set.of())
                            .contains(touched.getKey().kind().name())
                    && (selection.namespace().isEmpty()
                            || selection.namespace().equals(touched.getKey().namespace()))) {
                return new Listed(
                        List.of(),
                        Optional.of("the " + any.type().plural() + " after the change to " + touched.getKey()));
            }
        }
        Map<Ref, Map<String, Object>> objects = new TreeMap<>();
        if (!isPlannedKind(kind)) {
            read(any.type(), selection).forEach(object -> objects.put(Ref.of(object), object));
        }
        LabelSelector labels = LabelSelector.parse(selection.labels());
        overlay.of(kind).forEach((ref, touched) -> {
            if (!selection.namespace().isEmpty() && !selection.namespace().equals(ref.namespace())) {
                return;
            }
            Map<String, Object> tree = touched.tree();
            if (tree == null || !labels.matches(tree)) {
                objects.remove(ref);
            } else if (selection.fields().isEmpty() || objects.containsKey(ref)) {
                objects.put(ref, tokens(ref, tree));
            }
        });
        List<Map<String, Object>> sorted = new ArrayList<>(objects.values());
        sorted.sort(Comparator.comparing(Ref::of));
        return new Listed(sorted, Optional.empty());
    }

    /** The live objects of a selection: of a list that this plan has read to its end, or of a request. */
    private List<Map<String, Object>> read(ResourceType type, Selection selection) {
        String namespace = type.namespaced() ? selection.namespace() : "";
        List<Map<String, Object>> whole = state.wholes().get(type.path(namespace, "", ""));
        if (whole == null || !selection.fields().isEmpty()) {
            return reader().list(type, selection);
        }
        LabelSelector labels = LabelSelector.parse(selection.labels());
        return whole.stream().filter(labels::matches).toList();
    }

    /** What a wait needs to be allowed: to watch the objects, and of workloads the pods and ReplicaSets that say why. */
    void needForWait(Located at, boolean ready) {
        need("get", at.type(), at.ref().namespace(), at.ref().name());
        watch(at.type(), at.ref().namespace());
        if (ready && at.ref().kind().name().equals("PersistentVolumeClaim")) {
            need("get", session.api().typeOf(Kind.of("storage.k8s.io/v1", "StorageClass")), "", "");
        }
        if (ready && WorkloadPods.has(at.ref().kind().name())) {
            watch(session.api().typeOf(Kind.of("v1", "Pod")), at.ref().namespace());
            if (at.ref().kind().name().equals("Deployment")) {
                watch(
                        session.api().typeOf(Kind.of("apps/v1", "ReplicaSet")),
                        at.ref().namespace());
            }
        }
    }

    private void watch(ResourceType type, String namespace) {
        need("list", type, namespace, "");
        need("watch", type, namespace, "");
    }

    private void need(String verb, ResourceType type, String namespace, String name) {
        recorder.get().need(new Permission(verb, type.kind().group(), type.plural(), "", namespace, name));
    }

    /** Lays over what a wait implies: the status of a ready object, or a status that nobody knows. */
    void awaited(Ref ref, Until until) {
        Located at = locate(ref);
        needForWait(at, until instanceof Until.Ready);
        if (until instanceof Until.Gone) {
            if (planned(at).isPresent()) {
                overlay.put(at.ref(), Overlay.State.gone());
            }
            return;
        }
        Optional<Map<String, Object>> before = planned(at);
        if (before.isEmpty()) {
            return;
        }
        Overlay.State touched = overlay.get(at.ref()).orElseGet(() -> Overlay.State.untouched(before.get()));
        Implied implied = ImpliedState.of(until, before.get());
        Holes holes = withoutStatus(touched.holes());
        for (FieldPath hole : implied.holes()) {
            holes = holes.and(hole, BY_WAIT);
        }
        overlay.put(
                at.ref(), touched.with(implied.tree(), holes, implied.holes().contains(STATUS)));
    }

    private static Holes withoutStatus(Holes holes) {
        Map<FieldPath, String> left = new TreeMap<>(holes.chosen());
        left.keySet().removeIf(STATUS::isPrefixOf);
        return new Holes(left);
    }
}
