package io.fairlead.testkit.internal.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a URL under {@code /api} or {@code /apis} points at.
 *
 * @param group the API group, empty for the core group
 * @param version the version
 * @param namespace the namespace, empty when none is named
 * @param plural the resource
 * @param name the object, empty for all
 * @param subresource the subresource, empty for the object itself
 */
record Target(String group, String version, String namespace, String plural, String name, String subresource) {

    /** Reads a path; empty when it points at no resource. */
    static Optional<Target> of(String path) {
        List<String> parts = Arrays.asList(path.substring(1).split("/"));
        int at;
        String group;
        if (parts.get(0).equals("api") && parts.size() > 2) {
            group = "";
            at = 1;
        } else if (parts.get(0).equals("apis") && parts.size() > 3) {
            group = parts.get(1);
            at = 2;
        } else {
            return Optional.empty();
        }
        String version = parts.get(at);
        List<String> rest = parts.subList(at + 1, parts.size());
        String namespace = "";
        // /namespaces/x and its own subresources are about the namespace; anything longer is in it.
        boolean inside = rest.get(0).equals("namespaces")
                && rest.size() > 2
                && !List.of("status", "finalize").contains(rest.get(2));
        if (inside) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        return Optional.of(new Target(
                group,
                version,
                namespace,
                rest.get(0),
                rest.size() > 1 ? rest.get(1) : "",
                rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : ""));
    }

    /** Kubernetes' verb for an HTTP method on this target. */
    String verb(String method, boolean watch) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> !name.isEmpty() ? "get" : watch ? "watch" : "list";
        };
    }
}
