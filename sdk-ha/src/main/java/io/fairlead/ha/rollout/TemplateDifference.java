package io.fairlead.ha.rollout;

import io.fairlead.resource.Differences;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How two pod templates differ, field by field; the items of lists are told apart by their keys. */
final class TemplateDifference {

    private static final FieldPath TEMPLATE = FieldPath.of("spec", "template");

    private final List<FieldChange> changes = new ArrayList<>();

    private TemplateDifference() {}

    static Differences between(Map<String, Object> before, Map<String, Object> after) {
        TemplateDifference difference = new TemplateDifference();
        difference.compare(TEMPLATE, before, after);
        return new Differences(difference.changes);
    }

    private void compare(FieldPath path, Map<?, ?> before, Map<?, ?> after) {
        Set<Object> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        for (Object field : fields) {
            compare(path.field(String.valueOf(field)), String.valueOf(field), before.get(field), after.get(field));
        }
    }

    private void compare(FieldPath path, String field, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        List<String> keys = ListKeys.of(field);
        boolean lists = isListOrAbsent(before) && isListOrAbsent(after);
        boolean maps = isMapOrAbsent(before) && isMapOrAbsent(after);
        if (!keys.isEmpty() && lists) {
            items(path, keys, before instanceof List<?> a ? a : List.of(), after instanceof List<?> b ? b : List.of());
        } else if (maps && !ListKeys.isUnit(field)) {
            compare(path, before instanceof Map<?, ?> a ? a : Map.of(), after instanceof Map<?, ?> b ? b : Map.of());
        } else {
            changes.add(new FieldChange(path, value(before), value(after)));
        }
    }

    private static boolean isListOrAbsent(@Nullable Object value) {
        return value == null || value instanceof List;
    }

    private static boolean isMapOrAbsent(@Nullable Object value) {
        return value == null || value instanceof Map;
    }

    private void items(FieldPath path, List<String> keys, List<?> before, List<?> after) {
        Set<List<Object>> identities = new LinkedHashSet<>();
        before.forEach(item -> ListKeys.identity(item, keys).ifPresent(identities::add));
        after.forEach(item -> ListKeys.identity(item, keys).ifPresent(identities::add));
        for (List<Object> identity : identities) {
            Map<String, Object> known = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                known.put(keys.get(i), identity.get(i));
            }
            Optional<Map<String, Object>> old = ListKeys.find(before, keys, identity);
            Optional<Map<String, Object>> fresh = ListKeys.find(after, keys, identity);
            compare(path.item(known), old.orElse(Map.of()), fresh.orElse(Map.of()));
        }
    }

    private static FieldValue value(@Nullable Object value) {
        return value == null ? new FieldValue.Absent() : new FieldValue.Json(value);
    }
}
