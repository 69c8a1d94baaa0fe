package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads request bodies in YAML or JSON. */
final class Yaml {
    private Yaml() {}

    /** The body as an object; 400 when it is none. */
    static Map<String, Object> object(String text, String what) {
        Object value = value(text, what);
        if (!(value instanceof Map<?, ?> map)) {
            throw ApiError.badRequest("error decoding " + what + ": json: cannot unmarshal value into object");
        }
        return Json.map(map);
    }

    private static Object value(String text, String what) {
        try {
            if (text.stripLeading().startsWith("{")) {
                return Json.parseObject(text);
            }
            Object loaded =
                    new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadFromString(text);
            return loaded == null ? Map.of() : loaded;
        } catch (IllegalArgumentException | ClassCastException | YamlEngineException e) {
            throw ApiError.badRequest("error decoding " + what + ": error converting YAML to JSON: " + e.getMessage());
        }
    }
}
