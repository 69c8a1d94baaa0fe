package io.fairlead.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private Diagnoses(int asked, List<Readiness> notReady, List<Root> roots) {
        this.asked = asked;
        this.notReady = List.copyOf(notReady);
        this.roots = List.copyOf(roots);
    }

    /**
     * The tree of what was found.
     *
     * @param asked how many objects were looked at
     * @param notReady those of them that are not ready
     * @param found the diagnoses of each of those, by its reference
     */
    public static Diagnoses of(int asked, List<Readiness> notReady, Map<Ref, List<Diagnosis>> found) {
        Map<Object, List<Diagnosis>> byCause = new LinkedHashMap<>();
        Map<Object, Set<Ref>> affected = new LinkedHashMap<>();
        found.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            for (Diagnosis diagnosis : entry.getValue()) {
                Object key = diagnosis.cause().identity();
                byCause.computeIfAbsent(key, unseen -> new ArrayList<>()).add(diagnosis);
                affected.computeIfAbsent(key, unseen -> new LinkedHashSet<>()).add(entry.getKey());
            }
        });
        List<Root> roots = new ArrayList<>();
        byCause.forEach((key, same) -> roots.add(root(same, affected.getOrDefault(key, Set.of()))));
        roots.sort(ORDER);
        List<Readiness> sorted = new ArrayList<>(notReady);
        sorted.sort(Comparator.comparing(Readiness::ref));
        return new Diagnoses(asked, sorted, roots);
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

    /** Whether everything that was asked about is ready. */
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
        tree.put("notReady", notReady.stream().map(Diagnoses::tree).toList());
        tree.put("causes", roots.stream().map(Diagnoses::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Readiness readiness) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("object", readiness.ref().toString());
        tree.put("state", readiness.state().name());
        tree.put("sentence", readiness.sentence());
        readiness.progress().ifPresent(progress -> {
            tree.put("ready", progress.ready());
            tree.put("wanted", progress.wanted());
        });
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

    /** The tree for a terminal: a summary line, then a branch for each root cause. */
    @Override
    public String toString() {
        if (allReady() && roots.isEmpty()) {
            return asked == 1 ? "ready" : "all " + asked + " objects are ready";
        }
        StringBuilder text = new StringBuilder();
        if (roots.isEmpty()) {
            text.append(notReady.size())
                    .append(" of ")
                    .append(asked)
                    .append(asked == 1 ? " object is" : " objects are")
                    .append(" not ready, and nothing says why yet");
            notReady.stream().limit(SHOWN).forEach(each -> text.append("\n  ├ ").append(each));
            return text.toString();
        }
        if (allReady()) {
            text.append(asked == 1 ? "ready, yet:" : "all " + asked + " objects are ready, yet:");
            roots.forEach(root -> branch(text, root));
            return text.toString();
        }
        text.append(roots.size() == 1 ? "1 cause keeps " : roots.size() + " causes keep ")
                .append(notReady.size())
                .append(" of ")
                .append(asked)
                .append(asked == 1 ? " object" : " objects")
                .append(" from being ready");
        roots.forEach(root -> branch(text, root));
        return text.toString();
    }

    private void branch(StringBuilder text, Root root) {
        text.append('\n')
                .append(root.terminal() ? "✗ " : "… ")
                .append(root.cause().sentence());
        text.append("\n  │ ").append(root.remedy());
        List<Ref> shown = root.affected().stream().limit(SHOWN).toList();
        shown.forEach(ref -> text.append("\n  ├ ").append(ref).append(state(ref)));
        if (root.affected().size() > SHOWN) {
            text.append("\n  ├ and ").append(root.affected().size() - SHOWN).append(" more");
        }
        text.append("\n  └ shown by ").append(root.objects().get(0));
        if (root.objects().size() > 1) {
            text.append(" and ").append(root.objects().size() - 1).append(" more");
        }
    }

    private String state(Ref ref) {
        return notReady.stream()
                .filter(readiness -> readiness.ref().equals(ref))
                .findFirst()
                .map(readiness -> ": " + readiness.sentence())
                .orElse("");
    }
}
