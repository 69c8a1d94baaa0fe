package io.fairlead.operation;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Ref;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Asks why things are not ready: {@code cluster.query(Diagnose.namespace("shop"))} prints a tree, root causes first, each named once
 * however many pods share it.
 *
 * <p>A query: it writes nothing. Reads a LIST a kind of the namespace, then only what the failing objects refer to.
 */
public final class Diagnose implements Operation<Diagnoses> {

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
                work -> work.diagnose(List.copyOf(Reading.objects(work, refs).values())));
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
