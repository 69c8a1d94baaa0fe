package io.fairlead.operation;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks why things are not ready: {@code cluster.query(Diagnose.namespace("shop"))} prints a tree, root causes first, each named once
 * however many pods share it.
 *
 * <p>A query: it writes nothing. Reads a LIST a kind of the namespace, then only what the failing objects refer to.
 */
public final class Diagnose implements Operation<Diagnoses> {

    private static final int LIST_FROM = 8;

    private final String subject;
    private final Function<Work, Diagnoses> reading;

    private Diagnose(String subject, Function<Work, Diagnoses> reading) {
        this.subject = subject;
        this.reading = reading;
    }

    /** Everything in a namespace that runs, is bound, is served or scales. */
    public static Diagnose namespace(String namespace) {
        return of(Selection.namespace(namespace));
    }

    /** What of it a selection takes: an application by its labels, or a whole cluster. */
    public static Diagnose of(Selection selection) {
        return new Diagnose("what is " + selection, work -> work.diagnose(selection));
    }

    /** These objects; those that are not there are left out. */
    public static Diagnose of(Ref... refs) {
        return of(Arrays.asList(refs));
    }

    /** The objects of manifests, as they are in the cluster. */
    public static Diagnose of(Manifests manifests) {
        return of(manifests.objects().stream().map(ManifestObject::ref).toList());
    }

    private static Diagnose of(List<Ref> refs) {
        return new Diagnose(
                refs.size() == 1 ? refs.get(0).toString() : refs.size() + " objects",
                work -> work.diagnose(read(work, new LinkedHashSet<>(refs))));
    }

    /** By name where few of a kind are asked for, by a list where many are. */
    private static List<Tree> read(Work work, Set<Ref> refs) {
        Map<String, List<Ref>> groups = new LinkedHashMap<>();
        refs.forEach(ref -> groups.computeIfAbsent(ref.kind() + " " + ref.namespace(), first -> new ArrayList<>())
                .add(ref));
        List<Tree> found = new ArrayList<>();
        for (List<Ref> group : groups.values()) {
            Ref first = group.get(0);
            if (group.size() < LIST_FROM || first.namespace().isEmpty()) {
                group.forEach(ref -> work.find(ref).ifPresent(found::add));
            } else {
                Set<String> names = group.stream().map(Ref::name).collect(Collectors.toSet());
                work.list(first.kind(), Selection.namespace(first.namespace())).stream()
                        .filter(object -> names.contains(object.ref().name()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public Diagnoses perform(Work work) {
        return reading.apply(work);
    }

    @Override
    public String name() {
        return "diagnose " + subject;
    }

    @Override
    public String toString() {
        return name();
    }
}
