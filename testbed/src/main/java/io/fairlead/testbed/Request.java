package io.fairlead.testbed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as the API server saw it, from its audit log.
 *
 * @param user who asked, such as {@code admin} or {@code system:serviceaccount:shop:deployer}
 * @param impersonated whom the user acted for; usually absent
 * @param verb what was asked: get, list, watch, create, update, patch, delete, deletecollection; for what is no
 *     resource, the HTTP method in lower case
 * @param resource the kind of object, in its plural and with its group and subresource as kubectl writes it: {@code
 *     pods}, {@code deployments.apps}, {@code pods/eviction}, {@code deployments.apps/scale}; the path for what is none
 * @param namespace the namespace; empty when there is none
 * @param name the name of the object; empty for lists and what is created under a name in the body
 * @param uri path and query
 * @param code the HTTP status of the answer; 0 for a watch that is still open
 * @param userAgent the program that asked
 */
public record Request(
        String user,
        Optional<String> impersonated,
        String verb,
        String resource,
        String namespace,
        String name,
        String uri,
        int code,
        String userAgent) {

    private static final List<String> WRITES =
            List.of("create", "update", "patch", "delete", "deletecollection", "post", "put");

    static Request from(Map<?, ?> line) {
        Map<?, ?> object = mapIn(line, "objectRef");
        String uri = textIn(line, "requestURI");
        return new Request(
                textIn(mapIn(line, "user"), "username"),
                Optional.of(textIn(mapIn(line, "impersonatedUser"), "username")).filter(user -> !user.isEmpty()),
                textIn(line, "verb"),
                object.isEmpty() ? uri.replaceFirst("\\?.*", "") : resource(object),
                textIn(object, "namespace"),
                textIn(object, "name"),
                uri,
                mapIn(line, "responseStatus").get("code") instanceof Number code ? code.intValue() : 0,
                textIn(line, "userAgent"));
    }

    /** Whether the request can change something; a dry run is not one. */
    public boolean isWrite() {
        return WRITES.contains(verb) && !isDryRun();
    }

    /** Whether the server was asked to only try. */
    public boolean isDryRun() {
        return uri.contains("dryRun=All");
    }

    private static String resource(Map<?, ?> object) {
        String group = textIn(object, "apiGroup");
        String subresource = textIn(object, "subresource");
        return textIn(object, "resource")
                + (group.isEmpty() ? "" : "." + group)
                + (subresource.isEmpty() ? "" : "/" + subresource);
    }

    private static String textIn(Map<?, ?> map, String key) {
        return Objects.toString((@Nullable Object) map.get(key), "");
    }

    private static Map<?, ?> mapIn(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    @Override
    public String toString() {
        return "%s %s %s -> %d".formatted(user, verb, uri, code);
    }
}
