package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.store.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who a bearer token stands for. */
final class Tokens {
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Holder(User user, Instant until) {}

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** A new token for a user. */
    String issue(User user) {
        String token = UUID.randomUUID().toString();
        holders.put(token, new Holder(user, Instant.MAX));
        return token;
    }

    void serviceAccount(String token, String namespace, String name, Instant until) {
        User user = User.authenticated(
                "system:serviceaccount:" + namespace + ":" + name,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace));
        holders.put(token, new Holder(user, until));
    }

    /** The user of a request, empty when it shows no token that counts. */
    Optional<User> user(Request request) {
        String header = request.header("authorization").orElse("");
        if (!header.startsWith("Bearer ")) {
            return Optional.empty();
        }
        return user(header.substring("Bearer ".length()).trim());
    }

    /** The user of a token. */
    Optional<User> user(String token) {
        Holder holder = holders.get(token);
        return holder == null || clock.instant().isAfter(holder.until())
                ? Optional.empty()
                : Optional.of(holder.user());
    }
}
