package io.fairlead.internal.kube;

import io.fairlead.failure.EvictionHeld;
import io.fairlead.failure.Expired;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.NamespaceMissing;
import io.fairlead.failure.NotFound;
import io.fairlead.failure.NotSupported;
import io.fairlead.failure.Overloaded;
import io.fairlead.failure.TooLarge;
import io.fairlead.failure.Unauthorized;
import io.fairlead.failure.Unavailable;
import io.fairlead.failure.WebhookFailed;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the server's refusals into typed failures; the long ones have readers of their own. */
final class Refusals {

    private static final Pattern NO_NAMESPACE = Pattern.compile("^namespaces \"([^\"]+)\" not found$");
    private static final Pattern WEBHOOK =
            Pattern.compile("(?s)failed calling webhook \"([^\"]+)\": (?:failed to call webhook: )?(.*)");

    private Refusals() {}

    static FairleadException failure(Reply reply, String tried, @Nullable Ref ref) {
        StatusView status = StatusView.of(reply, tried, ref);
        return switch (status.code()) {
            case Reply.NO_ANSWER -> new Unavailable(tried, reply.text(), ref, null);
            case 400, 422 ->
                status.message().contains("does not support dry run")
                        ? new NotSupported(tried, status.code(), status.safeMessage(), ref)
                        : Denials.byAdmission(status).orElseGet(() -> Faults.failure(status));
            case 401 -> new Unauthorized(tried, ref);
            case 403 -> Denials.failure(status);
            case 404 -> missing(status, reply);
            case 405, 406, 415, 501 -> new NotSupported(tried, status.code(), status.safeMessage(), ref);
            case 409 -> Denials.byAdmission(status).orElseGet(() -> Conflicts.failure(status));
            case 410 -> new Expired(tried, ref);
            case 413 -> new TooLarge(tried, status.safeMessage(), ref);
            case 429 -> later(status);
            default -> Denials.byAdmission(status).orElseGet(() -> trouble(status));
        };
    }

    private static FairleadException missing(StatusView status, Reply reply) {
        Matcher namespace = NO_NAMESPACE.matcher(status.message());
        boolean aboutNamespace =
                status.ref() != null && status.ref().kind().name().equals("Namespace");
        if (namespace.matches() && !aboutNamespace) {
            return new NamespaceMissing(status.tried(), namespace.group(1), status.ref());
        }
        return reply.body().isEmpty() || status.details().isEmpty()
                ? new NotSupported(status.tried(), status.code(), "no such resource is served", status.ref())
                : new NotFound(status.tried(), status.what(), status.ref());
    }

    private static FairleadException later(StatusView status) {
        if (status.hasCause("DisruptionBudget")) {
            return new EvictionHeld(status.tried(), budget(status), status.ref());
        }
        return Denials.byAdmission(status)
                .orElseGet(() -> new Overloaded(
                        status.tried(),
                        Duration.ofSeconds(Trees.number(status.details(), 0, "retryAfterSeconds")),
                        status.ref()));
    }

    private static String budget(StatusView status) {
        return status.causes().stream()
                .filter(cause -> cause.reason().equals("DisruptionBudget"))
                .map(cause -> Redaction.message(cause.message(), false))
                .findFirst()
                .orElse("");
    }

    private static FairleadException trouble(StatusView status) {
        Matcher webhook = WEBHOOK.matcher(status.message());
        if (webhook.find()) {
            return new WebhookFailed(
                    status.tried(),
                    webhook.group(1),
                    Redaction.message(webhook.group(2), status.secret()),
                    status.ref());
        }
        if (status.message().contains("failed to create typed patch object")) {
            return Faults.failure(status);
        }
        if (status.message().contains("request is too large")
                || status.message().contains("message larger than max")) {
            return new TooLarge(status.tried(), status.safeMessage(), status.ref());
        }
        String said = status.safeMessage();
        return new Unavailable(
                status.tried(),
                "The API server answered " + status.code() + (said.isEmpty() ? "" : ": " + said) + ".",
                status.ref(),
                null);
    }
}
