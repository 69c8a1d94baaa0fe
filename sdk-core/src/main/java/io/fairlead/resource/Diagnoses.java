package io.fairlead.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Why a set of objects is not ready: one tree, each root cause once however many objects share it, the terminal ones first.
 *
 * <pre>
 * 2 causes keep 3 of 12 objects from being ready
 * ✗ image registry.example/web:9 is not found
 *   │ check the image's name and tag, and that it was pushed
 *   ├ Deployment shop/web
 *   └ shown by Pod shop/web-7c9-x and 2 more
 * </pre>
 *
 * <p>Immutable; the same diagnoses in any order give the same tree.
 */
public final class Diagnoses {

    private static final int SHOWN = 5;
    private static final int ROOTS = 20;
    private static final Comparator<Root> ORDER = Comparator.comparing((Root root) -> !root.terminal())
            .thenComparing(
                    Comparator.comparingInt((Root root) -> root.affected().size())
                            .reversed())
            .thenComparing(root -> root.cause().sentence())
            .thenComparing(root -> root.objects().get(0));

    /**
     * One root cause.
     *
     * @param cause what is wrong
     * @param affected what was asked about and is kept from being ready by it, in order
     * @param objects the objects that show it, in order; never empty
     * @param evidence what was seen at the first of them
     * @param terminal whether waiting cannot mend it
     * @param remedy what a person can do
     */
    public record Root(
            Cause cause,
            List<Ref> affected,
            List<Ref> objects,
            List<Evidence> evidence,
            boolean terminal,
            String remedy) {
        public Root {
            affected = List.copyOf(affected);
            objects = List.copyOf(objects);
            evidence = List.copyOf(evidence);
        }
    }

    private final int asked;
    private final List<Readiness> notReady;
    private final List<Root> roots;
    private final Map<String, String> unseen;

    private Diagnoses(int asked, List<Readiness> notReady, List<Root> roots, Map<String, String> unseen) {
        this.asked = asked;
        this.notReady = List.copyOf(notReady);
        this.roots = List.copyOf(roots);
        this.unseen = Collections.unmodifiableMap(new TreeMap<>(unseen));
    }

    /**
     * The tree of what was found.
     *
     * @param asked how many objects were looked at
     * @param notReady those of them that are not ready
     * @param found the diagnoses of each of those, by its reference
     */
    public static Diagnoses of(int asked, List<Readiness> notReady, Map<Ref, List<Diagnosis>> found) {
        return of(asked, notReady, found, Map.of());
    }

    /**
     * The tree of what was found, as far as it could be seen.
     *
     * @param asked how many objects were looked at
     * @param notReady those of them that are not ready
     * @param found the diagnoses of each of those, by its reference
     * @param unseen what could not be asked about, such as {@code Ingresses of shop}, and why
     */
    public static Diagnoses of(
            int asked, List<Readiness> notReady, Map<Ref, List<Diagnosis>> found, Map<String, String> unseen) {
        Map<Object, List<Diagnosis>> byCause = new LinkedHashMap<>();
        Map<Object, Set<Ref>> affected = new LinkedHashMap<>();
        found.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            for (Diagnosis diagnosis : entry.getValue()) {
                Object key = diagnosis.cause().identity();
                byCause.computeIfAbsent(key, first -> new ArrayList<>()).add(diagnosis);
                affected.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(entry.getKey());
            }
        });
        List<Root> roots = new ArrayList<>();
        byCause.forEach((key, same) -> roots.add(root(same, affected.getOrDefault(key, Set.of()))));
        roots.sort(ORDER);
        List<Readiness> sorted = new ArrayList<>(notReady);
        sorted.sort(Comparator.comparing(Readiness::ref));
        return new Diagnoses(asked, sorted, roots, unseen);
    }

    private static Root root(List<Diagnosis> same, Set<Ref> affected) {
        List<Diagnosis> sorted = new ArrayList<>(same);
        sorted.sort(Comparator.comparing(Diagnosis::object)
                .thenComparing(found -> found.cause().sentence()));
        Diagnosis first = sorted.get(0);
        return new Root(
                first.cause(),
                List.copyOf(affected),
                sorted.stream().map(Diagnosis::object).distinct().toList(),
                first.evidence(),
                same.stream().anyMatch(Diagnosis::terminal),
                first.remedy());
    }

    /** The root causes: those that waiting cannot mend first, then those that keep most objects. */
    public List<Root> roots() {
        return roots;
    }

    /** What was asked about and is not ready, in order. */
    public List<Readiness> notReady() {
        return notReady;
    }

    /** What could not be asked about, such as {@code Ingresses of shop}, and why; empty when all could be seen. */
    public Map<String, String> unseen() {
        return unseen;
    }

    /** Whether everything that was asked about is ready; what could not be seen is not asked about. */
    public boolean allReady() {
        return notReady.isEmpty();
    }

    /** Whether something is there that waiting cannot mend. */
    public boolean terminal() {
        return roots.stream().anyMatch(Root::terminal);
    }

    /** The same as a JSON tree, for programs. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("asked", asked);
        tree.put("notReady", notReady.stream().map(Readiness::tree).toList());
        tree.put("causes", roots.stream().map(Diagnoses::tree).toList());
        tree.put("unseen", unseen);
        return tree;
    }

    private static Map<String, Object> tree(Root root) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cause", root.cause().code());
        tree.put("sentence", root.cause().sentence());
        tree.put("terminal", root.terminal());
        tree.put("remedy", root.remedy());
        tree.put("affected", root.affected().stream().map(Ref::toString).toList());
        tree.put("objects", root.objects().stream().map(Ref::toString).toList());
        tree.put(
                "evidence",
                root.evidence().stream()
                        .map(seen -> Map.of(
                                "object", seen.object().toString(),
                                "field", seen.field().toString(),
                                "value", seen.value()))
                        .toList());
        return tree;
    }

    /** The tree for a terminal: a summary line, then a branch for each root cause, {@value #ROOTS} at most. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary());
        Map<Ref, Readiness> states = new HashMap<>();
        notReady.forEach(readiness -> states.put(readiness.ref(), readiness));
        if (roots.isEmpty()) {
            notReady.stream().limit(SHOWN).forEach(each -> text.append("\n  ├ ").append(each));
            more(text, "\n  ├ and ", notReady.size() - SHOWN, "");
        }
        roots.stream().limit(ROOTS).forEach(root -> branch(text, root, states));
        more(text, "\n… and ", roots.size() - ROOTS, roots.size() - ROOTS == 1 ? " cause" : " causes");
        unseen.forEach((what, why) ->
                text.append("\n? ").append(what).append(" could not be seen: ").append(why));
        return text.toString();
    }

    private String summary() {
        String objects = asked == 1 ? " object" : " objects";
        if (asked == 0) {
            return unseen.isEmpty() ? "nothing is there to ask about" : "nothing could be asked about";
        }
        if (allReady()) {
            return (asked == 1 ? "ready" : "all " + asked + " objects are ready") + (roots.isEmpty() ? "" : ", yet:");
        }
        if (roots.isEmpty()) {
            return notReady.size() + " of " + asked + objects + (asked == 1 ? " is" : " are")
                    + " not ready, and nothing says why yet";
        }
        return (roots.size() == 1 ? "1 cause keeps " : roots.size() + " causes keep ") + notReady.size() + " of "
                + asked + objects + " from being ready";
    }

    private static void more(StringBuilder text, String before, int left, String what) {
        if (left > 0) {
            text.append(before).append(left).append(" more").append(what);
        }
    }

    private static void branch(StringBuilder text, Root root, Map<Ref, Readiness> states) {
        text.append('\n')
                .append(root.terminal() ? "✗ " : "… ")
                .append(root.cause().sentence());
        text.append("\n  │ ").append(root.remedy());
        for (Ref ref :
                root.affected().subList(0, Math.min(SHOWN, root.affected().size()))) {
            Readiness state = states.get(ref);
            text.append("\n  ├ ").append(ref).append(state == null ? "" : ": " + state.sentence());
        }
        more(text, "\n  ├ and ", root.affected().size() - SHOWN, "");
        text.append("\n  └ shown by ").append(root.objects().get(0));
        more(text, " and ", root.objects().size() - 1, "");
    }
}
