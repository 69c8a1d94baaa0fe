package io.fairlead.internal.engine;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fairlead.failure.InvalidSpec;
import io.fairlead.internal.fields.Desired;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Batch;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A desired object, checked and spelled as the server stores it, with the place it goes to.
 *
 * @param at where it goes
 * @param body what is sent
 * @param owner who will own its fields
 * @param takingOver whether conflicts are forced
 * @param replacing whether it may be deleted and made anew
 */
record Prepared(Located at, Map<String, Object> body, Owner owner, boolean takingOver, boolean replacing) {

    Ref ref() {
        return at.ref();
    }

    /** How the apply of it reads in messages. */
    String tried() {
        return "apply " + ref() + " as " + owner;
    }

    /**
     * The objects of a batch.
     *
     * @param locate finds the resource and the namespace
     * @throws InvalidSpec for an object that cannot be right, or is there twice
     */
    static List<Prepared> of(Batch batch, Function<Ref, Located> locate) {
        List<Prepared> prepared = new ArrayList<>();
        Set<Ref> seen = new HashSet<>();
        for (Object object : batch.objects()) {
            Map<String, Object> body =
                    Desired.of(tree(object), batch.owner().name()).tree();
            Ref named = Ref.of(body);
            Located at = locate.apply(named.namespace().isEmpty() ? named.inNamespace(batch.namespace()) : named);
            if (!seen.add(at.ref())) {
                throw new InvalidSpec(
                        "apply " + batch,
                        FieldPath.of("metadata", "name"),
                        "names " + at.ref() + " for the second time",
                        "each object once in a batch",
                        at.ref());
            }
            if (at.type().namespaced()) {
                Trees.put(body, at.ref().namespace(), "metadata", "namespace");
            } else {
                Trees.remove(body, "metadata", "namespace");
            }
            prepared.add(new Prepared(at, body, batch.owner(), batch.isTakingOver(), batch.isReplacing()));
        }
        return prepared;
    }

    @SuppressWarnings("unchecked") // the batch's own form
    private static Map<String, Object> tree(Object object) {
        return object instanceof HasMetadata model ? Json.tree(model) : Trees.copy((Map<String, Object>) object);
    }
}
