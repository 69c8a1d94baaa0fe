package io.fairlead.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How a Prometheus is asked; handed to the lambda of {@link Prometheus#at(String, java.util.function.Consumer)}. */
public final class PrometheusOptions {

    /**
     * A header of each request.
     *
     * @param name its name
     * @param value gives its value anew each time, as tokens are renewed
     */
    record Header(String name, Supplier<String> value) {}

    private final List<Header> headers = new ArrayList<>();
    private Duration limit = Duration.ofSeconds(10);
    private @Nullable SSLContext tls;

    PrometheusOptions() {}

    /** A bearer token; asked for at each request, as tokens are renewed. */
    public PrometheusOptions bearer(Supplier<String> token) {
        Objects.requireNonNull(token, "token");
        headers.add(new Header("Authorization", () -> "Bearer " + token.get()));
        return this;
    }

    /** A header of each request, such as the tenant's: {@code X-Scope-OrgID}. */
    public PrometheusOptions header(String name, String value) {
        Objects.requireNonNull(value, "value");
        headers.add(new Header(Objects.requireNonNull(name, "name"), () -> value));
        return this;
    }

    /** Whom to trust, and the certificate that we show: for servers of a private authority, and for mutual TLS. */
    public PrometheusOptions tls(SSLContext context) {
        tls = Objects.requireNonNull(context, "context");
        return this;
    }

    /** How long a query may take from its start to the last byte of its answer; ten seconds where it is not said. */
    public PrometheusOptions within(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a query takes some time, got " + time);
        }
        limit = time;
        return this;
    }

    List<Header> headers() {
        return List.copyOf(headers);
    }

    Duration limit() {
        return limit;
    }

    Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }
}
