package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.store.ApiError;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the few reviews that kubectl sends as protobuf and only so: whether the user may do something, and what.
 *
 * <p>Everything else is taken as JSON or YAML, and 415 otherwise.
 */
final class Protobuf {
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final Map<String, List<String>> FIELDS = Map.of(
            "SelfSubjectAccessReview", List.of("metadata", "spec"),
            "SelfSubjectRulesReview", List.of("metadata", "spec"),
            "SelfSubjectReview", List.of("metadata"),
            "resourceAttributes",
                    List.of("=namespace", "=verb", "=group", "=version", "=resource", "=subresource", "=name"),
            "nonResourceAttributes", List.of("=path", "=verb"));

    private Protobuf() {}

    /** Whether the reviews of a kind are read. */
    static boolean reads(String kind) {
        return kind.startsWith("SelfSubject") && FIELDS.containsKey(kind);
    }

    /** The body's object, without its kind and version. */
    static Map<String, Object> object(String kind, byte[] body) {
        try {
            if (body.length < MAGIC.length || !Arrays.equals(MAGIC, 0, 4, body, 0, 4)) {
                throw ApiError.badRequest("the object provided is no protobuf of Kubernetes");
            }
            ByteBuffer envelope = ByteBuffer.wrap(body, 4, body.length - 4);
            while (envelope.hasRemaining()) {
                int tag = (int) number(envelope);
                if (tag == (2 << 3 | 2)) {
                    return message(kind, bytes(envelope));
                }
                skip(tag, envelope);
            }
            return new LinkedHashMap<>();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw ApiError.badRequest("the object provided is cut off");
        }
    }

    private static List<String> fields(String kind, String name) {
        if (name.equals("spec")) {
            return kind.equals("SelfSubjectRulesReview")
                    ? List.of("=namespace")
                    : List.of("resourceAttributes", "nonResourceAttributes");
        }
        return FIELDS.getOrDefault(name, List.of());
    }

    private static Map<String, Object> message(String kind, ByteBuffer in) {
        return message(kind, fields(kind, kind), in);
    }

    private static Map<String, Object> message(String kind, List<String> fields, ByteBuffer in) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            int tag = (int) number(in);
            int field = tag >>> 3;
            if ((tag & 7) != 2 || field > fields.size()) {
                skip(tag, in);
                continue;
            }
            String name = fields.get(field - 1);
            ByteBuffer value = bytes(in);
            if (name.startsWith("=")) {
                object.put(
                        name.substring(1), StandardCharsets.UTF_8.decode(value).toString());
            } else {
                object.put(name, message(kind, fields(kind, name), value));
            }
        }
        return object;
    }

    private static void skip(int tag, ByteBuffer in) {
        switch (tag & 7) {
            case 0 -> number(in);
            case 1 -> in.getLong();
            case 2 -> bytes(in);
            case 5 -> in.getInt();
            default -> throw new IllegalArgumentException("unknown wire type");
        }
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        int length = (int) number(in);
        ByteBuffer part = in.slice(in.position(), Math.min(length, in.remaining()));
        in.position(in.position() + length);
        return part;
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            number |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }
}
