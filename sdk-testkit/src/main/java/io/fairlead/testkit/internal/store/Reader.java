package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Defaults;
import io.fairlead.testkit.internal.kinds.Preparation;
import io.fairlead.testkit.internal.schema.CustomTypes;
import io.fairlead.testkit.internal.schema.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads objects as the server does: checked against their type, unknown fields dealt with, defaults filled in. */
public final class Reader {

    /** Reads a request body; 400 when it is not an object of the kind. */
    public Map<String, Object> body(Kind kind, Map<String, Object> body, WriteOptions options) {
        Resource r = kind.resource();
        String handled = r.kind() + " in version \"" + r.version() + "\" cannot be handled as a " + r.kind() + ": ";
        checkType(r, body);
        List<String> unknown = new ArrayList<>();
        Map<String, Object> object;
        try {
            object = read(kind, body, unknown);
        } catch (Decoder.Mismatch e) {
            throw ApiError.badRequest(kind.custom() ? e.told() : handled + e.told());
        }
        if (!unknown.isEmpty()) {
            switch (options.validation()) {
                case STRICT -> throw ApiError.badRequest((kind.custom() ? "" : handled) + strict(unknown));
                case WARN -> unknown.forEach(options.warn());
                case IGNORE -> {}
            }
        }
        return object;
    }

    /** The text of the refusal of unknown fields. */
    public static String strict(List<String> unknown) {
        return "strict decoding error: " + String.join(", ", unknown);
    }

    private static void checkType(Resource r, Map<String, Object> body) {
        Object apiVersion = body.get("apiVersion");
        Object kind = body.get("kind");
        if (kind == null || "".equals(kind)) {
            // A body that does not say what it is, is taken for what the URL says.
            body.put("kind", r.kind());
            body.putIfAbsent("apiVersion", r.apiVersion());
            return;
        }
        body.putIfAbsent("apiVersion", r.apiVersion());
        if (!r.kind().equals(kind) || apiVersion != null && !r.apiVersion().equals(apiVersion)) {
            if (apiVersion != null && !r.apiVersion().equals(apiVersion)) {
                String version = String.valueOf(apiVersion);
                throw ApiError.badRequest(kind + " in version \"" + version.substring(version.indexOf('/') + 1)
                        + "\" cannot be handled as a " + r.kind() + ": no kind \"" + kind
                        + "\" is registered for version \"" + version + "\" in scheme \"pkg/runtime/scheme.go:111\"");
            }
            throw ApiError.badRequest(kind + " in version \"" + r.version() + "\" cannot be handled as a " + r.kind()
                    + ": converting (" + r.version() + "." + kind + ") to (" + internal(r.group()) + "." + r.kind()
                    + "): unknown conversion");
        }
    }

    /** The name of the package of a group's own form. */
    private static String internal(String group) {
        return group.isEmpty() ? "core" : group.split("\\.")[0];
    }

    /** Reads the merge of an applied configuration with the live object; 500 when it does not fit its type. */
    Map<String, Object> merged(Kind kind, Map<String, Object> merged) {
        try {
            return read(kind, merged, new ArrayList<>());
        } catch (Decoder.Mismatch e) {
            throw new ApiError(
                    500,
                    "",
                    "failed to convert new object (" + Json.text(Json.child(merged, "metadata"), "namespace") + "/"
                            + Metadata.name(merged) + "; " + kind.resource().apiVersion() + ", Kind="
                            + kind.resource().kind() + ") to proper version: unable to convert unstructured object to "
                            + kind.resource().apiVersion() + ", Kind="
                            + kind.resource().kind() + ": "
                            + e.told(),
                    null);
        }
    }

    /** Reads an object: throws {@link Decoder.Mismatch}; names the fields it leaves out in {@code unknown}. */
    public Map<String, Object> read(Kind kind, Map<String, Object> tree, List<String> unknown) {
        var decoder = new Decoder();
        Map<String, Object> object;
        Map<String, Object> schema = kind.schema();
        if (schema != null) {
            object = CustomTypes.decode(tree, decoder);
            unknown.addAll(CustomTypes.prune(object, schema));
            CustomTypes.defaults(object, schema);
        } else {
            object = decoder.object(tree, kind.type());
            unknown.addAll(decoder.unknown());
            Defaults.apply(object, kind.type());
            Preparation.convert(kind, object);
        }
        return object;
    }
}
