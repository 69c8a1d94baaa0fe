package io.fairlead.operation;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks why things are not ready: {@code cluster.query(Diagnose.namespace("shop"))} prints a tree, root causes first, each named once
 * however many pods share it.
 *
 * <p>A query: it writes nothing. Reads a LIST a kind of the namespace, then only what the failing objects refer to.
 */
public final class Diagnose implements Operation<Diagnoses> {

    /** What a namespace's health is made of; what these kinds make themselves (ReplicaSets, pods) is walked to from them. */
    private static final List<String> KINDS = List.of(
            "Deployment.apps",
            "StatefulSet.apps",
            "DaemonSet.apps",
            "Job.batch",
            "Pod",
            "PersistentVolumeClaim",
            "Service",
            "Ingress.networking.k8s.io",
            "HorizontalPodAutoscaler.autoscaling");

    private static final Set<String> MADE_BY_OTHERS = Set.of("Pod", "Job");

    private final String subject;
    private final Function<Work, List<Tree>> objects;

    private Diagnose(String subject, Function<Work, List<Tree>> objects) {
        this.subject = subject;
        this.objects = objects;
    }

    /** Everything in a namespace that runs, is bound, is served or scales. */
    public static Diagnose namespace(String namespace) {
        return labelled(Selection.namespace(namespace));
    }

    /** What of it a selection takes: an application by its labels. */
    public static Diagnose labelled(Selection selection) {
        return new Diagnose("what is " + selection, work -> {
            List<Tree> found = new ArrayList<>();
            for (String name : KINDS) {
                Optional<Kind> kind = work.kind(name);
                kind.ifPresent(served -> work.list(served, selection).stream()
                        .filter(object -> !isMadeByAnother(object))
                        .forEach(found::add));
            }
            return found;
        });
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
        return new Diagnose(refs.size() == 1 ? refs.get(0).toString() : refs.size() + " objects", work -> {
            Map<Ref, Tree> found = new LinkedHashMap<>();
            refs.forEach(ref -> work.find(ref).ifPresent(object -> found.put(ref, object)));
            return List.copyOf(found.values());
        });
    }

    private static boolean isMadeByAnother(Tree object) {
        return MADE_BY_OTHERS.contains(object.ref().kind().name())
                && !object.trees("metadata", "ownerReferences").isEmpty();
    }

    @Override
    public Diagnoses perform(Work work) {
        return work.diagnose(objects.apply(work));
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
