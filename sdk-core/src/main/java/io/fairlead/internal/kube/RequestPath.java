package io.fairlead.internal.kube;

import java.util.Map;

/**
 * What the path of a request says: the resource and whether it names one object.
 *
 * @param resource group, plural and subresource, such as {@code apps/deployments/scale}; the path's first part elsewhere
 * @param named whether it names one object, or one document that is no resource, such as {@code /version}
 */
record RequestPath(String resource, boolean named) {

    static RequestPath of(String path) {
        String[] parts = path.substring(1).split("/");
        // api/v1/... or apis/group/version/...
        boolean core = parts[0].equals("api");
        int at = core ? 2 : 3;
        if ((!core && !parts[0].equals("apis")) || parts.length <= at) {
            return new RequestPath(parts[0], true);
        }
        if (parts[at].equals("namespaces") && parts.length > at + 2 && !isSubresourceOfNamespace(parts, at)) {
            at += 2;
        }
        String resource = (core ? "" : parts[1] + "/") + parts[at];
        return new RequestPath(
                parts.length > at + 2 ? resource + "/" + parts[at + 2] : resource, parts.length > at + 1);
    }

    private static boolean isSubresourceOfNamespace(String[] parts, int at) {
        return parts.length == at + 3 && (parts[at + 2].equals("status") || parts[at + 2].equals("finalize"));
    }

    /** Kubernetes' own word for a method on this path. */
    String verb(String method, Map<String, String> query) {
        return switch (method) {
            case "GET" -> query.containsKey("watch") ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> method.toLowerCase(java.util.Locale.ROOT);
        };
    }
}
