package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NotReady;
import io.fairlead.failure.TimedOut;
import io.fairlead.internal.diagnosis.ObjectCauses;
import io.fairlead.internal.diagnosis.PodCauses;
import io.fairlead.internal.diagnosis.TerminalConfirmation;
import io.fairlead.internal.kube.ListRequest;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.kube.Watching;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.readiness.Untils;
import io.fairlead.internal.time.Pace;
import io.fairlead.internal.tree.Trees;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Waits by watches, one a kind and namespace; ends as soon as all is as wanted, or on a confirmed cause that waiting cannot mend.
 */
final class Waiter {

    private static final Kind POD = Kind.of("v1", "Pod");
    private static final Kind REPLICA_SET = Kind.of("apps/v1", "ReplicaSet");

    private final RunWork work;
    private final Session session;
    private final StepId id;
    private final Board board = new Board();
    private final Map<Ref, Readiness> verdicts = new TreeMap<>();
    private final Map<Ref, List<Diagnosis>> causes = new TreeMap<>();
    private final Set<Ref> done = new HashSet<>();
    private boolean wasSynced;
    private final Map<Ref, Optional<Map<String, Object>>> classes = new HashMap<>();
    private final TerminalConfirmation confirmation = TerminalConfirmation.standard();
    private int toldDone = -1;
    private List<String> toldTrouble = List.of();

    Waiter(RunWork work, StepId id) {
        this.work = work;
        this.session = work.session();
        this.id = id;
    }

    /**
     * Waits for many objects.
     *
     * @param left the time there is
     * @param named the limit as the program named it, for the message
     */
    void await(List<Located> targets, Until until, Duration left, Duration named) {
        String tried = "wait until "
                + WaitWords.targets(targets.stream().map(Located::ref).toList()) + " " + WaitWords.condition(until);
        Ref only = targets.size() == 1 ? targets.get(0).ref() : null;
        Map<Ref, Located> open = new LinkedHashMap<>();
        targets.forEach(at -> open.put(at.ref(), at));
        if (open.isEmpty()) {
            return;
        }
        watched(targets, until instanceof Until.Ready, left, tried, only, (news, timedOut) -> {
            stale(open.keySet(), news).forEach(ref -> judge(ref, until));
            if (done.size() == open.size() && wasSynced) {
                return Optional.of(true);
            }
            List<Diagnosis> causes = causes();
            progress(open.size(), causes);
            Optional<Diagnosis> terminal = confirmation.observe(
                    causes,
                    diagnosis -> version(diagnosis.object()),
                    session.pace().now());
            if (terminal.isPresent()) {
                List<Diagnosis> ordered = new ArrayList<>(causes);
                ordered.remove(terminal.get());
                ordered.add(0, terminal.get());
                throw new NotReady(tried, ordered, only);
            }
            if (timedOut) {
                throw new TimedOut(tried, named, last(open.keySet(), causes), only);
            }
            return Optional.empty();
        });
    }

    /** Waits for a value of one object. */
    <T> T value(Located at, String what, Function<Tree, Optional<T>> value, Duration left, Duration named) {
        String tried = "wait for " + what + " of " + at.ref();
        return watched(List.of(at), false, left, tried, at.ref(), (news, timedOut) -> {
            Optional<T> found = board.get(at.ref()).flatMap(object -> value.apply(Tree.of(object)));
            if (found.isEmpty() && timedOut) {
                String last =
                        board.get(at.ref()).isPresent() ? "It is there, without " + what + "." : "It is not there.";
                throw new TimedOut(tried, named, last, at.ref());
            }
            return found;
        });
    }

    /** Looks at what changed since the last look. */
    @FunctionalInterface
    private interface Look<T> {
        Optional<T> at(Set<Ref> news, boolean timedOut);
    }

    /** Looks whenever something changes, until the look has an answer. */
    private <T> T watched(
            List<Located> targets,
            boolean withPods,
            Duration left,
            String tried,
            @org.jspecify.annotations.Nullable Ref only,
            Look<T> look) {
        long end = session.pace().nanoTime() + left.toNanos();
        List<Watching> watches = new ArrayList<>();
        Pace.Alarm alarm = session.pace().schedule(left, board::wake);
        try {
            requests(targets, withPods)
                    .forEach(request -> watches.add(session.api().watch(request, board.listener())));
            while (true) {
                Set<Ref> news = board.next();
                work.proceed();
                boolean timedOut = session.pace().nanoTime() - end >= 0;
                Optional<T> answer = look.at(news, timedOut);
                if (answer.isPresent()) {
                    return answer.get();
                }
                confirmation
                        .nextCheck()
                        .ifPresent(at -> session.pace()
                                .schedule(
                                        Duration.between(session.pace().now(), at)
                                                .plusMillis(1),
                                        board::wake));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(tried, only, e);
        } finally {
            alarm.cancel();
            watches.forEach(Watching::close);
        }
    }

    /** One watch a kind and namespace; of one object, only that one and its own pods. */
    private List<ListRequest> requests(List<Located> targets, boolean withPods) {
        Map<String, List<Located>> groups = new TreeMap<>();
        targets.forEach(at -> groups.computeIfAbsent(
                        at.type().path(at.ref().namespace(), "", ""), path -> new ArrayList<>())
                .add(at));
        List<ListRequest> requests = new ArrayList<>();
        Map<String, List<Located>> workloads = new TreeMap<>();
        for (List<Located> group : groups.values()) {
            ListRequest all =
                    ListRequest.of(group.get(0).type(), group.get(0).ref().namespace());
            requests.add(
                    group.size() == 1
                            ? all.where("metadata.name=" + group.get(0).ref().name())
                            : all);
            if (withPods && WorkloadPods.has(group.get(0).ref().kind().name())) {
                workloads
                        .computeIfAbsent(group.get(0).ref().namespace(), namespace -> new ArrayList<>())
                        .addAll(group);
            }
        }
        workloads.forEach((namespace, group) -> {
            String labels = group.size() == 1 ? selector(group.get(0)) : "";
            requests.add(ListRequest.of(type(POD), namespace).labelled(labels));
            if (group.stream().anyMatch(at -> at.ref().kind().name().equals("Deployment"))) {
                requests.add(ListRequest.of(type(REPLICA_SET), namespace).labelled(labels));
            }
        });
        return requests;
    }

    private ResourceType type(Kind kind) {
        return session.api().typeOf(kind);
    }

    /** The selector of one workload's pods; empty, which is all of the namespace's, where it is more than labels. */
    private String selector(Located at) {
        Optional<Map<String, Object>> workload = new Live(session.api(), permission -> {}).read(at);
        Map<String, Object> labels = workload.map(object -> Trees.map(object, "spec", "selector", "matchLabels"))
                .orElse(Map.of());
        return String.join(
                ",",
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .sorted()
                        .toList());
    }

    /**
     * The objects that must be judged anew: those of which there is news, be it of a pod of theirs, so that the work of an event does not grow
     * with their number; all of them where everything that was there has just been seen, since only then is what is missing known to be.
     */
    private Set<Ref> stale(Set<Ref> open, Set<Ref> news) {
        if (!wasSynced && board.synced()) {
            wasSynced = true;
            return open;
        }
        Set<Ref> stale = board.withOwners(news);
        stale.retainAll(open);
        return stale;
    }

    private void judge(Ref ref, Until until) {
        Optional<Map<String, Object>> object = board.get(ref);
        boolean holds;
        if (until instanceof Until.Ready) {
            Optional<Readiness> readiness = object.map(tree -> rules().judge(tree, this::neighbour));
            readiness.ifPresent(verdict -> verdicts.put(ref, verdict));
            holds = readiness.filter(Readiness::settled).isPresent();
        } else {
            holds = wasSynced && Untils.met(until, object.orElse(null), rules());
        }
        causes.remove(ref);
        if (holds) {
            done.add(ref);
            verdicts.remove(ref);
        } else {
            done.remove(ref);
            if (until instanceof Until.Ready) {
                object.map(workload -> causes(ref, workload))
                        .filter(found -> !found.isEmpty())
                        .ifPresent(found -> causes.put(ref, found));
            }
        }
    }

    /** A claim that is not bound is judged with its class: read once a wait, and only when there is such a claim. */
    private Optional<Map<String, Object>> neighbour(Ref ref) {
        return classes.computeIfAbsent(ref, unseen -> {
            try {
                return new Live(session.api(), permission -> {}).read(session.locate(ref));
            } catch (Forbidden unseeable) {
                return Optional.empty();
            }
        });
    }

    private ReadinessRules rules() {
        return session.options().rules();
    }

    /** What speaks against those that are not ready, each cause once. */
    private List<Diagnosis> causes() {
        if (causes.isEmpty()) {
            return List.of();
        }
        Map<Object, Diagnosis> all = new LinkedHashMap<>();
        causes.values()
                .forEach(some ->
                        some.forEach(found -> all.putIfAbsent(found.cause().identity(), found)));
        return List.copyOf(all.values());
    }

    /** What a workload itself and its pods say. */
    private List<Diagnosis> causes(Ref ref, Map<String, Object> workload) {
        List<Diagnosis> found = new ArrayList<>();
        if (isObserved(workload)) {
            found.addAll(ObjectCauses.of(workload));
        }
        List<Map<String, Object>> judged =
                ref.kind().name().equals("Pod") ? List.of(workload) : WorkloadPods.of(workload, board);
        judged.forEach(pod -> found.addAll(PodCauses.of(pod)));
        return found;
    }

    /** Conditions of an older generation say nothing of this one. */
    private static boolean isObserved(Map<String, Object> object) {
        return Trees.number(object, Long.MAX_VALUE, "status", "observedGeneration")
                >= Trees.number(object, 0, "metadata", "generation");
    }

    private String version(Ref ref) {
        return board.get(ref)
                .flatMap(object -> Trees.text(object, "metadata", "resourceVersion"))
                .orElse("");
    }

    private void progress(int total, List<Diagnosis> causes) {
        List<String> trouble = causes.stream().map(Diagnosis::toString).toList();
        if (done.size() == toldDone && trouble.equals(toldTrouble)) {
            return;
        }
        toldDone = done.size();
        toldTrouble = trouble;
        String slowest =
                verdicts.values().stream().findFirst().map(Readiness::toString).orElse("");
        session.tell(new Event.WaitProgress(session.pace().now(), id, done.size(), total, slowest, trouble));
    }

    private String last(Set<Ref> open, List<Diagnosis> causes) {
        if (!causes.isEmpty()) {
            return "Last seen: " + causes.get(0) + ".";
        }
        for (Ref ref : open) {
            if (!done.contains(ref)) {
                Readiness verdict = verdicts.get(ref);
                return board.get(ref).isEmpty()
                        ? ref + " is not there."
                        : verdict == null ? ref + " is there." : verdict + ".";
            }
        }
        return "";
    }
}
