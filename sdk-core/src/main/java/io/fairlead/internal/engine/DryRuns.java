package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Owner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The server's answers to dry runs, kept: the same body on the same version of the same object has the same answer, so running a plan
 * at once asks only for what moved.
 */
final class DryRuns {

    private final Map<String, Reply> kept = new ConcurrentHashMap<>();

    Optional<Reply> find(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    void keep(String key, Reply reply) {
        if (reply.ok()) {
            kept.put(key, reply);
        }
    }

    /** What an answer depends on; an object that is not there yet has no version that could move. */
    static String key(
            Located at, Owner owner, boolean force, Map<String, Object> body, @Nullable Map<String, Object> live) {
        String version = live == null
                ? "absent"
                : Trees.text(live, "metadata", "uid").orElse("") + "@"
                        + Trees.text(live, "metadata", "resourceVersion").orElse("");
        return at.path("") + "|" + owner + "|" + force + "|" + version + "|" + Json.print(body);
    }
}
