package io.fairlead.testkit.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read to its end.
 *
 * @param method the verb of HTTP
 * @param path the path, decoded
 * @param query the parameters
 * @param headers the headers by name in lower case
 * @param body the body, empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, on the connection's thread, and compared by nobody.
record Request(String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
    static final String YAML = "application/yaml";

    static Request of(String method, String target, Map<String, String> headers, byte[] body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Map<String, List<String>> query = new HashMap<>();
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String key = decode(equals < 0 ? pair : pair.substring(0, equals));
                    query.computeIfAbsent(key, k -> new ArrayList<>())
                            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
                }
            }
        }
        return new Request(method, path.indexOf('%') < 0 ? path : decodePath(path), query, headers, body);
    }

    private static String decodePath(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first value of a parameter, empty when it is not given. */
    String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? "" : values.get(0);
    }

    /** Whether a parameter is given as true. */
    boolean flag(String name) {
        String value = parameter(name);
        return value.equals("true") || value.equals("1");
    }

    Request withoutQuery() {
        return new Request(method, path, Map.of(), headers, body);
    }

    /** Whether it is only to be tried: said in the query, or in the body of those that take options there. */
    boolean isDryRun() {
        boolean options = method.equals("DELETE") || path.endsWith("/eviction");
        return parameter("dryRun").equals("All") && (body.length == 0 || !method.equals("DELETE"))
                || options && text().contains("\"dryRun\"");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The media type of the body, without parameters. */
    String contentType() {
        String type = header("content-type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
    }

    /** Whether an answer in YAML is wanted rather than one in JSON. */
    boolean wantsYaml() {
        for (String accepted : header("accept").orElse("").split(",")) {
            String type = accepted.trim().split(";")[0].trim();
            if (type.equals(YAML)) {
                return true;
            }
            if (List.of("application/json", "application/*", "*/*").contains(type)) {
                return false;
            }
        }
        return false;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
