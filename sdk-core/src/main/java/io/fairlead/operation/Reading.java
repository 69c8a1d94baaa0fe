package io.fairlead.operation;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads many objects by their names: each by itself where few of a kind are asked for, from a list where many are. */
final class Reading {

    private static final int LIST_FROM = 8;

    private Reading() {}

    /** What is there of these objects, by the references they were asked by, in their order. */
    static Map<Ref, Tree> objects(Work work, Collection<Ref> refs) {
        Map<String, List<Ref>> groups = new LinkedHashMap<>();
        new LinkedHashSet<>(refs)
                .forEach(ref -> groups.computeIfAbsent(ref.kind() + " " + ref.namespace(), first -> new ArrayList<>())
                        .add(ref));
        Map<Ref, Tree> read = new HashMap<>();
        groups.values().forEach(group -> read(work, group, read));
        Map<Ref, Tree> found = new LinkedHashMap<>();
        refs.forEach(ref -> Optional.ofNullable(read.get(ref)).ifPresent(object -> found.put(ref, object)));
        return found;
    }

    private static void read(Work work, List<Ref> group, Map<Ref, Tree> read) {
        Ref first = group.get(0);
        if (group.size() < LIST_FROM || first.namespace().isEmpty()) {
            group.forEach(ref -> work.find(ref).ifPresent(object -> read.put(ref, object)));
            return;
        }
        Map<String, Tree> names = new HashMap<>();
        work.list(first.kind(), Selection.namespace(first.namespace()))
                .forEach(object -> names.put(object.ref().name(), object));
        group.forEach(ref -> Optional.ofNullable(names.get(ref.name())).ifPresent(object -> read.put(ref, object)));
    }
}
