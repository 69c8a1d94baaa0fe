package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.GoText;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.patch.JsonPatch;
import io.fairlead.testkit.internal.patch.MergePatch;
import io.fairlead.testkit.internal.patch.StrategicMerge;
import io.fairlead.testkit.internal.schema.Decoder;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Reader;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns the body of a PATCH that is no apply into a change of an object. */
final class Patches {
    private static final String JSON = "application/json-patch+json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";

    private final Core core;

    Patches(Core core) {
        this.core = core;
    }

    static void checkType(Call call) {
        List<String> types =
                call.kind().custom() ? List.of(JSON, MERGE, APPLY) : List.of(JSON, MERGE, STRATEGIC, APPLY);
        if (!types.contains(call.request().contentType())) {
            throw new ApiError(415, "UnsupportedMediaType", "415: Unsupported Media Type", Map.of());
        }
    }

    /** The change of an object of a kind, written through a subresource or none. */
    Writer.Change change(Call call, Kind kind, WriteOptions options, String subresource) {
        String type = call.request().contentType();
        Object patch = parse(call.request().text());
        return current -> {
            Map<String, Object> patched = patched(current, patch, type, kind);
            Map<String, Object> next = read(kind, patched, patch, options, type);
            core.writer().fieldManager(kind, subresource).update(current, next, options.manager());
            return next;
        };
    }

    static Map<String, Object> patched(Map<String, Object> current, Object patch, String type, Kind kind) {
        if (type.equals(JSON)) {
            if (!(patch instanceof List<?> operations)) {
                throw ApiError.badRequest(
                        "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
            }
            return JsonPatch.apply(current, Json.list(operations));
        }
        if (!(patch instanceof Map<?, ?> map)) {
            throw ApiError.badRequest("error decoding patch: json: cannot unmarshal array into Go value of type"
                    + " map[string]interface {}");
        }
        return type.equals(MERGE)
                ? MergePatch.apply(current, Json.map(map))
                : StrategicMerge.apply(current, Json.map(map), kind.type());
    }

    static Object parse(String text) {
        try {
            Object value = Json.parse(text);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("error decoding patch: invalid JSON");
        }
        throw ApiError.badRequest("error decoding patch: unexpected null");
    }

    private Map<String, Object> read(
            Kind kind, Map<String, Object> patched, Object patch, WriteOptions options, String type) {
        List<String> unknown = new ArrayList<>();
        Map<String, Object> object;
        try {
            object = core.writer().reader().read(kind, patched, unknown);
        } catch (Decoder.Mismatch e) {
            throw invalid(patched, patch, e.told(), type);
        }
        if (!unknown.isEmpty()) {
            switch (options.validation()) {
                case STRICT -> throw invalid(patched, patch, Reader.strict(unknown), type);
                case WARN -> unknown.forEach(options.warn());
                case IGNORE -> {}
            }
        }
        return object;
    }

    private static ApiError invalid(Map<String, Object> patched, Object patch, String message, String type) {
        // The server shows the patched object, its first level sorted, or the strategic patch itself.
        String value = type.equals(STRATEGIC) ? GoText.print(patch) : Json.print(new TreeMap<>(patched));
        return FieldError.asError("", "", "", List.of(FieldError.invalid("patch", value, message)));
    }
}
