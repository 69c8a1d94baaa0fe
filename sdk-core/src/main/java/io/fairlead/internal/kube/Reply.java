package io.fairlead.internal.kube;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Unavailable;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API server answered.
 *
 * @param code the HTTP status, or {@link #NO_ANSWER}
 * @param body the answer as a tree: the object, or the server's {@code Status}; empty when it was no JSON
 * @param text the answer's text when it was no JSON, else empty
 * @param warnings the texts of its {@code Warning} headers
 * @param sends how often the server may have taken the request, this answer's attempt included; more than one means that an
 *     earlier attempt, of which we never heard, may have been taken; without an answer, zero means that none was
 */
public record Reply(int code, Map<String, Object> body, String text, List<String> warnings, int sends) {

    /** The code of a reply that stands for silence: no answer came, after all retries. */
    public static final int NO_ANSWER = 0;

    /** Whether the server did what was asked. */
    public boolean ok() {
        return code >= 200 && code < 300;
    }

    /** Whether the server may have done what was asked although this reply does not say so: an answer was lost, or says no more than 5xx. */
    public boolean mayHaveBeenTaken() {
        return !ok() && (sends > 1 || sends > 0 && failure("", null) instanceof Unavailable);
    }

    /** The reason of the server's {@code Status}, such as {@code Conflict}; empty for a success. */
    public String reason() {
        return !ok() && body.get("reason") instanceof String reason ? reason : "";
    }

    /** The message of the server's {@code Status}, or its plain text; may hold values, so never print it unredacted. */
    public String message() {
        return body.get("message") instanceof String message ? message : text;
    }

    /**
     * The object, or the typed failure.
     *
     * @param tried what was tried, for the message: {@code apply Deployment shop/web as fairlead/ha}
     * @param ref the object it was tried on, where it was one
     */
    public Map<String, Object> orThrow(String tried, @Nullable Ref ref) {
        if (ok()) {
            return body;
        }
        throw failure(tried, ref);
    }

    /** The typed failure that this refusal is. */
    public FairleadException failure(String tried, @Nullable Ref ref) {
        return Refusals.failure(this, tried, ref);
    }
}
