package io.fairlead.testkit.internal.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal by the API server, carried from where it is found to the answer: an HTTP code and a {@code Status} body. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient @Nullable Map<String, Object> details;
    private final @Nullable String retryAfter;

    /** A refusal; {@code details} as they stand in the Status body, null for none. */
    public ApiError(int code, String reason, String message, @Nullable Map<String, Object> details) {
        this(code, reason, message, details, null);
    }

    /** A refusal that asks to try again after so many seconds. */
    public ApiError(
            int code,
            String reason,
            String message,
            @Nullable Map<String, Object> details,
            @Nullable String retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
        this.retryAfter = retryAfter;
    }

    /** The HTTP code. */
    public int code() {
        return code;
    }

    /** The reason of the Status, such as {@code AlreadyExists}; empty when it has none. */
    public String reason() {
        return reason;
    }

    /** The value of the {@code Retry-After} header, null for none. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    /** The Status body. */
    public Map<String, Object> status() {
        var status = new LinkedHashMap<String, Object>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", new LinkedHashMap<String, Object>());
        status.put("status", "Failure");
        status.put("message", getMessage());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (details != null) {
            status.put("details", details);
        }
        status.put("code", code);
        return status;
    }

    /** One entry of {@code details.causes}. */
    public static Map<String, Object> cause(String reason, String message, String field) {
        var cause = new LinkedHashMap<String, Object>();
        cause.put("reason", reason);
        cause.put("message", message);
        cause.put("field", field);
        return cause;
    }

    /** The {@code details} of a Status about one object. */
    public static Map<String, Object> details(Resource type, String name, List<Map<String, Object>> causes) {
        var details = new LinkedHashMap<String, Object>();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural());
        if (!causes.isEmpty()) {
            details.put("causes", causes);
        }
        return details;
    }

    /** 404: no such object. */
    public static ApiError notFound(Resource type, String name) {
        return new ApiError(
                404,
                "NotFound",
                type.qualifiedPlural() + " \"" + name + "\" not found",
                details(type, name, List.of()));
    }

    /** 409: the name is taken. */
    public static ApiError alreadyExists(Resource type, String name) {
        return new ApiError(
                409,
                "AlreadyExists",
                type.qualifiedPlural() + " \"" + name + "\" already exists",
                details(type, name, List.of()));
    }

    /** 409: not as the writer believed; {@code why} completes the sentence. */
    public static ApiError conflict(Resource type, String name, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.qualifiedPlural() + " \"" + name + "\": " + why,
                details(type, name, List.of()));
    }

    /** 403: against a rule of the cluster; {@code why} completes the sentence. */
    public static ApiError forbidden(Resource type, String name, String why) {
        return new ApiError(
                403,
                "Forbidden",
                type.qualifiedPlural() + " \"" + name + "\" is forbidden: " + why,
                details(type, name, List.of()));
    }

    /** 400: the request itself is wrong. */
    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message, null);
    }

    /** 501: what this server does not do, it says. */
    public static ApiError notImplemented(String sentence) {
        return new ApiError(501, "NotImplemented", sentence, null);
    }
}
