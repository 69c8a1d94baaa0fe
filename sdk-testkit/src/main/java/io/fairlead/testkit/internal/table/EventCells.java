package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An event's line, of either of the two groups that serve events. */
final class EventCells {
    private EventCells() {}

    static List<Object> row(Map<String, Object> event, Instant now) {
        boolean core = "v1".equals(event.get("apiVersion"));
        Map<String, Object> about = Json.child(event, core ? "involvedObject" : "regarding");
        Map<String, Object> source = Json.child(event, core ? "source" : "deprecatedSource");
        Map<String, Object> series = Json.child(event, "series");
        String first = Text.orElse(
                Json.text(event, core ? "firstTimestamp" : "deprecatedFirstTimestamp"), Json.text(event, "eventTime"));
        String last = Text.orElse(Json.text(event, core ? "lastTimestamp" : "deprecatedLastTimestamp"), first);
        long count = Math.max(1, Json.number(event, core ? "count" : "deprecatedCount", 0));
        if (!series.isEmpty()) {
            last = Json.text(series, "lastObservedTime");
            count = Json.number(series, "count", 0);
        }
        String component = Text.orElse(
                Json.text(source, "component"), Json.text(event, core ? "reportingComponent" : "reportingController"));
        String instance = Text.orElse(Json.text(source, "host"), Json.text(event, "reportingInstance"));
        String name = Json.text(about, "name");
        return Text.row(
                Text.since(last, now),
                Json.text(event, "type"),
                Json.text(event, "reason"),
                Json.text(about, "kind").toLowerCase(Locale.ROOT) + (name.isEmpty() ? "" : "/" + name),
                Json.text(about, "fieldPath"),
                component + (instance.isEmpty() ? "" : ", " + instance),
                Json.text(event, core ? "message" : "note").strip(),
                Text.since(first, now),
                count,
                Text.name(event));
    }
}
