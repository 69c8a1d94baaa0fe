package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import io.fairlead.resource.FieldValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first of the two writes of an undo: an apply under our own name, without force, that lists what we keep with its live
 * values and what we give back with its prior ones.
 */
final class RestoreBody {

    private final PriorState prior;
    private final Map<String, Object> live;
    private final ManagedFields managed;
    private final Map<FieldPath, FieldValue> restored = new LinkedHashMap<>();
    private final List<FieldPath> given = new ArrayList<>();
    private final FieldSet fields;
    private final FieldSet named;

    RestoreBody(PriorState prior, Map<String, Object> live, List<PathUndo> paths) {
        this.prior = prior;
        this.live = live;
        this.managed = ManagedFields.of(live);
        List<FieldPath> listed = new ArrayList<>();
        for (PathUndo path : paths) {
            if (path.step() == PathUndo.Step.RESTORE) {
                given.add(path.path());
                // Ours before though not there: an empty value, which the server does not store.
                if (path.prior().isPresent() || prior.ownedBefore.contains(path.path())) {
                    listed.add(path.path());
                    restored.put(path.path(), path.prior());
                }
            }
        }
        this.fields = managed.fieldsOf(prior.owner).minus(FieldSet.of(given)).union(FieldSet.of(listed));
        this.named = fields.union(FieldSet.of(prior.orders.stream()
                .filter(order -> Listing.isMoved(order, live))
                .flatMap(order -> order.prior().stream().limit(1).map(item -> item(order, item)))
                .filter(item ->
                        Fields.at(live, item).isPresent() && (!given.contains(item) || restored.containsKey(item)))
                .toList()));
    }

    private static FieldPath item(ItemOrder order, String element) {
        return order.list().then(Fields.path(List.of(element)).steps().get(0));
    }

    /** What our owner will own after this write, but for items that are named for their order alone. */
    FieldSet fields() {
        return fields;
    }

    /** Whether it puts items back in an order that our write had changed. */
    boolean movesItems() {
        return prior.orders.stream().anyMatch(order -> Listing.isMoved(order, live));
    }

    /** The body, guarded by uid and resource version. */
    Map<String, Object> tree() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("apiVersion", live.get("apiVersion"));
        body.put("kind", live.get("kind"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String field : List.of("name", "namespace", "uid", "resourceVersion")) {
            Object value = Trees.at(live, "metadata", field);
            if (value != null) {
                metadata.put(field, value);
            }
        }
        body.put("metadata", metadata);
        object(FieldPath.root(), named).forEach((name, value) -> {
            if (name.equals("metadata")) {
                metadata.putAll(Trees.map(value));
            } else {
                body.put(name, value);
            }
        });
        return body;
    }

    private @Nullable Object value(FieldPath path, FieldSet below) {
        if (below.children().isEmpty()) {
            return leaf(path);
        }
        return below.first().startsWith("f:") ? object(path, below) : list(path, below);
    }

    private Map<String, Object> object(FieldPath path, FieldSet below) {
        Map<String, Object> object = new LinkedHashMap<>();
        below.children().forEach((element, set) -> {
            String name = element.substring(2);
            object.put(name, value(path.field(name), set));
        });
        return object;
    }

    private List<Object> list(FieldPath path, FieldSet below) {
        List<Object> items = new ArrayList<>();
        for (String element : order(path, below)) {
            Step step = Fields.path(List.of(element)).steps().get(0);
            FieldSet set = below.children().get(element);
            if (step instanceof Step.Member member) {
                items.add(member.value());
            } else if (step instanceof Step.Item item) {
                Map<String, Object> object = set == null ? new LinkedHashMap<>() : object(path.then(step), set);
                item.keys().forEach((key, value) -> {
                    // A key that only the default gave is not ours: to list it would make it so.
                    if (!object.containsKey(key) && !isDefault(key, value)) {
                        object.put(key, value);
                    }
                });
                items.add(object);
            }
        }
        return items;
    }

    private static boolean isDefault(String key, Object value) {
        return key.equals("protocol") && value.equals("TCP");
    }

    private List<String> order(FieldPath path, FieldSet below) {
        ItemOrder known = prior.orders.stream()
                .filter(order -> order.list().equals(path))
                .findFirst()
                .orElse(null);
        List<String> now =
                Fields.valueAt(live, path) instanceof List<?> list ? Fields.itemsOf(list, below.first()) : List.of();
        return Listing.of(known, now, below.children().keySet(), leaving(path));
    }

    private Set<String> leaving(FieldPath list) {
        Set<String> leaving = new HashSet<>();
        for (FieldPath path : given) {
            if (path.steps().size() == list.steps().size() + 1
                    && list.isPrefixOf(path)
                    && !restored.containsKey(path)) {
                leaving.add(Fields.elements(path).get(list.steps().size()));
            }
        }
        return leaving;
    }

    private @Nullable Object leaf(FieldPath path) {
        FieldValue value = restored.get(path);
        if (value == null) {
            value = Fields.at(live, path);
        }
        if (!(value instanceof FieldValue.Json json)) {
            // Owned, yet not there: an empty map or list, which the server does not store. Null says the same of
            // either.
            return null;
        }
        boolean filledByOthers = false;
        for (Entry entry : managed.others(prior.owner)) {
            filledByOthers |= !entry.fields().below(path).children().isEmpty();
        }
        if (filledByOthers && json.value() instanceof Map) {
            return new LinkedHashMap<String, Object>();
        }
        return filledByOthers && json.value() instanceof List ? new ArrayList<Object>() : json.value();
    }
}
