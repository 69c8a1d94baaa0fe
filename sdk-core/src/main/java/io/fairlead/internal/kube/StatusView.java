package io.fairlead.internal.kube;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as its readers see it.
 *
 * @param code the HTTP status
 * @param reason the server's word for it, such as {@code Conflict}
 * @param message the server's text; may hold values
 * @param details what it is about, as a tree
 * @param tried what was tried
 * @param ref the object it was tried on
 */
record StatusView(
        int code,
        String reason,
        String message,
        Map<String, Object> details,
        String tried,
        @Nullable Ref ref) {

    /** One cause of a refusal. */
    record Cause(String reason, String message, String field) {}

    static StatusView of(Reply reply, String tried, @Nullable Ref ref) {
        return new StatusView(
                reply.code(), reply.reason(), reply.message(), Trees.map(reply.body(), "details"), tried, ref);
    }

    List<Cause> causes() {
        return Trees.maps(details, "causes").stream()
                .map(cause -> new Cause(text(cause, "reason"), text(cause, "message"), text(cause, "field")))
                .toList();
    }

    boolean hasCause(String wanted) {
        return causes().stream().anyMatch(cause -> cause.reason().equals(wanted));
    }

    /** The object in words, by the reference, else by what the server says. */
    String what() {
        if (ref != null) {
            return ref.toString();
        }
        String kind = text(details, "kind");
        String name = text(details, "name");
        return kind.isEmpty() ? "the object" : name.isEmpty() ? kind : kind + " " + name;
    }

    /** Whether the server's text may hold values of a Secret. */
    boolean secret() {
        return ref != null
                ? ref.kind().name().equals("Secret")
                : text(details, "kind").toLowerCase(Locale.ROOT).startsWith("secret")
                        || message.contains("Kind=Secret")
                        || message.startsWith("Secret ");
    }

    /** The server's text without what may be secret, on one line and without a full stop. */
    String safeMessage() {
        return Redaction.message(message, secret());
    }

    private static String text(Map<String, Object> tree, String field) {
        return Trees.text(tree, field).orElse("");
    }
}
