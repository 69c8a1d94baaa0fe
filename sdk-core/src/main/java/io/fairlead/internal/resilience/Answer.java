package io.fairlead.internal.resilience;

import java.util.List;
import java.util.Map;

/** The server's answer as it came over the wire, with what it means for trying again. */
public final class Answer {

    private final int code;
    private final byte[] body;
    private final Map<String, List<String>> headers;
    private final Verdict verdict;

    /**
     * An answer; the array is kept, not copied.
     *
     * @param code the HTTP status
     * @param body the bytes of its body
     * @param headers its headers, names as the transport gives them
     * @param verdict what it means for trying again
     */
    public Answer(int code, byte[] body, Map<String, List<String>> headers, Verdict verdict) {
        this.code = code;
        this.body = body;
        this.headers = headers;
        this.verdict = verdict;
    }

    /** The HTTP status. */
    public int code() {
        return code;
    }

    /** The bytes of its body, not copied. */
    public byte[] body() {
        return body;
    }

    /** The values of a header, whatever the case of its name. */
    public List<String> header(String name) {
        return header(headers, name);
    }

    /** What it means for trying again. */
    public Verdict verdict() {
        return verdict;
    }

    /** The values of one of these headers, whatever the case of its name. */
    public static List<String> header(Map<String, List<String>> headers, String name) {
        List<String> exact = headers.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (name.equalsIgnoreCase(header.getKey())) {
                return header.getValue();
            }
        }
        return List.of();
    }
}
