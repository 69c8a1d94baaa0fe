package io.fairlead.testkit.parity;

import java.util.Map;

/** One request of a case. */
record Step(String method, String path, String contentType, String body, Map<String, String> headers) {
    static final String JSON = "application/json";

    static Step get(String path) {
        return new Step("GET", path, "", "", Map.of());
    }

    static Step delete(String path) {
        return new Step("DELETE", path, "", "", Map.of());
    }

    static Step delete(String path, String options) {
        return new Step("DELETE", path, JSON, options, Map.of());
    }

    static Step post(String path, String body) {
        return new Step("POST", path, JSON, body, Map.of());
    }

    static Step put(String path, String body) {
        return new Step("PUT", path, JSON, body, Map.of());
    }

    static Step merge(String path, String body) {
        return new Step("PATCH", path, "application/merge-patch+json", body, Map.of());
    }

    static Step strategic(String path, String body) {
        return new Step("PATCH", path, "application/strategic-merge-patch+json", body, Map.of());
    }

    static Step json(String path, String body) {
        return new Step("PATCH", path, "application/json-patch+json", body, Map.of());
    }

    static Step apply(String path, String manager, boolean force, String body) {
        String separator = path.contains("?") ? "&" : "?";
        return new Step(
                "PATCH",
                path + separator + "fieldManager=" + manager + (force ? "&force=true" : ""),
                "application/apply-patch+yaml",
                body,
                Map.of());
    }

    Step accept(String type) {
        return new Step(method, path, contentType, body, Map.of("Accept", type));
    }

    @Override
    public String toString() {
        return method + " " + path + (body.isEmpty() ? "" : " " + body);
    }
}
