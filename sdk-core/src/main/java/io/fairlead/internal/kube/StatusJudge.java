package io.fairlead.internal.kube;

import io.fairlead.internal.resilience.Answer;
import io.fairlead.internal.resilience.Verdict;
import io.fairlead.internal.tree.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tells the server's word from a passing trouble, by status code, headers and the {@code Status} in the body. */
final class StatusJudge {

    /** A 500 that says nothing of its reason is tried this often in all. */
    private static final int SENDS_FOR_A_RIDDLE = 3;

    private static final List<String> PASSING = List.of(
            "etcdserver:",
            "leader changed",
            "connection refused",
            "connection reset",
            "transport is closing",
            "unexpected EOF",
            "http2: ",
            "stream error",
            "context canceled");

    private StatusJudge() {}

    static Verdict judge(int code, Map<String, List<String>> headers, byte[] body) {
        return switch (code) {
            case 429 -> overloaded(headers, body);
            case 503 -> unavailable(headers, body);
            case 500 -> internal(headers, body);
            case 502, 504 -> Verdict.again(asked(headers, status(body)), Integer.MAX_VALUE);
            default -> Verdict.FINAL;
        };
    }

    private static Verdict overloaded(Map<String, List<String>> headers, byte[] body) {
        Map<String, Object> status = status(body);
        // An eviction that a budget does not allow, or a webhook's own 429, is an answer: waiting for it is the
        // caller's affair.
        if (hasCause(status, "DisruptionBudget") || message(status).startsWith("admission webhook")) {
            return Verdict.FINAL;
        }
        return Verdict.later(asked(headers, status));
    }

    private static Verdict unavailable(Map<String, List<String>> headers, byte[] body) {
        Map<String, Object> status = status(body);
        if (message(status).startsWith("admission webhook")) {
            return Verdict.FINAL;
        }
        Duration asked = asked(headers, status);
        return asked.isZero() ? Verdict.again(asked, Integer.MAX_VALUE) : Verdict.later(asked);
    }

    private static Verdict internal(Map<String, List<String>> headers, byte[] body) {
        Map<String, Object> status = status(body);
        String message = message(status);
        if (message.contains("failed to create typed patch object")
                || message.contains("failed calling webhook")
                || message.contains("request is too large")
                || message.startsWith("admission webhook")
                || message.contains("more than one PodDisruptionBudget")) {
            return Verdict.FINAL;
        }
        Duration asked = asked(headers, status);
        boolean passing =
                !asked.isZero() || status.isEmpty() || PASSING.stream().anyMatch(message::contains);
        return Verdict.again(asked, passing ? Integer.MAX_VALUE : SENDS_FOR_A_RIDDLE);
    }

    private static Map<String, Object> status(byte[] body) {
        try {
            return Replies.isObject(body) ? Json.parse(body) : Map.of();
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    private static String message(Map<String, Object> status) {
        return Trees.text(status, "message").orElse("");
    }

    private static boolean hasCause(Map<String, Object> status, String reason) {
        return Trees.maps(status, "details", "causes").stream().anyMatch(cause -> reason.equals(cause.get("reason")));
    }

    private static Duration asked(Map<String, List<String>> headers, Map<String, Object> status) {
        for (String value : Answer.header(headers, "Retry-After")) {
            try {
                return Duration.ofSeconds(Math.max(0, Long.parseLong(value.trim())));
            } catch (NumberFormatException e) {
                // A date, as HTTP allows and no API server sends: the computed pause serves.
            }
        }
        return Duration.ofSeconds(Math.max(0, Trees.number(status, 0, "details", "retryAfterSeconds")));
    }
}
