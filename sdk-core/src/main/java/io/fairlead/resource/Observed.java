package io.fairlead.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object as it was read, for rules to look at: every accessor has an answer, whatever the object really holds.
 *
 * <p>What is missing or of another type than asked for reads as empty. Not copied: do not change the tree while it is in use.
 */
public final class Observed {

    private final Map<String, Object> tree;
    private final Neighbours neighbours;
    private final Ref ref;

    private Observed(Map<String, Object> tree, Neighbours neighbours) {
        this.tree = tree;
        this.neighbours = neighbours;
        this.ref = named(tree);
    }

    /** An object alone. */
    public static Observed of(Map<String, Object> tree) {
        return new Observed(tree, Neighbours.none());
    }

    /** An object with others at hand. */
    public static Observed of(Map<String, Object> tree, Neighbours neighbours) {
        return new Observed(tree, neighbours);
    }

    private static Ref named(Map<String, Object> tree) {
        String apiVersion = word(tree.get("apiVersion"), "v1");
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        String group = version.length() == apiVersion.length()
                ? ""
                : apiVersion.substring(0, apiVersion.length() - version.length() - 1);
        Object metadata = tree.get("metadata");
        Map<?, ?> names = metadata instanceof Map<?, ?> map ? map : Map.of();
        return new Ref(
                new Kind(group, version.isBlank() ? "v1" : version, word(tree.get("kind"), "Object")),
                names.get("namespace") instanceof String namespace ? namespace : "",
                word(names.get("name"), "(unnamed)"));
    }

    private static String word(@Nullable Object value, String orElse) {
        return value instanceof String text && !text.isBlank() ? text : orElse;
    }

    /** The object's kind and name; {@code (unnamed)} where it has none. */
    public Ref ref() {
        return ref;
    }

    /** The object as a tree. */
    public Map<String, Object> tree() {
        return tree;
    }

    /** Another object, where it is at hand. */
    public Optional<Map<String, Object>> neighbour(Ref other) {
        return neighbours.find(other);
    }

    private @Nullable Object raw(String... fields) {
        Object here = tree;
        for (String field : fields) {
            here = here instanceof Map<?, ?> map ? map.get(field) : null;
        }
        return here;
    }

    /** The value at a path of fields. */
    public Optional<Object> at(String... fields) {
        return Optional.ofNullable(raw(fields));
    }

    /** Whether there is a value at a path of fields. */
    public boolean has(String... fields) {
        return raw(fields) != null;
    }

    /** The text at a path of fields, empty where there is none. */
    public String text(String... fields) {
        return raw(fields) instanceof String text ? text : "";
    }

    /** The number at a path of fields, or the default where there is none. */
    public long number(long orElse, String... fields) {
        return raw(fields) instanceof Number number ? number.longValue() : orElse;
    }

    /** Whether {@code true} stands at a path of fields. */
    public boolean flag(String... fields) {
        return Boolean.TRUE.equals(raw(fields));
    }

    /** The list at a path of fields, as far as its items are objects. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> items(String... fields) {
        if (!(raw(fields) instanceof List<?> list) || list.isEmpty()) {
            return List.of();
        }
        List<Map<String, Object>> items = new ArrayList<>(list.size());
        for (Object item : list) {
            if (item instanceof Map<?, ?> map) {
                items.add((Map<String, Object>) map);
            }
        }
        return items;
    }

    /** Whether the object is being deleted. */
    public boolean deleted() {
        return has("metadata", "deletionTimestamp");
    }

    /** The generation of the spec; 0 where the object has none. */
    public long generation() {
        return number(0, "metadata", "generation");
    }

    /** The generation that the status tells of, -1 where it does not say; some controllers write it as text. */
    public long observedGeneration() {
        Object observed = raw("status", "observedGeneration");
        if (observed instanceof String text && text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        return observed instanceof Number number ? number.longValue() : -1;
    }

    /** The conditions of the status, in their order. */
    public List<StatusCondition> conditions() {
        return items("status", "conditions").stream().map(StatusCondition::of).toList();
    }

    /** The condition of a type. */
    public Optional<StatusCondition> condition(String type) {
        if (raw("status", "conditions") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map && type.equals(map.get("type"))) {
                    return Optional.of(StatusCondition.of(map));
                }
            }
        }
        return Optional.empty();
    }

    /** What the spec asks for is there. */
    public Readiness ready(String sentence) {
        return say(Readiness.State.READY, sentence);
    }

    /** It is on its way. */
    public Readiness inProgress(String sentence) {
        return say(Readiness.State.IN_PROGRESS, sentence);
    }

    /** It fails now. */
    public Readiness failed(String sentence) {
        return say(Readiness.State.FAILED, sentence);
    }

    /** It waits for somebody or something else to act. */
    public Readiness suspended(String sentence) {
        return say(Readiness.State.SUSPENDED, sentence);
    }

    /** It is being deleted. */
    public Readiness terminating(String sentence) {
        return say(Readiness.State.TERMINATING, sentence);
    }

    /** It cannot be told, and why. */
    public Readiness unknown(String sentence) {
        return say(Readiness.State.UNKNOWN, sentence);
    }

    private Readiness say(Readiness.State state, String sentence) {
        Readiness readiness = Readiness.of(ref, state, sentence);
        long observed = observedGeneration();
        return observed < 0 ? readiness : readiness.observing(observed);
    }
}
