package io.fairlead.testkit.internal.state;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Objects as a stream of YAML documents. */
final class YamlText {
    /** A dump of a real cluster is larger than what the reader takes without being told. */
    private static final int MOST = 1 << 30;

    private YamlText() {}

    static String print(List<Map<String, Object>> objects) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setExplicitStart(true)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings).dumpAllToString(objects.iterator());
    }

    /** All objects; those of lists one by one. */
    static List<Map<String, Object>> parse(String text) {
        List<Map<String, Object>> objects = new ArrayList<>();
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(MOST)
                .build();
        try {
            for (Object document : new Load(settings).loadAllFromString(text)) {
                if (document instanceof Map<?, ?> map) {
                    add(Json.map(map), objects);
                } else if (document != null) {
                    throw new IllegalArgumentException("A document of the dump is no object: " + document);
                }
            }
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("The dump is no YAML: " + e.getMessage(), e);
        }
        return objects;
    }

    private static void add(Map<String, Object> object, List<Map<String, Object>> objects) {
        if (Json.text(object, "kind").endsWith("List") && object.get("items") instanceof List<?>) {
            Json.objects(object, "items").forEach(item -> add(item, objects));
        } else {
            objects.add(object);
        }
    }
}
