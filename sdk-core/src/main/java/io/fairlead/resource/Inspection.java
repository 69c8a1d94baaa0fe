package io.fairlead.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether each of a set of objects is what its spec asks for, one line an object, those that are not ready first.
 *
 * <pre>
 * 2 of 3 objects are ready
 * … Deployment shop/web: in progress (2 of 3): 2 of 3 replicas are available
 * ✓ Service shop/web: ready: its address is given when it is stored
 * ✓ ConfigMap shop/web: ready: it is stored, its kind has no status to wait for
 * </pre>
 *
 * <p>Immutable; the same objects in any order give the same text. Why an object is not ready is a {@link Diagnosis}.
 *
 * @param objects one readiness an object, in the order of their states and names
 */
public record Inspection(List<Readiness> objects) {

    private static final int SHOWN = 24;
    private static final List<Readiness.State> ORDER = List.of(
            Readiness.State.FAILED,
            Readiness.State.UNKNOWN,
            Readiness.State.TERMINATING,
            Readiness.State.IN_PROGRESS,
            Readiness.State.SUSPENDED,
            Readiness.State.READY);

    public Inspection {
        List<Readiness> sorted = new ArrayList<>(objects);
        sorted.sort(Comparator.comparingInt((Readiness each) -> ORDER.indexOf(each.state()))
                .thenComparing(Readiness::ref));
        objects = List.copyOf(sorted);
    }

    /** Those that are not ready. */
    public List<Readiness> notReady() {
        return objects.stream().filter(each -> !each.ready()).toList();
    }

    /** Whether all of them are ready. */
    public boolean allReady() {
        return notReady().isEmpty();
    }

    /** Whether none of them is worth waiting for: see {@link Readiness#settled}. */
    public boolean allSettled() {
        return objects.stream().allMatch(Readiness::settled);
    }

    /** The same as a JSON tree, for programs. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("objects", objects.stream().map(Inspection::tree).toList());
        tree.put("ready", objects.size() - notReady().size());
        tree.put("asked", objects.size());
        return tree;
    }

    private static Map<String, Object> tree(Readiness readiness) {
        Map<String, Object> tree = readiness.tree();
        tree.put(
                "evidence",
                readiness.evidence().stream()
                        .map(seen -> Map.of("field", seen.field().toString(), "value", seen.value()))
                        .toList());
        return tree;
    }

    @Override
    public String toString() {
        int ready = objects.size() - notReady().size();
        StringBuilder text = new StringBuilder()
                .append(ready)
                .append(" of ")
                .append(objects.size())
                .append(objects.size() == 1 ? " object is ready" : " objects are ready");
        objects.stream()
                .limit(SHOWN)
                .forEach(each ->
                        text.append('\n').append(mark(each.state())).append(' ').append(each));
        return objects.size() > SHOWN
                ? text.append("\n  and ")
                        .append(objects.size() - SHOWN)
                        .append(" more")
                        .toString()
                : text.toString();
    }

    private static String mark(Readiness.State state) {
        return switch (state) {
            case READY -> "✓";
            case FAILED -> "✗";
            case UNKNOWN -> "?";
            default -> "…";
        };
    }
}
