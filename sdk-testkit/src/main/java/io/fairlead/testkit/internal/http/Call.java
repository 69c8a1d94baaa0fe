package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.User;
import io.fairlead.testkit.internal.store.WriteOptions;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One request about a resource, with who asks and what for. */
final class Call {
    private final Exchange exchange;
    private final Target target;
    private final Kind kind;
    private final User user;
    private final InstantSource clock;
    private final Forms form;
    private final Consumer<String> naming;
    private final Set<String> warnings = new LinkedHashSet<>();

    Call(Exchange exchange, Target target, Kind kind, User user, InstantSource clock, Consumer<String> naming) {
        this.naming = naming;
        this.exchange = exchange;
        this.target = target;
        this.kind = kind;
        this.user = user;
        this.clock = clock;
        // Before anything is done for the request: an answer that nobody would read is not worth a write.
        this.form = Forms.of(exchange.request());
    }

    /** Tells the name of what this request created. */
    void named(String name) {
        naming.accept(name);
    }

    Exchange exchange() {
        return exchange;
    }

    Request request() {
        return exchange.request();
    }

    Target target() {
        return target;
    }

    Kind kind() {
        return kind;
    }

    Forms form() {
        return form;
    }

    Instant now() {
        return clock.instant();
    }

    User user() {
        return user;
    }

    /** The body as a JSON object; 400 when it is none. */
    Map<String, Object> body() {
        String type = request().contentType();
        if (type.equals("application/vnd.kubernetes.protobuf")
                && Protobuf.reads(kind.resource().kind())) {
            return Protobuf.object(kind.resource().kind(), request().body());
        }
        if (type.contains("protobuf") || type.contains("cbor")) {
            throw new ApiError(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: application/json,"
                            + " application/yaml",
                    null);
        }
        try {
            if (type.contains("yaml")) {
                return Yaml.object(request().text(), "body");
            }
            Object value = Json.parse(request().text());
            if (value instanceof Map<?, ?> map) {
                return Json.map(map);
            }
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("the object provided is unrecognized (must be of type "
                    + kind.resource().kind() + "): couldn't get version/kind; json parse error: invalid JSON");
        }
        throw ApiError.badRequest("the object provided is unrecognized (must be of type "
                + kind.resource().kind()
                + "): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type"
                + " struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string"
                + " \"json:\\\"kind,omitempty\\\"\" } (" + hex(request().body()) + ")");
    }

    private static String hex(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return text.toString();
    }

    /** How this request wants its write done. */
    WriteOptions options(String optionsKind, boolean apply) {
        Request request = request();
        boolean dryRun = false;
        for (String value : request.query().getOrDefault("dryRun", List.of())) {
            if (!value.equals("All")) {
                throw invalidOptions(optionsKind, FieldError.unsupported("dryRun", List.of(value), List.of("All")));
            }
            dryRun = true;
        }
        String manager = request.parameter("fieldManager");
        if (apply && manager.isEmpty()) {
            throw invalidOptions(optionsKind, FieldError.required("fieldManager", "is required for apply patch"));
        }
        checkManager(manager, optionsKind);
        if (!apply && !request.parameter("force").isEmpty() && optionsKind.equals("PatchOptions")) {
            throw invalidOptions(
                    optionsKind, FieldError.forbidden("force", "may not be specified for non-apply patch"));
        }
        WriteOptions.FieldValidation validation = switch (request.parameter("fieldValidation")) {
            case "", "Warn" -> WriteOptions.FieldValidation.WARN;
            case "Strict" -> WriteOptions.FieldValidation.STRICT;
            case "Ignore" -> WriteOptions.FieldValidation.IGNORE;
            default ->
                throw invalidOptions(
                        optionsKind,
                        FieldError.unsupported(
                                "fieldValidation",
                                request.parameter("fieldValidation"),
                                List.of("", "Ignore", "Strict", "Warn")));
        };
        return new WriteOptions(
                user,
                manager.isEmpty() ? managerFromAgent() : manager,
                dryRun,
                request.flag("force"),
                validation,
                warnings::add);
    }

    private static void checkManager(String manager, String optionsKind) {
        if (manager.length() > 128) {
            throw invalidOptions(
                    optionsKind,
                    new FieldError("fieldManager", "FieldValueTooLong", "Too long: may not be more than 128 bytes"));
        }
        for (int i = 0; i < manager.length(); i++) {
            if (Character.getType(manager.charAt(i)) == Character.CONTROL) {
                throw invalidOptions(
                        optionsKind,
                        FieldError.invalid("fieldManager", manager, "should only contain printable characters"));
            }
        }
    }

    private static ApiError invalidOptions(String optionsKind, FieldError error) {
        return FieldError.asError("meta.k8s.io", optionsKind, "", List.of(error));
    }

    private String managerFromAgent() {
        String agent = request().header("user-agent").orElse("unknown");
        int slash = agent.indexOf('/');
        String name = slash < 0 ? agent : agent.substring(0, slash);
        return name.length() > 128 ? name.substring(0, 128) : name;
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** Answers with an object, in the form the request asks for. */
    void answer(int code, Map<String, Object> object) throws IOException {
        warnings.forEach(warning -> exchange.header("Warning", "299 - " + Json.print(warning)));
        exchange.send(code, "application/json", Json.bytes(form.one(object, kind, now(), Forms.rows(request(), true))));
    }

    /** Answers that all is well. */
    void success(int code, Map<String, Object> details) throws IOException {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", new LinkedHashMap<String, Object>());
        status.put("status", "Success");
        if (!details.isEmpty()) {
            status.put("details", details);
        }
        if (details.isEmpty()) {
            status.put("code", code);
        }
        exchange.send(code, "application/json", Json.bytes(status));
    }
}
