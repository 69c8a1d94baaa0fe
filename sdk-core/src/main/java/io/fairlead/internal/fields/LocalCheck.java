package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides without a request whether applying a desired object again would change nothing at all.
 *
 * <p>Strict: it says <em>unchanged</em> only where the owner's entry holds exactly the desired paths and every one of them the
 * desired value, spelled as the server would store it. Whatever it cannot tell is left to a dry run. Walks along
 * {@code fieldsV1}, which says of each list and map whether it is one unit, so that no schema is needed.
 */
public final class LocalCheck {

    private static final Set<String> NOT_OWNED = Set.of("apiVersion", "kind");
    private static final Set<String> METADATA_NOT_OWNED = Set.of("name", "namespace");

    private final Kind kind;
    private final List<Map<?, ?>> others;
    private final List<String> trail = new ArrayList<>();
    private final List<String> elements = new ArrayList<>();

    private LocalCheck(Kind kind, List<Map<?, ?>> others) {
        this.kind = kind;
        this.others = others;
    }

    /** Why a place of the object cannot be called unchanged; private control flow without a stack. */
    private static final class Differs extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String why;

        Differs(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    /**
     * Why a request is needed; empty when applying the desired object is certain to change nothing.
     *
     * @param desired as it would be sent, checked by {@link Desired}
     * @param live as the server holds it
     * @param owner who would apply
     */
    public static Optional<String> reasonToAsk(Map<String, Object> desired, Map<String, Object> live, Owner owner) {
        if (!(desired.get("apiVersion") instanceof String apiVersion)
                || !(desired.get("kind") instanceof String name)) {
            return Optional.of("apiVersion or kind is missing");
        }
        if (!apiVersion.equals(live.get("apiVersion")) || !name.equals(live.get("kind"))) {
            return Optional.of("the live object was read as another version or kind");
        }
        if (Trees.at(live, "metadata", "deletionTimestamp") != null) {
            return Optional.of("the live object is being deleted");
        }
        Map<?, ?> entry = null;
        List<Map<?, ?>> others = new ArrayList<>();
        for (Map<String, Object> candidate : Trees.maps(live, "metadata", "managedFields")) {
            if (owner.name().equals(candidate.get("manager"))
                    && "Apply".equals(candidate.get("operation"))
                    && candidate.get("subresource") == null) {
                if (entry != null) {
                    return Optional.of(owner + " has two entries");
                }
                entry = candidate;
            } else if (candidate.get("fieldsV1") instanceof Map<?, ?> theirs) {
                others.add(theirs);
            }
        }
        if (entry == null && namesNoField(desired)) {
            return Optional.empty();
        }
        if (entry == null) {
            return Optional.of(owner + " has applied nothing to it yet");
        }
        if (!apiVersion.equals(entry.get("apiVersion"))) {
            return Optional.of(owner + " applied it as " + entry.get("apiVersion"));
        }
        Map<?, ?> fields = entry.get("fieldsV1") instanceof Map<?, ?> map ? map : Map.of();
        try {
            new LocalCheck(Kind.of(apiVersion, name), others).object(desired, fields, live, NOT_OWNED);
            return Optional.empty();
        } catch (Differs differs) {
            return Optional.of(differs.why);
        }
    }

    /** Whether applying the desired object is certain to change nothing. */
    public static boolean isUnchanged(Map<String, Object> desired, Map<String, Object> live, Owner owner) {
        return reasonToAsk(desired, live, owner).isEmpty();
    }

    private Differs differs(String why) {
        return new Differs(String.join(".", trail) + ": " + why);
    }

    private void value(
            @Nullable Object desired, Map<?, ?> owned, boolean isThere, @Nullable Object live, boolean item) {
        if (owned.isEmpty()) {
            leaf(desired, isThere, live);
            return;
        }
        if (!item && owned.containsKey(".")) {
            // Only an entry that was written by an update, or moved, or one of a map of objects has it: not for us to
            // say.
            throw differs("the map is owned as such");
        }
        if (item && !owned.containsKey(".")) {
            throw differs("the item is not owned as such");
        }
        if (desired instanceof Map<?, ?> want && live instanceof Map<?, ?> has) {
            object(want, owned, has, Set.of());
        } else if (desired instanceof List<?> want && live instanceof List<?> has) {
            list(want, owned, has);
        } else {
            throw differs("another type, or missing");
        }
    }

    private void object(Map<?, ?> desired, Map<?, ?> owned, Map<?, ?> live, Set<String> skipped) {
        int met = 0;
        boolean isMetadata = trail.size() == 1 && trail.get(0).equals("metadata");
        for (Map.Entry<?, ?> field : desired.entrySet()) {
            String name = (String) field.getKey();
            if (skipped.contains(name) || (isMetadata && METADATA_NOT_OWNED.contains(name))) {
                continue;
            }
            enter(name, "f:" + name);
            Object below = owned.get("f:" + name);
            if (below == null && trail.size() == 1 && name.equals("metadata") && ownsNothing(field.getValue())) {
                leave();
                continue;
            }
            if (below == null && ownsNoItem(field.getValue(), live.get(name))) {
                leave();
                continue;
            }
            if (!(below instanceof Map<?, ?> map)) {
                throw differs("not owned yet");
            }
            value(field.getValue(), map, live.containsKey(name), live.get(name), false);
            leave();
            met++;
        }
        if (met != owned.size() - (owned.containsKey(".") ? 1 : 0)) {
            throw differs("a field is owned that is no longer desired");
        }
    }

    /** An apply of nothing but a name leaves no entry behind, and does nothing to an object that is there. */
    private static boolean namesNoField(Map<String, Object> desired) {
        return desired.entrySet().stream()
                .allMatch(field -> NOT_OWNED.contains(field.getKey())
                        || field.getKey().equals("metadata") && ownsNothing(field.getValue()));
    }

    /** A list with keys that is desired empty names no item: nothing of it is owned, and other people's items stay. */
    private boolean ownsNoItem(@Nullable Object desired, @Nullable Object live) {
        return desired instanceof List<?> list
                && list.isEmpty()
                && (live == null || live instanceof List)
                && BuiltIn.isBuiltIn(kind)
                && !WellKnown.keys(kind, trail).isEmpty();
    }

    private static boolean ownsNothing(@Nullable Object metadata) {
        return metadata instanceof Map<?, ?> map && METADATA_NOT_OWNED.containsAll(map.keySet());
    }

    private void list(List<?> desired, Map<?, ?> owned, List<?> live) {
        String first = owned.keySet().stream()
                .map(String.class::cast)
                .filter(element -> !element.equals("."))
                .findFirst()
                .orElseThrow();
        Set<String> names = Elements.isItem(first) ? Elements.keys(first).keySet() : Set.of();
        if (names.isEmpty() && !Elements.isMember(first)) {
            throw differs("a list whose items are owned by position");
        }
        Set<String> seen = new HashSet<>();
        int before = -1;
        trail.add("[]");
        for (Object item : desired) {
            String element = names.isEmpty() ? member(item) : item(item, names);
            if (!(owned.get(element) instanceof Map<?, ?> below)) {
                throw differs("an item is not owned yet");
            }
            int at = Fields.indexOf(live, Elements.step(element));
            if (at < 0 || !seen.add(element)) {
                throw differs(at < 0 ? "an item is missing" : "an item is named twice");
            }
            if (at < before) {
                throw differs("the items are in another order");
            }
            before = at;
            if (!names.isEmpty()) {
                elements.add(element);
                value(item, below, true, live.get(at), true);
                elements.remove(elements.size() - 1);
            }
        }
        if (seen.size() != owned.size() - (owned.containsKey(".") ? 1 : 0)) {
            throw differs("an item is owned that is no longer desired");
        }
        trail.remove(trail.size() - 1);
    }

    private String member(@Nullable Object item) {
        if (item == null || item instanceof Map || item instanceof List) {
            throw differs("an item is no scalar");
        }
        return Elements.member(item);
    }

    private String item(@Nullable Object item, Set<String> names) {
        Map<String, Object> keys = item instanceof Map<?, ?> map ? Fields.keysOf(map, names) : null;
        if (keys == null) {
            throw differs("an item lacks a key");
        }
        return Elements.item(keys);
    }

    private void leaf(@Nullable Object desired, boolean isThere, @Nullable Object live) {
        if (isThere && Trees.same(desired, live)) {
            return;
        }
        if (isThere ? !Leaf.same(kind, trail, desired, live) : !Leaf.isEmpty(desired)) {
            throw differs("another value");
        }
        // The server compares owners' values before it defaults or re-spells them: the same, said otherwise, takes it
        // from them.
        if (others.stream().anyMatch(this::owns)) {
            throw differs("the same value said otherwise, and someone else owns it too");
        }
    }

    private boolean owns(Map<?, ?> fields) {
        Map<?, ?> here = fields;
        for (String element : elements) {
            if (!(here.get(element) instanceof Map<?, ?> below)) {
                return false;
            }
            here = below;
        }
        return true;
    }

    private void enter(String name, String element) {
        trail.add(name);
        elements.add(element);
    }

    private void leave() {
        trail.remove(trail.size() - 1);
        elements.remove(elements.size() - 1);
    }
}
