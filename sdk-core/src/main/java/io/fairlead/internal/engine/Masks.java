package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Masking;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The secrets that one reading has met so far; safe for the branches of a run. */
final class Masks {

    private final AtomicReference<Masking> masking = new AtomicReference<>(Masking.ofSecretsOnly());

    /** A value that is secret wherever it shows up. */
    void add(String secret) {
        masking.updateAndGet(known -> known.and(List.of(secret)));
    }

    /** An object whose data is secret, if it is a Secret. */
    void addDataOf(Map<String, Object> object) {
        if ("Secret".equals(object.get("kind"))) {
            masking.updateAndGet(known -> known.andDataOf(object));
        }
    }

    /** A text of the server's, without the secrets that it may echo. */
    String text(String text) {
        return masking.get().text(text);
    }

    /** A refusal whose words hold no secret: the server likes to quote what it refuses. */
    Reply refusal(Reply reply) {
        if (reply.ok()) {
            return reply;
        }
        Map<String, Object> body = Trees.copy(reply.body());
        body.computeIfPresent("message", (field, message) -> text(String.valueOf(message)));
        Trees.maps(body, "details", "causes")
                .forEach(cause -> cause.computeIfPresent("message", (field, message) -> text(String.valueOf(message))));
        return new Reply(reply.code(), body, text(reply.text()), reply.warnings(), reply.sends());
    }

    Masking now() {
        return masking.get();
    }
}
