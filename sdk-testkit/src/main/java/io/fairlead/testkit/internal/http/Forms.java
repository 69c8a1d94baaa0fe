package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.table.TableForm;
import io.fairlead.testkit.internal.table.Tables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form in which objects are answered: whole, their metadata alone, or as lines of a table. */
enum Forms {
    /** As stored. */
    WHOLE,
    /** {@code PartialObjectMetadata}. */
    METADATA,
    /** {@code Table}. */
    TABLE;

    /** The first form on offer that is known; 406 when none is JSON. */
    static Forms of(Request request) {
        String header = request.header("accept").orElse("");
        for (String accepted : header.split(",")) {
            String type = accepted.trim().split(";")[0].trim();
            if (type.equals(Request.YAML)) {
                return WHOLE;
            }
            if (type.equals("application/json") || type.equals("*/*") || type.equals("application/*")) {
                String as = parameter(accepted, "as");
                if (as.isEmpty()) {
                    return WHOLE;
                }
                if (as.equals("PartialObjectMetadata") || as.equals("PartialObjectMetadataList")) {
                    return METADATA;
                }
                if (as.equals("Table") && parameter(accepted, "g").equals("meta.k8s.io")) {
                    return TABLE;
                }
            }
        }
        if (!header.isBlank()) {
            throw new ApiError(
                    406,
                    "NotAcceptable",
                    "only the following media types are accepted: application/json, application/yaml",
                    null);
        }
        return WHOLE;
    }

    private static String parameter(String accepted, String name) {
        for (String part : accepted.split(";")) {
            if (part.trim().startsWith(name + "=")) {
                return part.trim().substring(name.length() + 1);
            }
        }
        return "";
    }

    /** What rows of tables carry, as the request wants it. */
    static TableForm rows(Request request, boolean headers) {
        String object = request.parameter("includeObject");
        if (!List.of("", "Metadata", "Object", "None").contains(object)) {
            throw ApiError.badRequest("unrecognized includeObject value: " + Json.print(object));
        }
        return new TableForm(headers, object);
    }

    /** One object in this form. */
    Map<String, Object> one(Map<String, Object> object, Kind kind, Instant now, TableForm rows) {
        if (this == WHOLE || "Status".equals(object.get("kind"))) {
            return object;
        }
        if (this == METADATA) {
            return TableForm.partial(object);
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", Json.text(Json.child(object, "metadata"), "resourceVersion"));
        return Tables.table(kind, List.of(object), metadata, now, rows);
    }
}
