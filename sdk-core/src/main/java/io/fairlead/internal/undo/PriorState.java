package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of one object to take one owner's writes to it back: kept in the journal before the write.
 *
 * <p>Holds the touched paths with their values before and after, the entries that owned them, and the order of their lists;
 * for what was deleted, the whole object. Immutable.
 */
public final class PriorState {

    /** What became of the object. */
    public enum Touch {
        /** It was not there before. */
        CREATED,
        /** Some of its fields were. */
        CHANGED,
        /** It was deleted. */
        DELETED,
        /** It was deleted, and created anew under the same name. */
        REPLACED
    }

    final Ref ref;
    final Owner owner;
    final Touch touch;
    final String uid;
    final boolean stripped;
    final FieldSet ownedBefore;
    final FieldSet ownedAfter;
    final String timeBefore;
    final List<Touched> touched;
    final List<Entry> priorOwners;
    final List<String> othersAfter;
    final List<ItemOrder> orders;
    final @Nullable Map<String, Object> object;

    PriorState(
            Ref ref,
            Owner owner,
            Touch touch,
            String uid,
            boolean stripped,
            FieldSet ownedBefore,
            FieldSet ownedAfter,
            String timeBefore,
            List<Touched> touched,
            List<Entry> priorOwners,
            List<String> othersAfter,
            List<ItemOrder> orders,
            @Nullable Map<String, Object> object) {
        this.ref = ref;
        this.owner = owner;
        this.touch = touch;
        this.uid = uid;
        this.stripped = stripped;
        this.ownedBefore = ownedBefore;
        this.ownedAfter = ownedAfter;
        this.timeBefore = timeBefore;
        this.touched = List.copyOf(touched);
        this.priorOwners = List.copyOf(priorOwners);
        this.othersAfter = List.copyOf(othersAfter);
        this.orders = List.copyOf(orders);
        this.object = object;
    }

    /** A state that is the object as a whole: created, deleted or replaced. */
    static PriorState whole(Ref ref, Owner owner, Touch touch, String uid, @Nullable Map<String, Object> object) {
        return new PriorState(
                ref,
                owner,
                touch,
                uid,
                false,
                FieldSet.empty(),
                FieldSet.empty(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                object);
    }

    /**
     * The state before an apply.
     *
     * @param before the live object before, or null where there was none
     * @param after what the server returned for the apply, its dry run, or {@link io.fairlead.internal.fields.Predicted} says
     * @param owner who applied
     */
    public static PriorState ofApply(@Nullable Map<String, Object> before, Map<String, Object> after, Owner owner) {
        return Recording.of(before, after, owner);
    }

    /**
     * The state before a deletion.
     *
     * @param before the object that is deleted
     * @param owner who deleted it
     */
    public static PriorState ofDelete(Map<String, Object> before, Owner owner) {
        return whole(Ref.of(before), owner, Touch.DELETED, Recording.uid(before), before);
    }

    /** The object. */
    public Ref ref() {
        return ref;
    }

    /** Whose write it was. */
    public Owner owner() {
        return owner;
    }

    /** What became of the object. */
    public Touch touch() {
        return touch;
    }

    /** Whether this is the deleted object itself, still on its way out. */
    public boolean isLeaving(@Nullable Map<String, Object> live) {
        return touch == Touch.DELETED
                && live != null
                && Recording.uid(live).equals(uid)
                && Trees.at(live, "metadata", "deletionTimestamp") != null;
    }

    /** The uid of the object that was written; empty where a prediction did not know it. */
    public String uid() {
        return uid;
    }

    /** The touched paths, in order. */
    public List<FieldPath> paths() {
        return touched.stream().map(Touched::path).toList();
    }

    /** The touched fields with their values before and after; what was owned only is not among them. */
    public List<FieldChange> changes() {
        return touched.stream()
                .filter(one -> !one.holder() && !one.same(one.prior(), one.written()))
                .map(one -> new FieldChange(one.path(), one.prior(), one.written()))
                .toList();
    }

    /** The object before its deletion. */
    public Optional<Map<String, Object>> object() {
        return Optional.ofNullable(object);
    }

    /** Whether the write changed nothing, so that there is nothing to take back. */
    public boolean isEmpty() {
        return touch == Touch.CHANGED && touched.isEmpty() && orders.stream().noneMatch(ItemOrder::moved);
    }

    /**
     * The state before this write and a later one of the same owner to the same object, as one; empty when the later one took
     * everything back, as a deletion of what was created does.
     *
     * @throws IllegalArgumentException when the later one is another owner's or another object's
     */
    public Optional<PriorState> then(PriorState later) {
        return Collapse.of(this, later);
    }

    /** The same, knowing the uid that the server gave to what was created. */
    public PriorState withUid(String other) {
        return new PriorState(
                ref,
                owner,
                touch,
                other,
                stripped,
                ownedBefore,
                ownedAfter,
                timeBefore,
                touched,
                priorOwners,
                othersAfter,
                orders,
                object);
    }

    /** For the journal: a JSON tree. */
    public Map<String, Object> toTree() {
        return PriorTree.write(this);
    }

    /** From the journal. */
    public static PriorState parse(Map<String, Object> tree) {
        return PriorTree.read(tree);
    }

    /** Whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PriorState state && toTree().equals(state.toTree());
    }

    @Override
    public int hashCode() {
        return 31 * ref.hashCode() + touch.hashCode();
    }

    @Override
    public String toString() {
        return ref + " " + touch.name().toLowerCase(java.util.Locale.ROOT) + " by " + owner
                + (touched.isEmpty() ? "" : ", " + touched.size() + " paths");
    }
}
