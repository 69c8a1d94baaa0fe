package io.fairlead.operation;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cluster hold what manifests say: in waves, by what depends on what, each wave one batch.
 *
 * <pre>{@code
 * Apply.of(Manifests.read(Path.of("shop")), a -> a.as(Owner.of("fairlead/shop")).pruning("shop/app").untilReady(limit));
 * }</pre>
 *
 * <p>Namespaces and definitions come first (and are awaited), then accounts and RBAC, configuration, storage, workloads, autoscalers and
 * budgets; webhooks and API services last. With {@link #pruning} it is an ApplySet (KEP-3659): what an earlier apply of the set made and the manifests no
 * longer have is deleted at the end.
 *
 * <p>Reads: a LIST (a GET for one or two) a kind and namespace. Writes: a patch a changed object. Undo gives everything back; the
 * namespace it made goes with all that is in it. Immutable.
 */
public final class Apply implements Operation<Applied> {

    private static final Owner DEFAULT_OWNER = Owner.of("fairlead/apply");
    private static final Duration ESTABLISHED = Duration.ofMinutes(1);
    private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job");

    private final Manifests manifests;
    private final Owner owner;
    private final boolean takingOver;
    private final boolean replacing;
    private final @Nullable ApplySet set;
    private final @Nullable Duration ready;

    private Apply(
            Manifests manifests,
            Owner owner,
            boolean takingOver,
            boolean replacing,
            @Nullable ApplySet set,
            @Nullable Duration ready) {
        this.manifests = manifests;
        this.owner = owner;
        this.takingOver = takingOver;
        this.replacing = replacing;
        this.set = set;
        this.ready = ready;
    }

    /** These manifests, owned as {@code fairlead/apply}. */
    public static Apply of(Manifests manifests) {
        return new Apply(manifests, DEFAULT_OWNER, false, false, null, null);
    }

    /** These manifests, as told. */
    public static Apply of(Manifests manifests, UnaryOperator<Apply> configurator) {
        return configurator.apply(of(manifests));
    }

    /** Who will own the fields. */
    public Apply as(Owner name) {
        return new Apply(manifests, name, takingOver, replacing, set, ready);
    }

    /** Takes fields over from other owners where they conflict; undo gives them back. */
    public Apply takingOver() {
        return new Apply(manifests, owner, true, replacing, set, ready);
    }

    /** Deletes and makes anew an object whose change the server forbids as immutable. */
    public Apply replacing() {
        return new Apply(manifests, owner, takingOver, true, set, ready);
    }

    /**
     * Keeps the objects as a set, and deletes at the end those of its objects that the manifests no longer have.
     *
     * @param namespaceAndName the set's parent Secret, which is made; its namespace must be there before, or be none of the manifests'
     */
    public Apply pruning(String namespaceAndName) {
        return new Apply(manifests, owner, takingOver, replacing, ApplySet.of(namespaceAndName), ready);
    }

    /** Waits at the end until all workloads are ready, at most this long. */
    public Apply untilReady(Duration limit) {
        return new Apply(manifests, owner, takingOver, replacing, set, limit);
    }

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public Applied perform(Work work) {
        Map<Ref, Tree> objects = new LinkedHashMap<>();
        Set<Ref> changed = new HashSet<>();
        ApplySet applySet = set;
        ApplySet.Members before = applySet == null ? ApplySet.Members.none() : applySet.known(work);
        boolean announced = applySet == null;
        for (Manifests wave : manifests.waves()) {
            if (!announced && applySet != null && hasNamespaceOf(applySet, wave)) {
                // The parent first, by the KEP: a set that is half applied must be known. Its own namespace may be part
                // of it.
                applySet.write(work, before.and(applySet.of(refs())), owner);
                announced = true;
            }
            Applied applied = work.apply(batch(wave));
            objects.putAll(applied.objects());
            changed.addAll(applied.changed());
            awaitDefinitions(work, applied);
        }
        if (applySet != null) {
            prune(work, applySet, before, objects);
        }
        if (ready != null) {
            List<Ref> serving = objects.keySet().stream()
                    .filter(ref -> SERVING.contains(ref.kind().name()))
                    .toList();
            work.await(serving, Until.ready(), ready);
        }
        return new Applied(objects, changed);
    }

    /** Whether the set's parent can be written before this wave: not while the wave still makes its namespace. */
    private static boolean hasNamespaceOf(ApplySet applySet, Manifests wave) {
        return wave.objects().stream()
                .noneMatch(object -> object.ref().kind().name().equals("Namespace")
                        && object.ref().name().equals(applySet.parent().namespace()));
    }

    private List<Ref> refs() {
        String fallback = manifests.namespace().orElse("");
        return manifests.objects().stream()
                .map(ManifestObject::ref)
                .map(ref -> ref.namespace().isEmpty() ? ref.inNamespace(fallback) : ref)
                .toList();
    }

    private Batch batch(Manifests wave) {
        Batch batch = Batch.ofTrees(
                        owner,
                        wave.objects().stream()
                                .map(object -> labelled(object.tree()))
                                .toList())
                .inNamespace(manifests.namespace().orElse(""));
        batch = takingOver ? batch.takingOver() : batch;
        return replacing ? batch.replacing() : batch;
    }

    private Map<String, Object> labelled(Map<String, Object> tree) {
        if (set == null) {
            return tree;
        }
        Map<String, Object> labelled = new LinkedHashMap<>(tree);
        Map<String, Object> metadata = inner(labelled, "metadata");
        Map<String, Object> labels = inner(metadata, "labels");
        labels.put(ApplySet.PART_OF, set.id());
        return labelled;
    }

    private static Map<String, Object> inner(Map<String, Object> tree, String field) {
        Map<String, Object> inner = new LinkedHashMap<>();
        if (tree.get(field) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> inner.put(String.valueOf(key), value));
        }
        tree.put(field, inner);
        return inner;
    }

    private static void awaitDefinitions(Work work, Applied applied) {
        List<Ref> definitions = applied.changed().stream()
                .filter(ref -> ref.kind().name().equals("CustomResourceDefinition"))
                .sorted()
                .toList();
        if (!definitions.isEmpty()) {
            work.await(definitions, Until.condition("Established"), ESTABLISHED);
        }
    }

    /** Deletes what the set had and the manifests no longer have, last applied first deleted, then says so in the parent. */
    private void prune(Work work, ApplySet applySet, ApplySet.Members before, Map<Ref, Tree> objects) {
        List<Ref> wanted = List.copyOf(objects.keySet());
        ApplySet.Members now = applySet.of(wanted);
        List<Ref> surplus = new ArrayList<>(applySet.surplus(work, before.and(now), wanted));
        Collections.reverse(surplus);
        surplus.forEach(work::delete);
        applySet.write(work, now, owner);
    }

    /** What is applied. */
    public Manifests manifests() {
        return manifests;
    }

    /** The set that it is kept as, by its parent's name. */
    public Optional<String> set() {
        return Optional.ofNullable(set).map(one -> one.parent().path());
    }

    @Override
    public String toString() {
        int count = manifests.objects().size();
        return "Apply " + count + (count == 1 ? " object as " : " objects as ") + owner
                + (set == null ? "" : ", kept as set " + set.parent().path());
    }
}
