package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of custom resources, whose columns their definition names. */
final class CustomCells {
    private static final Map<String, Object> AGE =
            Map.of("name", "Age", "type", "date", "jsonPath", ".metadata.creationTimestamp");

    private CustomCells() {}

    static Printer printer(Map<String, Object> definition, String version) {
        List<Map<String, Object>> wanted = Json.objects(Json.child(definition, "spec"), "versions").stream()
                .filter(each -> version.equals(each.get("name")))
                .flatMap(each -> Json.objects(each, "additionalPrinterColumns").stream())
                .toList();
        List<Map<String, Object>> shown = wanted.isEmpty() ? List.of(AGE) : wanted;
        List<Column> columns = new ArrayList<>(Column.of("Name"));
        for (Map<String, Object> each : shown) {
            columns.add(new Column(
                    Json.text(each, "name"),
                    Json.text(each, "type"),
                    Json.text(each, "format"),
                    Json.number(each, "priority", 0)));
        }
        return new Printer(columns, (object, now) -> {
            List<Object> row = Text.row(Text.name(object));
            for (Map<String, Object> each : shown) {
                Json.add(
                        row,
                        Path.first(object, Json.text(each, "jsonPath"))
                                .map(value -> cell(Json.text(each, "type"), value, now))
                                .orElse(null));
            }
            return row;
        });
    }

    private static @Nullable Object cell(String type, Object value, Instant now) {
        return switch (type) {
            case "integer" -> value instanceof Number number ? number.longValue() : null;
            case "number" -> value instanceof Number number ? number.doubleValue() : null;
            case "boolean" -> value instanceof Boolean ? value : null;
            case "date" -> value instanceof String text ? date(text, now) : null;
            default ->
                value instanceof Map<?, ?> || value instanceof List<?> ? Json.print(value) : String.valueOf(value);
        };
    }

    private static String date(String text, Instant now) {
        try {
            return Text.since(text, now);
        } catch (DateTimeException e) {
            return "<invalid>";
        }
    }
}
