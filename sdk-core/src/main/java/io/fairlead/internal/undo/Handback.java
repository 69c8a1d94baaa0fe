package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the fields that an update of ours took back to who had them.
 *
 * <p>An amendment, or an act through a subresource, takes ownership of what it changes, and so does what takes it back. An entry that
 * owned such a field before owns it again, with its time; a field that nobody owned before, nobody owns.
 */
public final class Handback {

    private Handback() {}

    /**
     * The patch of the managed fields, guarded by the resource version; empty where everything is owned as it was.
     *
     * @param before the object before the update of ours
     * @param now the object after its values were given back
     * @param owner the name we update under
     */
    public static Optional<List<Map<String, Object>>> patch(
            Map<String, Object> before, Map<String, Object> now, Owner owner) {
        List<Entry> prior = ManagedFields.of(before).entries();
        List<Entry> live = ManagedFields.of(now).entries();
        if (prior.isEmpty()) {
            return Optional.empty();
        }
        FieldSet gained = FieldSet.empty();
        List<Entry> target = new ArrayList<>();
        for (Entry entry : live) {
            if (!isOurs(entry, owner)) {
                target.add(entry);
                continue;
            }
            FieldSet had = sameIn(prior, entry).map(Entry::fields).orElse(FieldSet.empty());
            gained = gained.union(entry.fields().minus(had));
            FieldSet keeps = entry.fields().intersect(had);
            if (!keeps.isEmpty()) {
                target.add(entry.withFields(keeps));
            }
        }
        FieldSet owned = ManagedFields.of(now).all();
        FieldSet ownerless = FieldSet.empty();
        for (Entry entry : prior) {
            ownerless = ownerless.union(ownerless(entry, owned, before, now));
        }
        if (gained.isEmpty() && ownerless.isEmpty()) {
            return Optional.empty();
        }
        FieldSet free = gained.union(ownerless);
        for (Entry entry : prior) {
            FieldSet lost = entry.fields().intersect(free);
            if (!isOurs(entry, owner) && !lost.isEmpty()) {
                give(target, entry, lost);
            }
        }
        return Optional.of(Ownership.patch(now, new ManagedFields(target).toTree()));
    }

    /** What an entry owned and nobody owns now, at the value of before: the server drops the owner of replicas that are scaled to 0. */
    private static FieldSet ownerless(
            Entry entry, FieldSet owned, Map<String, Object> before, Map<String, Object> now) {
        return entry.subresource().equals("status")
                ? FieldSet.empty()
                : entry.fields()
                        .filter(path -> !owned.contains(path)
                                && Trees.same(Fields.valueAt(before, path), Fields.valueAt(now, path)));
    }

    private static boolean isOurs(Entry entry, Owner owner) {
        return entry.manager().equals(owner.name()) && !entry.isApply();
    }

    private static Optional<Entry> sameIn(List<Entry> entries, Entry wanted) {
        return entries.stream().filter(entry -> entry.sameOwner(wanted)).findFirst();
    }

    /** An entry that is whole again has its time again; one that changed otherwise since keeps its own. */
    private static void give(List<Entry> target, Entry before, FieldSet lost) {
        for (int i = 0; i < target.size(); i++) {
            Entry entry = target.get(i);
            if (entry.sameOwner(before)) {
                FieldSet both = entry.fields().union(lost);
                Entry whole = entry.withFields(both);
                target.set(i, both.equals(before.fields()) ? whole.withTime(before.time()) : whole);
                return;
            }
        }
        target.add(before.withFields(lost));
    }
}
