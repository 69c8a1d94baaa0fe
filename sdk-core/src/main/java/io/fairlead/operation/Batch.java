package io.fairlead.operation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Objects to apply as one wave under one owner: the live ones are read once a kind and namespace, and only what changes is
 * written, side by side.
 *
 * <p>Immutable.
 */
public final class Batch {

    private final Owner owner;
    private final List<Object> objects;
    private final boolean takingOver;
    private final boolean replacing;
    private final String namespace;

    private Batch(Owner owner, Collection<?> objects, boolean takingOver, boolean replacing, String namespace) {
        this.owner = owner;
        this.objects = Collections.unmodifiableList(new ArrayList<>(objects));
        this.takingOver = takingOver;
        this.replacing = replacing;
        this.namespace = namespace;
    }

    /** Models to apply. */
    public static Batch of(Owner owner, HasMetadata... objects) {
        return new Batch(owner, List.of(objects), false, false, "");
    }

    /** Models to apply. */
    public static Batch of(Owner owner, Collection<? extends HasMetadata> objects) {
        return new Batch(owner, objects, false, false, "");
    }

    /** Manifests to apply, all in one wave. */
    public static Batch of(Owner owner, Manifests manifests) {
        return ofTrees(
                        owner,
                        manifests.objects().stream()
                                .map(object -> object.tree())
                                .toList())
                .inNamespace(manifests.namespace().orElse(""));
    }

    /** JSON trees to apply: maps, lists, texts, numbers, truth values. */
    public static Batch ofTrees(Owner owner, Collection<? extends Map<String, Object>> trees) {
        return new Batch(owner, trees, false, false, "");
    }

    /** The same, taking fields over from other owners where they conflict (a forced apply). Undo gives them back. */
    public Batch takingOver() {
        return new Batch(owner, objects, true, replacing, namespace);
    }

    /** The same, deleting and re-creating an object whose change the server forbids as immutable; shown as what it is. */
    public Batch replacing() {
        return new Batch(owner, objects, takingOver, true, namespace);
    }

    /** The same; objects that live in a namespace and name none go to this one, in place of the cluster's default. */
    public Batch inNamespace(String name) {
        return new Batch(owner, objects, takingOver, replacing, name);
    }

    /** Who will own the fields. */
    public Owner owner() {
        return owner;
    }

    /** The desired objects: each a fabric8 model or a {@code Map<String, Object>}. */
    public List<Object> objects() {
        return objects;
    }

    /** The namespace of objects that name none; empty for the cluster's default. */
    public String namespace() {
        return namespace;
    }

    /** Whether conflicts are forced. */
    public boolean isTakingOver() {
        return takingOver;
    }

    /** Whether immutable objects may be replaced. */
    public boolean isReplacing() {
        return replacing;
    }

    @Override
    public String toString() {
        return objects.size() + " objects as " + owner;
    }
}
