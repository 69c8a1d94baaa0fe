package io.fairlead.internal.diagnosis;

import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.OtherCause;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.WorkloadCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks from what is not ready down to why: Deployment, ReplicaSet, Pod, then the pod's claims, node and events.
 *
 * <p>What is ready costs nothing. Each kind is listed at most once a namespace, and only when something that is not ready leads to it; for
 * one workload by its selector, for several without. Only pods of the current template are looked at: what keeps an old one from being
 * ready is no cause of today's trouble. A walk is for one thread and one moment.
 */
public final class DiagnosisWalk {

    private static final Set<String> WITH_PODS =
            Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController");
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final ReadinessRules rules;
    private final Lists lists;
    private final PodWalk pods;
    private final Map<String, Integer> workloads = new HashMap<>();

    private DiagnosisWalk(ReadinessRules rules, DiagnosisReader reader) {
        this.rules = rules;
        this.lists = new Lists(reader);
        this.pods = new PodWalk(lists);
    }

    /**
     * Why these objects are not ready.
     *
     * @param objects the objects as they were just read
     * @param rules what ready means
     * @param reader the rest of the cluster
     */
    public static Diagnoses diagnose(List<Map<String, Object>> objects, ReadinessRules rules, DiagnosisReader reader) {
        return new DiagnosisWalk(rules, reader).walk(objects);
    }

    /**
     * Why what a selection takes of a namespace, or of all of them, is not ready.
     *
     * @param namespace the namespace, empty for all
     * @param labels a label selector, empty for all
     * @param fields a field selector, empty for all
     * @param rules what ready means
     * @param reader the cluster
     */
    public static Diagnoses survey(
            String namespace, String labels, String fields, ReadinessRules rules, DiagnosisReader reader) {
        DiagnosisWalk walk = new DiagnosisWalk(rules, reader);
        return walk.walk(new Survey(walk.lists, reader, namespace, labels, fields).objects());
    }

    private Diagnoses walk(List<Map<String, Object>> objects) {
        List<Readiness> notReady = new ArrayList<>();
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            Readiness readiness = rules.judge(object, this::neighbour);
            if (!readiness.ready()) {
                notReady.add(readiness);
                trees.add(object);
                if (WITH_PODS.contains(readiness.ref().kind().name())) {
                    workloads.merge(readiness.ref().namespace(), 1, Integer::sum);
                }
            }
        }
        Map<Ref, List<Diagnosis>> found = new LinkedHashMap<>();
        for (int i = 0; i < trees.size(); i++) {
            found.put(
                    notReady.get(i).ref(),
                    rooted(causes(trees.get(i), notReady.get(i).ref(), trees.size() == 1)));
        }
        traffic(objects, found.keySet())
                .forEach(way -> found.computeIfAbsent(way.object(), first -> new ArrayList<>())
                        .add(way));
        unseen(notReady, found);
        return Diagnoses.of(objects.size(), notReady, found, lists.refusals(Survey::isOnlyAsked));
    }

    /** A claim is judged with its class; that it is asked for at all means that the claim is not bound. */
    private Optional<Map<String, Object>> neighbour(Ref ref) {
        return ref.kind().name().equals(Lists.STORAGE_CLASS.name())
                ? lists.named(Lists.STORAGE_CLASS, "", ref.name())
                : Optional.empty();
    }

    /** A Service is ready when it is stored, an Ingress with its address; whether anything is behind it is told all the same. */
    private List<Diagnosis> traffic(List<Map<String, Object>> objects, Set<Ref> told) {
        TrafficCauses traffic = new TrafficCauses(lists);
        boolean alone = objects.size() == 1;
        if (!alone) {
            objects.forEach(traffic::makesPods);
        }
        List<Diagnosis> found = new ArrayList<>();
        for (Map<String, Object> object : objects) {
            Ref ref = Observed.of(object).ref();
            if (ref.kind().name().equals("Ingress") && !told.contains(ref)) {
                found.addAll(traffic.missingBackends(object, alone));
            } else if (ref.kind().name().equals("Service") && !told.contains(ref)) {
                (alone ? traffic.service(object) : traffic.selectsNothing(object)).ifPresent(found::add);
            }
        }
        return found;
    }

    /** What may not be read is told as a cause where it leaves something unexplained. */
    private void unseen(List<Readiness> notReady, Map<Ref, List<Diagnosis>> found) {
        lists.refusals(kind -> !Survey.isOnlyAsked(kind))
                .forEach((what, why) -> notReady.stream()
                        .map(Readiness::ref)
                        .filter(ref -> found.getOrDefault(ref, List.of()).isEmpty())
                        .forEach(ref -> found.put(
                                ref,
                                List.of(Diagnosis.of(
                                        new OtherCause.Unseen(what, why), ref, FieldPath.root(), "not seen")))));
    }

    private List<Diagnosis> causes(Map<String, Object> object, Ref ref, boolean alone) {
        switch (ref.kind().name()) {
            case "Pod":
                return pods.of(object, alone);
            case "PersistentVolumeClaim":
                return new ClaimCauses(lists).of(object);
            case "Ingress":
                return Observed.of(object).deleted()
                        ? ObjectCauses.of(object)
                        : new TrafficCauses(lists).ingress(object);
            default:
                List<Diagnosis> found = new ArrayList<>(ObjectCauses.of(object));
                boolean stale = found.stream().anyMatch(each -> each.cause() instanceof WorkloadCause.NotObserved);
                if (WITH_PODS.contains(ref.kind().name())
                        && !stale
                        && !Observed.of(object).deleted()) {
                    found.addAll(below(object, ref, found));
                }
                return found;
        }
    }

    private List<Diagnosis> below(Map<String, Object> workload, Ref ref, List<Diagnosis> told) {
        boolean only = workloads.getOrDefault(ref.namespace(), 0) == 1;
        String selector = only ? Selectors.text(workload) : "";
        Optional<Map<String, Object>> owner = ref.kind().name().equals("Deployment")
                ? current(workload, ref.namespace(), selector)
                : Optional.of(workload);
        if (owner.isEmpty()) {
            return List.of();
        }
        List<Diagnosis> found = new ArrayList<>();
        String uid = Trees.text(owner.get(), "metadata", "uid").orElse("");
        List<Map<String, Object>> its = lists.ownedBy(uid, Lists.POD, ref.namespace(), selector);
        for (Map<String, Object> pod : its) {
            if (PodWalk.broken(pod)) {
                found.addAll(pods.of(pod, false));
            }
        }
        if (found.isEmpty() && told.isEmpty()) {
            found.addAll(refused(owner.get(), its.size(), ref));
        }
        return found;
    }

    /** The ReplicaSet of the Deployment's current template: that of its revision, or the newest. */
    private Optional<Map<String, Object>> current(Map<String, Object> deployment, String namespace, String selector) {
        String uid = Trees.text(deployment, "metadata", "uid").orElse("");
        List<Map<String, Object>> sets = lists.ownedBy(uid, Lists.REPLICA_SET, namespace, selector);
        String revision =
                Trees.text(deployment, "metadata", "annotations", REVISION).orElse("");
        return sets.stream()
                .filter(set -> revision.equals(
                        Trees.text(set, "metadata", "annotations", REVISION).orElse("")))
                .findFirst()
                .or(() -> sets.stream().max(Comparator.comparingLong(DiagnosisWalk::revision)));
    }

    private static long revision(Map<String, Object> set) {
        String text = Trees.text(set, "metadata", "annotations", REVISION).orElse("");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** StatefulSets, DaemonSets and Jobs tell only by events that their pods are refused. */
    private List<Diagnosis> refused(Map<String, Object> owner, int there, Ref about) {
        Observed object = Observed.of(owner);
        long wanted = object.number(
                object.number(1, "status", "desiredNumberScheduled"),
                "spec",
                about.kind().name().equals("Job") ? "parallelism" : "replicas");
        boolean byCondition = Set.of("Deployment", "ReplicaSet", "ReplicationController")
                .contains(about.kind().name());
        if (there >= wanted || byCondition) {
            return List.of();
        }
        return EventCauses.of(about, "", lists.events(about.namespace(), object.text("metadata", "uid"), ""));
    }

    /** A deadline or a back-off limit only counts what went wrong below; what went wrong is the root, and as final. */
    private static List<Diagnosis> rooted(List<Diagnosis> found) {
        boolean counted = found.stream().anyMatch(DiagnosisWalk::consequence);
        List<Diagnosis> roots =
                found.stream().filter(each -> !consequence(each)).toList();
        if (!counted || roots.isEmpty()) {
            return found;
        }
        return roots.stream()
                .map(each -> new Diagnosis(each.cause(), each.object(), each.evidence(), true, each.remedy()))
                .toList();
    }

    private static boolean consequence(Diagnosis diagnosis) {
        return diagnosis.cause() instanceof WorkloadCause.DeadlineExceeded
                || diagnosis.cause() instanceof WorkloadCause.BackoffLimit;
    }
}
