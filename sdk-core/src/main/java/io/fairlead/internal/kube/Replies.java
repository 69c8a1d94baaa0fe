package io.fairlead.internal.kube;

import io.fairlead.internal.resilience.Answer;
import io.fairlead.internal.resilience.Call;
import io.fairlead.internal.resilience.NoAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what came over the wire into a {@link Reply}. */
final class Replies {

    private Replies() {}

    static Reply of(Answer answer, Call<Request> call) {
        List<String> warnings = warnings(answer.header("Warning"));
        int sends = call.maybeTaken() + 1;
        if (isObject(answer.body())) {
            return new Reply(answer.code(), Json.parse(answer.body()), "", warnings, sends);
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        return new Reply(answer.code(), Map.of(), text, warnings, sends);
    }

    /** A reply that stands for silence: nothing is known but the reason, and whether the request may have been taken. */
    static Reply none(NoAnswer reason, Call<Request> call, String server) {
        int taken = call.maybeTaken() + (reason.fate() == NoAnswer.Fate.UNKNOWN ? 1 : 0);
        String attempts = call.attempts() > 1 ? " after " + call.attempts() + " attempts" : "";
        String text = "No usable answer came from " + server + attempts + ": " + reason.why() + ".";
        return new Reply(Reply.NO_ANSWER, Map.of(), text, List.of(), taken);
    }

    /** Whether these bytes are a JSON object from its first brace to its last. */
    static boolean isObject(byte[] body) {
        int first = 0;
        int last = body.length - 1;
        while (first < last && body[first] <= ' ') {
            first++;
        }
        while (last > first && body[last] <= ' ') {
            last--;
        }
        return last > first && body[first] == '{' && body[last] == '}';
    }

    /** Whether these bytes begin a JSON object that does not end. */
    static boolean isCutShort(byte[] body) {
        return body.length > 0 && body[0] == '{' && !isObject(body);
    }

    /** The texts of {@code Warning: 299 - "text"} headers. */
    private static List<String> warnings(List<String> headers) {
        if (headers.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (String header : headers) {
            int open = header.indexOf('"');
            int close = header.lastIndexOf('"');
            texts.add(
                    open >= 0 && close > open
                            ? header.substring(open + 1, close)
                                    .replace("\\\"", "\"")
                                    .replace("\\\\", "\\")
                            : header);
        }
        return List.copyOf(texts);
    }
}
