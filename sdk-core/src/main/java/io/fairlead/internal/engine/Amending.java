package io.fairlead.internal.engine;

import io.fairlead.failure.InvalidSpec;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.JsonPatch;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Amendment;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The patches of amendments: guarded by the very version that was read. */
final class Amending {

    /** The field manager of amendments and acts: an Update manager, which owns what it wrote. */
    static final Owner OWNER = Owner.of("fairlead/amend");

    private static final String VERSION = "/metadata/resourceVersion";

    private Amending() {}

    /** The object with the edits carried out. */
    static Map<String, Object> amended(Map<String, Object> before, Amendment amendment, String tried, Ref ref) {
        Map<String, Object> after = Trees.copy(before);
        for (Amendment.Edit edit : amendment.edits()) {
            try {
                JsonPatch.edit(after, edit.verb(), edit.pointer(), edit.value());
            } catch (JsonPatch.NoSuchPlace e) {
                throw new InvalidSpec(
                        tried,
                        FieldPath.root(),
                        "has no place " + e.getMessage(),
                        "a pointer to a place of the object",
                        ref);
            }
        }
        return after;
    }

    /** Whether an object holds at the places of an amendment what another state of it holds there; of lists the whole is compared. */
    static boolean holds(Map<String, Object> object, Map<String, Object> other, Ledger.Amended amended) {
        return amended.amendment().edits().stream()
                .map(edit -> isListItem(amended.before(), edit.pointer())
                        ? edit.pointer().substring(0, edit.pointer().lastIndexOf('/'))
                        : edit.pointer())
                .allMatch(place -> JsonPatch.read(object, place).equals(JsonPatch.read(other, place)));
    }

    static Request request(Located at, Map<String, Object> before, Amendment amendment) {
        List<Object> patch = new ArrayList<>();
        patch.add(JsonPatch.operation(
                "replace",
                VERSION,
                Trees.text(before, "metadata", "resourceVersion").orElse("")));
        amendment.edits().forEach(edit -> patch.add(JsonPatch.operation(edit.verb(), edit.pointer(), edit.value())));
        return Request.patch(at.path(""), Request.JSON_PATCH, Json.print(patch), true)
                .with("fieldManager", OWNER.name())
                .with("fieldValidation", "Strict");
    }

    /** The amendment that takes another back: each place as it was, the last edit first. */
    static Amendment inverse(Map<String, Object> before, Amendment amendment) {
        Map<String, Object> here = Trees.copy(before);
        List<Amendment.Edit> back = new ArrayList<>();
        for (Amendment.Edit edit : amendment.edits()) {
            Optional<Object> old = JsonPatch.read(here, edit.pointer());
            boolean inserts = edit.verb().equals("add") && isListItem(here, edit.pointer());
            try {
                String pointer = inserts && edit.pointer().endsWith("/-") ? last(here, edit.pointer()) : edit.pointer();
                JsonPatch.edit(here, edit.verb(), edit.pointer(), edit.value());
                if (edit.verb().equals("remove")) {
                    back.add(new Amendment.Edit("add", pointer, old.orElse(null)));
                } else if (old.isPresent() && !inserts) {
                    back.add(new Amendment.Edit("replace", pointer, old.get()));
                } else {
                    back.add(new Amendment.Edit("remove", pointer, null));
                }
            } catch (JsonPatch.NoSuchPlace e) {
                throw new IllegalStateException("the amendment was carried out, so its places were there", e);
            }
        }
        Collections.reverse(back);
        return new Amendment(back);
    }

    private static boolean isListItem(Map<String, Object> tree, String pointer) {
        return JsonPatch.read(tree, pointer.substring(0, pointer.lastIndexOf('/')))
                .filter(List.class::isInstance)
                .isPresent();
    }

    private static String last(Map<String, Object> tree, String pointer) {
        String parent = pointer.substring(0, pointer.lastIndexOf('/'));
        int size = JsonPatch.read(tree, parent)
                .map(list -> ((List<?>) list).size())
                .orElse(0);
        return parent + "/" + size;
    }
}
