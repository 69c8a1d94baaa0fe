package io.fairlead.testkit.internal.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trees as Go's {@code %v} prints them, which is how some messages of the API server show them. */
public final class GoText {
    private GoText() {}

    /** The tree as text: {@code map[a:1 b:[x y]]}. */
    public static String print(@Nullable Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof Map<?, ?> map) {
            var text = new StringBuilder("map[");
            new TreeMap<>(Json.map(map))
                    .forEach((key, item) -> text.append(text.length() > 4 ? " " : "")
                            .append(key)
                            .append(':')
                            .append(print(item)));
            return text.append(']').toString();
        }
        if (value instanceof List<?> list) {
            var text = new StringBuilder("[");
            for (Object item : list) {
                text.append(text.length() > 1 ? " " : "").append(print(item));
            }
            return text.append(']').toString();
        }
        return value.toString();
    }
}
