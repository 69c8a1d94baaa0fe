package io.fairlead.operation;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Inspection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks how things stand: {@code cluster.query(Inspect.namespace("shop"))} prints one line an object, those that are not ready first.
 *
 * <p>A query: it writes nothing. Reads the objects that are asked for and no other; why one is not ready is asked by {@link Diagnose}.
 */
public final class Inspect implements Operation<Inspection> {

    private static final List<String> KINDS = List.of(
            "Deployment.apps",
            "StatefulSet.apps",
            "DaemonSet.apps",
            "CronJob.batch",
            "Job.batch",
            "PersistentVolumeClaim",
            "Service",
            "Ingress.networking.k8s.io",
            "HorizontalPodAutoscaler.autoscaling");

    private final String subject;
    private final Function<Work, List<Readiness>> reading;

    private Inspect(String subject, Function<Work, List<Readiness>> reading) {
        this.subject = subject;
        this.reading = reading;
    }

    /** Everything in a namespace that runs, is bound, is served or scales. */
    public static Inspect namespace(String namespace) {
        return of(Selection.namespace(namespace));
    }

    /** What of it a selection takes: an application by its labels, or a whole cluster; of pods, what makes them. */
    public static Inspect of(Selection selection) {
        return new Inspect("what is " + selection, work -> {
            List<Readiness> found = new ArrayList<>();
            for (String name : KINDS) {
                Optional<Kind> kind = work.kind(name);
                kind.ifPresent(
                        served -> work.list(served, selection).forEach(object -> found.add(work.readiness(object))));
            }
            return found;
        });
    }

    /** The objects of one kind that a selection takes, be it a kind of your own. */
    public static Inspect of(Kind kind, Selection selection) {
        return new Inspect(
                "each " + kind.name() + " " + selection,
                work -> work.list(kind, selection).stream().map(work::readiness).toList());
    }

    /** These objects; one that is not there is told as unknown. */
    public static Inspect of(Ref... refs) {
        return of(Arrays.asList(refs));
    }

    /** The objects of manifests, as they are in the cluster; one that is not there is told as unknown. */
    public static Inspect of(Manifests manifests) {
        return of(manifests.objects().stream().map(ManifestObject::ref).toList());
    }

    private static Inspect of(List<Ref> refs) {
        return new Inspect(refs.size() == 1 ? refs.get(0).toString() : refs.size() + " objects", work -> {
            Map<Ref, Tree> found = Reading.objects(work, refs);
            return refs.stream()
                    .distinct()
                    .map(ref -> Optional.ofNullable(found.get(ref))
                            .map(work::readiness)
                            .orElseGet(() -> Readiness.of(ref, Readiness.State.UNKNOWN, "it is not there")))
                    .toList();
        });
    }

    @Override
    public Inspection perform(Work work) {
        return new Inspection(reading.apply(work));
    }

    @Override
    public String name() {
        return "inspect " + subject;
    }

    @Override
    public String toString() {
        return name();
    }
}
