package io.fairlead.internal.kube;

import io.fairlead.internal.resilience.Sendable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API server.
 *
 * @param method the HTTP method
 * @param path the path, from {@link ResourceType#path}
 * @param query the query parameters, unescaped, in order
 * @param contentType the body's type, empty without a body
 * @param accept what is asked for, empty for plain JSON
 * @param body the body as JSON text, or null
 * @param repeatable whether sending it twice does no more than sending it once (guarded or idempotent)
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        String contentType,
        String accept,
        @Nullable String body,
        boolean repeatable)
        implements Sendable {

    /** Server-side apply. */
    public static final String APPLY = "application/apply-patch+yaml";

    /** JSON patch. */
    public static final String JSON_PATCH = "application/json-patch+json";

    /** JSON merge patch. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    /** Plain JSON. */
    public static final String JSON = "application/json";

    public Request {
        query = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** A read. */
    public static Request get(String path) {
        return new Request("GET", path, Map.of(), "", "", null, true);
    }

    /** A patch; its type says of which form. Guarded or applied patches may be repeated. */
    public static Request patch(String path, String contentType, String body, boolean repeatable) {
        return new Request("PATCH", path, Map.of(), contentType, "", body, repeatable);
    }

    /** A creation: never repeatable unless the object's name makes a second one fail. */
    public static Request post(String path, String body, boolean repeatable) {
        return new Request("POST", path, Map.of(), JSON, "", body, repeatable);
    }

    /** A replacement, guarded by the resource version in its body. */
    public static Request put(String path, String body) {
        return new Request("PUT", path, Map.of(), JSON, "", body, true);
    }

    /** A deletion; its body holds options, preconditions above all. */
    public static Request delete(String path, String options) {
        return new Request("DELETE", path, Map.of(), JSON, "", options, true);
    }

    /** The same with one more query parameter. */
    public Request with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new Request(method, path, more, contentType, accept, body, repeatable);
    }

    /** The same, asking for another form of answer. */
    public Request accepting(String type) {
        return new Request(method, path, query, contentType, type, body, repeatable);
    }

    @Override
    public String verb() {
        return RequestPath.of(path).verb(method, query);
    }

    @Override
    public String resource() {
        return RequestPath.of(path).resource();
    }
}
