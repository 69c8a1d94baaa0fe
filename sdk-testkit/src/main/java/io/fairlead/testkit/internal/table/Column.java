package io.fairlead.testkit.internal.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One column of a table.
 *
 * @param name what stands above it
 * @param type the JSON type of its cells
 * @param format {@code name} for the object's name, else empty
 * @param priority 0 for always, 1 for {@code -o wide}
 */
record Column(String name, String type, String format, long priority) {

    /** Columns in short: {@code Desired:integer} is not text, {@code IP*} is for {@code -o wide} only. */
    static List<Column> of(String... words) {
        List<Column> columns = new ArrayList<>();
        for (String word : words) {
            boolean wide = word.endsWith("*");
            String[] parts = (wide ? word.substring(0, word.length() - 1) : word).split(":");
            columns.add(new Column(
                    parts[0],
                    parts.length > 1 ? parts[1] : "string",
                    parts[0].equals("Name") || parts[0].equals("Attacher") ? "name" : "",
                    wide ? 1 : 0));
        }
        return List.copyOf(columns);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("type", type);
        tree.put("format", format);
        tree.put("description", "");
        tree.put("priority", priority);
        return tree;
    }
}
