package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the health of a namespace, or of an application in it, is made of: what runs, is bound, is served or scales.
 *
 * <p>What another of these objects makes is left to its maker, which is walked from. Made by nobody that is asked, a broken pod is asked
 * about by itself; of a CronJob's Jobs the newest is.
 */
final class Survey {

    static final Kind SERVICE = Kind.of("v1", "Service");
    private static final Kind JOB = Kind.of("batch/v1", "Job");

    private static final List<Kind> KINDS = List.of(
            Kind.of("apps/v1", "Deployment"),
            Kind.of("apps/v1", "StatefulSet"),
            Kind.of("apps/v1", "DaemonSet"),
            Kind.of("batch/v1", "CronJob"),
            Lists.CLAIM,
            SERVICE,
            Kind.of("networking.k8s.io/v1", "Ingress"),
            Kind.of("autoscaling/v2", "HorizontalPodAutoscaler"),
            Kind.of("gateway.networking.k8s.io/v1", "Gateway"),
            Kind.of("gateway.networking.k8s.io/v1", "HTTPRoute"));

    /** Kinds whose lists a walk needs too: not to see them explains why a cause is not found. */
    private static final Set<Kind> WALKED = Set.of(Lists.POD, Lists.CLAIM);

    private final Lists lists;
    private final DiagnosisReader reader;
    private final String namespace;
    private final String labels;
    private final String fields;
    private final Set<String> asked = new HashSet<>();

    Survey(Lists lists, DiagnosisReader reader, String namespace, String labels, String fields) {
        this.lists = lists;
        this.reader = reader;
        this.namespace = namespace;
        this.labels = labels;
        this.fields = fields;
    }

    /** Whether a kind is asked for here for its own sake alone. */
    static boolean isOnlyAsked(Kind kind) {
        return (KINDS.contains(kind) || kind.equals(JOB)) && !WALKED.contains(kind);
    }

    /** The objects to ask about. */
    List<Map<String, Object>> objects() {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Kind kind : KINDS) {
            add(list(kind), found);
        }
        List<Map<String, Object>> jobs = list(JOB);
        add(ofThemselves(jobs), found);
        add(newest(jobs), found);
        Set<String> allJobs = new HashSet<>();
        jobs.forEach(job -> allJobs.add(uid(job)));
        List<Map<String, Object>> pods = list(Lists.POD);
        found.addAll(ofThemselves(pods));
        for (Map<String, Object> pod : pods) {
            Optional<String> maker = Lists.controller(pod);
            if (maker.isPresent()
                    && !asked.contains(maker.get())
                    && !allJobs.contains(maker.get())
                    && PodWalk.broken(pod)
                    && !isOfAskedDeployment(pod, maker.get())) {
                found.add(pod);
            }
        }
        return found;
    }

    private List<Map<String, Object>> list(Kind kind) {
        return reader.serves(kind) ? lists.selected(kind, namespace, labels, fields) : List.of();
    }

    private void add(List<Map<String, Object>> objects, List<Map<String, Object>> found) {
        objects.forEach(object -> asked.add(uid(object)));
        found.addAll(objects);
    }

    private static List<Map<String, Object>> ofThemselves(List<Map<String, Object>> objects) {
        return objects.stream()
                .filter(object -> Lists.controller(object).isEmpty())
                .toList();
    }

    /** The newest Job of each maker: those before it are history. */
    private static List<Map<String, Object>> newest(List<Map<String, Object>> jobs) {
        Map<String, Map<String, Object>> newest = new HashMap<>();
        for (Map<String, Object> job : jobs) {
            Lists.controller(job)
                    .ifPresent(maker -> newest.merge(
                            maker, job, (one, other) -> age(one).compareTo(age(other)) >= 0 ? one : other));
        }
        return List.copyOf(newest.values());
    }

    private static String age(Map<String, Object> object) {
        return Trees.text(object, "metadata", "creationTimestamp").orElse("")
                + Trees.text(object, "metadata", "name").orElse("");
    }

    private boolean isOfAskedDeployment(Map<String, Object> pod, String maker) {
        return lists.of(Lists.REPLICA_SET, Observed.of(pod).ref().namespace(), "", "").stream()
                .filter(set -> maker.equals(uid(set)))
                .findFirst()
                .flatMap(Lists::controller)
                .filter(asked::contains)
                .isPresent();
    }

    private static String uid(Map<String, Object> object) {
        return Trees.text(object, "metadata", "uid").orElse("");
    }
}
