package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Act;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requests of acts; those that patch are guarded by the uid of the object that was read. */
final class Acting {

    private Acting() {}

    static Request request(Located at, Act<?> act, Map<String, Object> live) {
        Act.Call call = act.call();
        Object body = call.body();
        String uid = Trees.text(live, "metadata", "uid").orElse("");
        if (body instanceof Map<?, ?> map
                && !uid.isEmpty()
                && call.contentType().equals(Request.MERGE_PATCH)) {
            body = withUid(map, uid);
        } else if (body instanceof Map<?, ?> map && call.subresource().equals("eviction")) {
            Map<String, Object> guarded = new LinkedHashMap<>();
            map.forEach((key, value) -> guarded.put(String.valueOf(key), value));
            guarded.put("deleteOptions", Map.of("preconditions", Map.of("uid", uid)));
            body = guarded;
        }
        return new Request(
                        call.method(),
                        at.path(call.subresource()),
                        Map.of(),
                        call.contentType(),
                        "",
                        body == null ? null : Json.print(body),
                        call.repeatable())
                .with("fieldManager", Amending.OWNER.name());
    }

    private static Map<String, Object> withUid(Map<?, ?> body, String uid) {
        Map<String, Object> guarded = new LinkedHashMap<>();
        body.forEach((key, value) -> guarded.put(String.valueOf(key), value));
        Map<String, Object> metadata = new LinkedHashMap<>(Trees.map(guarded, "metadata"));
        metadata.put("uid", uid);
        guarded.put("metadata", metadata);
        return guarded;
    }
}
