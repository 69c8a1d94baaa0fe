package io.fairlead.disruption;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import io.fairlead.scaling.DisruptionAllowance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many pods may go: workloads, their pods, budgets and autoscalers as one value, which can be asked how things stand now and turned into
 * the states that are still to come.
 *
 * <pre>{@code
 * var now = Disruption.of(objects, clock.instant());
 * now.budgets();                                      // what each budget allows now
 * now.atMinimum().budgets();                          // when autoscalers have taken all they may
 * now.duringRollout().budgets();                      // at the worst moment of a rollout
 * now.losing("topology.kubernetes.io/zone", "a");     // at once after a zone is lost
 * }</pre>
 *
 * <p>Exact as the disruption controller and the eviction API of Kubernetes 1.37 are: percentages round up, terminating and finished pods count
 * where the controller counts them, and a pod whose controller has no size makes its budget allow nothing. Immutable; each state is a value of
 * its own. Reads nothing: give it all pods of the namespaces that it is asked about.
 */
public final class Disruption {

    private final SortedMap<Ref, PodStanding> pods = new TreeMap<>();
    private final Map<String, List<PodStanding>> inNamespace = new HashMap<>();
    private final List<Budget> budgets;
    private final Map<String, SizedWorkload> workloads;
    private final Map<String, Map<String, Object>> nodeLabels;

    private Disruption(
            Collection<PodStanding> pods,
            List<Budget> budgets,
            Map<String, SizedWorkload> workloads,
            Map<String, Map<String, Object>> nodeLabels) {
        pods.forEach(pod -> this.pods.put(pod.ref(), pod));
        this.pods
                .values()
                .forEach(pod -> inNamespace
                        .computeIfAbsent(pod.ref().namespace(), first -> new ArrayList<>())
                        .add(pod));
        this.budgets = budgets;
        this.workloads = workloads;
        this.nodeLabels = nodeLabels;
    }

    /**
     * The state that objects show.
     *
     * @param objects pods, budgets, workloads, ReplicaSets, autoscalers and nodes as JSON trees, in any order; other kinds count by their
     *     {@code spec.replicas} where pods name them as their controller
     * @param now the time, by which pods that were evicted a moment ago are told from such as refused to go
     */
    public static Disruption of(Collection<Map<String, Object>> objects, Instant now) {
        Controllers controllers = new Controllers();
        objects.forEach(controllers::add);
        controllers.noteAll();
        List<PodStanding> pods = of(objects, "Pod")
                .map(pod -> PodStanding.of(pod, controllers.of(pod)))
                .toList();
        of(objects, "HorizontalPodAutoscaler").forEach(controllers::limit);
        List<Budget> budgets = of(objects, "PodDisruptionBudget")
                .map(budget -> Budget.of(budget, now))
                .sorted(Comparator.comparing(Budget::ref))
                .toList();
        Map<String, Map<String, Object>> nodes = new TreeMap<>();
        of(objects, "Node")
                .forEach(node -> nodes.put(
                        Trees.text(node, "metadata", "name").orElse(""), Trees.map(node, "metadata", "labels")));
        return new Disruption(pods, budgets, controllers.sized(), nodes);
    }

    private static Stream<Map<String, Object>> of(Collection<Map<String, Object>> objects, String kind) {
        return objects.stream().filter(object -> kind.equals(object.get("kind")));
    }

    /** The pods, in the order of their names. */
    public List<PodStanding> pods() {
        return List.copyOf(pods.values());
    }

    /** The workloads that have a size, in the order of their names. */
    public List<SizedWorkload> workloads() {
        return workloads.values().stream()
                .sorted(Comparator.comparing(SizedWorkload::ref))
                .toList();
    }

    /** What each budget allows, in the order of their names. */
    public List<BudgetStanding> budgets() {
        return budgets.stream().map(this::standing).toList();
    }

    /** What one budget allows; empty where there is no such budget. */
    public Optional<BudgetStanding> budget(String namespaceAndName) {
        return budgets.stream()
                .filter(budget -> budget.ref().path().equals(namespaceAndName))
                .findFirst()
                .map(this::standing);
    }

    /** The budgets that select a pod, in the order of their names. */
    public List<Ref> budgetsOf(Ref pod) {
        return selecting(pod(pod)).stream().map(Budget::ref).toList();
    }

    /**
     * What the API server answers to the eviction of a pod.
     *
     * @throws IllegalArgumentException if it is not among the pods
     */
    public Eviction eviction(Ref ref) {
        PodStanding pod = pod(ref);
        List<Budget> selecting = selecting(pod);
        if (pod.outsideAnyBudget() || selecting.isEmpty()) {
            return new Eviction.Free();
        }
        if (selecting.size() > 1) {
            return new Eviction.Contested(selecting.stream().map(Budget::ref).toList());
        }
        Budget budget = selecting.get(0);
        BudgetStanding standing = standing(budget);
        if (!pod.ready()) {
            DisruptionAllowance numbers = standing.allowance();
            boolean served = numbers.currentHealthy() >= numbers.desiredHealthy() && numbers.desiredHealthy() > 0;
            if (budget.evictsUnhealthyAlways() || served) {
                return new Eviction.Unhealthy(budget.ref());
            }
        }
        return standing.allowed() > 0 ? new Eviction.Spends(budget.ref()) : new Eviction.Held(standing);
    }

    private List<Budget> selecting(PodStanding pod) {
        return budgets.stream().filter(budget -> budget.selects(pod)).toList();
    }

    private PodStanding pod(Ref ref) {
        return Optional.ofNullable(pods.get(ref))
                .orElseThrow(() -> new IllegalArgumentException(ref + " is not among the pods that were given"));
    }

    private BudgetStanding standing(Budget budget) {
        List<PodStanding> selected = inNamespace.getOrDefault(budget.ref().namespace(), List.of()).stream()
                .filter(budget::selects)
                .toList();
        List<Ref> refs = selected.stream().map(PodStanding::ref).toList();
        List<Ref> unmanaged = selected.stream()
                .filter(pod -> pod.controller() instanceof Controller.None)
                .map(PodStanding::ref)
                .toList();
        int scale = 0;
        if (DisruptionAllowance.needsScale(budget.minAvailable(), budget.maxUnavailable())) {
            Optional<String> fault = selected.stream()
                    .filter(pod -> pod.controller() instanceof Controller.Unknown)
                    .map(pod -> ((Controller.Unknown) pod.controller()).why())
                    .findFirst();
            if (fault.isPresent()) {
                DisruptionAllowance nothing = new DisruptionAllowance(0, 0, 0, 0);
                return new BudgetStanding(budget.ref(), budget.rule(), nothing, fault, refs, unmanaged);
            }
            scale = selected.stream()
                    .filter(pod -> pod.controller() instanceof Controller.Sized)
                    .map(pod -> ((Controller.Sized) pod.controller()).uid())
                    .distinct()
                    .mapToInt(uid ->
                            workloads.containsKey(uid) ? workloads.get(uid).replicas() : 0)
                    .sum();
        }
        int healthy = (int) selected.stream()
                .filter(pod -> pod.ready()
                        && !pod.terminating()
                        && !budget.expectedToGo().contains(pod.ref().name()))
                .count();
        return new BudgetStanding(
                budget.ref(),
                budget.rule(),
                DisruptionAllowance.of(budget.minAvailable(), budget.maxUnavailable(), selected.size(), scale, healthy),
                Optional.empty(),
                refs,
                unmanaged);
    }

    // ------------------------------------------------------------------ states that are still to come

    /** After these pods were evicted and go, and nothing has taken their place yet. */
    public Disruption evicting(Collection<Ref> leaving) {
        Set<Ref> set = Set.copyOf(leaving);
        return changing(pod -> set.contains(pod.ref()), PodStanding::going);
    }

    /** After these pods are gone, and nothing has taken their place yet. */
    public Disruption without(Collection<Ref> gone) {
        Set<Ref> set = Set.copyOf(gone);
        return with(pods().stream().filter(pod -> !set.contains(pod.ref())).toList(), workloads);
    }

    /** After all pods on these nodes have stopped being ready, as at once after the nodes are lost. */
    public Disruption losingNodes(Collection<String> nodes) {
        Set<String> set = Set.copyOf(nodes);
        return changing(pod -> set.contains(pod.node()), PodStanding::unready);
    }

    /** After all nodes with this label are lost: their pods are still there, and not ready. */
    public Disruption losing(String label, String value) {
        return losingNodes(nodeLabels.entrySet().stream()
                .filter(node -> value.equals(node.getValue().get(label)))
                .map(Map.Entry::getKey)
                .toList());
    }

    /**
     * The budgets that allow nothing even when all is settled: waiting does not free their pods, only another rule or a larger workload does.
     */
    public List<BudgetStanding> deadlocks() {
        return settled().budgets().stream()
                .filter(standing -> !standing.pods().isEmpty() && standing.allowed() == 0)
                .toList();
    }

    /** Once every workload has as many pods as it is asked for, all ready, and none is on its way out. */
    public Disruption settled() {
        return filled(workload -> workload, workload -> new Filling(workload.replicas(), workload.replicas()));
    }

    /** When every autoscaler has taken as many pods as it may, and all others are ready. */
    public Disruption atMinimum() {
        return filled(
                workload -> workload.sized(workload.minimum()),
                workload -> new Filling(workload.replicas(), workload.replicas()));
    }

    /** At the worst moment of a rollout of every workload: as few ready pods, and as many of all, as its strategy permits. */
    public Disruption duringRollout() {
        return filled(
                workload -> workload,
                workload -> new Filling(
                        workload.rollout().most(), workload.rollout().leastAvailable()));
    }

    /** How many pods a workload has, and how many of them are ready. */
    private record Filling(int pods, int ready) {}

    private Disruption filled(UnaryOperator<SizedWorkload> sizing, Function<SizedWorkload, Filling> filling) {
        Map<String, SizedWorkload> sized = new LinkedHashMap<>();
        List<PodStanding> all = new ArrayList<>(pods.values().stream()
                .filter(pod -> !(pod.controller() instanceof Controller.Sized))
                .toList());
        Map<String, List<PodStanding>> own = pods.values().stream()
                .filter(pod -> pod.controller() instanceof Controller.Sized && pod.stays())
                .collect(Collectors.groupingBy(pod -> ((Controller.Sized) pod.controller()).uid()));
        workloads.forEach((uid, workload) -> {
            SizedWorkload next = sizing.apply(workload);
            sized.put(uid, next);
            fill(all, next, own.getOrDefault(uid, List.of()), filling.apply(next));
        });
        return new Disruption(all, budgets.stream().map(Budget::settled).toList(), sized, nodeLabels);
    }

    /** The workload's own pods, the best first, then such as it would make. */
    private static void fill(List<PodStanding> all, SizedWorkload workload, List<PodStanding> there, Filling wanted) {
        List<PodStanding> own = there.stream()
                .sorted(Comparator.comparing((PodStanding pod) -> !pod.ready()).thenComparing(PodStanding::ref))
                .toList();
        Set<Ref> names = own.stream().map(PodStanding::ref).collect(Collectors.toSet());
        int number = 0;
        for (int i = 0; i < wanted.pods(); i++) {
            PodStanding pod = i < own.size() ? own.get(i) : PodStanding.madeBy(workload, ++number);
            // One that was made up for an earlier state is among the workload's own.
            while (i >= own.size() && names.contains(pod.ref())) {
                pod = PodStanding.madeBy(workload, ++number);
            }
            all.add(pod.running(i < wanted.ready()));
        }
    }

    private Disruption changing(Predicate<PodStanding> which, UnaryOperator<PodStanding> change) {
        return with(
                pods.values().stream()
                        .map(pod -> which.test(pod) ? change.apply(pod) : pod)
                        .toList(),
                workloads);
    }

    private Disruption with(List<PodStanding> others, Map<String, SizedWorkload> sizes) {
        return new Disruption(others, budgets, sizes, nodeLabels);
    }

    /** One line a budget: what it allows now, at the minimum and in a rollout. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(count(budgets.size(), "budget") + " over " + count(pods.size(), "pod"));
        Disruption least = atMinimum();
        Disruption rollout = duringRollout();
        for (Budget budget : budgets) {
            text.append('\n')
                    .append(standing(budget))
                    .append("; at the minimum ")
                    .append(least.standing(budget).allowed())
                    .append(", in a rollout ")
                    .append(rollout.standing(budget).allowed());
        }
        return text.toString();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
