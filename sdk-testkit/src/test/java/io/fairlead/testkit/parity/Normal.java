package io.fairlead.testkit.parity;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An answer without what must differ between two servers: ids, times, versions, chosen addresses. */
final class Normal {
    private static final Set<String> TIMES = Set.of(
            "time",
            "creationTimestamp",
            "deletionTimestamp",
            "lastTransitionTime",
            "lastUpdateTime",
            "lastProbeTime",
            "expirationTimestamp");
    private static final Set<String> MASKED = Set.of(
            "uid",
            "resourceVersion",
            "continue",
            "batch.kubernetes.io/controller-uid",
            "controller-uid",
            "token",
            "exp",
            "iat");
    private static final String UID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private Normal() {}

    static Object of(String body) {
        if (body == null || !body.startsWith("{")) {
            return String.valueOf(body).strip();
        }
        return value("", Json.parse(body));
    }

    private static Object value(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> normal = new TreeMap<>();
            Json.map(map).forEach((k, v) -> {
                Object below = value(k, v);
                // "metadata": {"creationTimestamp": null} and {} say the same.
                if (below != null) {
                    normal.put(k, below);
                }
            });
            if (normal.containsKey("priority") && normal.containsKey("format")) {
                // A table's column, whose words of explanation nobody prints.
                normal.remove("description");
            }
            return normal;
        }
        if (value instanceof List<?> list) {
            List<Object> normal = new ArrayList<>();
            for (Object item : list) {
                boolean controllers = key.equals("managedFields")
                        && item instanceof Map<?, ?> entry
                        && "kube-controller-manager".equals(entry.get("manager"));
                if (!controllers) {
                    normal.add(value("", item));
                }
            }
            if (key.equals("managedFields")) {
                // Their order hangs on times in whole seconds.
                normal.sort(Comparator.comparing(String::valueOf));
            }
            if (key.equals("causes")) {
                normal.sort(Comparator.comparing(String::valueOf));
            }
            return normal;
        }
        if (TIMES.contains(key)) {
            return value == null ? null : "(time)";
        }
        if (MASKED.contains(key)) {
            return "(masked)";
        }
        if (value instanceof String text) {
            return text(key, text);
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static String text(String key, String text) {
        String masked = text.replaceAll("\n@@[\\s\\S]*", "")
                .replaceAll(UID, "(uid)")
                .replaceAll("10\\.0\\.\\d+\\.\\d+", "(address)")
                .replaceAll("in record \\(\\d+\\)", "in record (version)")
                .replaceAll("resourceVersion(\\W+)\\d+", "resourceVersion$1(version)")
                .replaceAll("kube-api-access-[a-z0-9]{5}", "kube-api-access-(suffix)")
                .replaceAll("^\\d+s$", "(age)")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "(time)");
        if (key.equals("message") && masked.startsWith("Apply failed with ") && masked.contains("\n")) {
            // The managers come in the order of their identifiers on both sides, the paths below each in order.
            return masked.lines().sorted().reduce("", (a, b) -> a + b + "\n");
        }
        return masked;
    }
}
