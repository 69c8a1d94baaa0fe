package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an object is too large for the API server, found before megabytes are sent. */
final class Sizes {

    private static final long REQUEST_LIMIT = 3L * 1024 * 1024;
    private static final long STORE_LIMIT = 1536L * 1024;
    private static final long DATA_LIMIT = 1024L * 1024;
    private static final long ANNOTATIONS_LIMIT = 256L * 1024;

    private Sizes() {}

    /** Makes the failure for a field that is too large. */
    @FunctionalInterface
    interface TooLarge {
        RuntimeException of(FieldPath path, String problem, String expected);
    }

    /** Throws where the server is certain to refuse it; else what there is to warn of. */
    static Optional<String> check(Map<String, Object> tree, TooLarge tooLarge) {
        Ref ref = Ref.of(tree);
        long data = dataOf(ref.kind(), tree);
        if (data > DATA_LIMIT) {
            throw tooLarge.of(
                    FieldPath.of("data"),
                    "holds " + kibi(data) + " KiB",
                    "at most 1024 KiB in one " + ref.kind().name() + ": split it, or keep it elsewhere");
        }
        long annotations = 0;
        for (Map.Entry<String, Object> entry :
                Trees.map(tree, "metadata", "annotations").entrySet()) {
            annotations += utf8(entry.getKey()) + utf8((String) entry.getValue());
        }
        if (annotations > ANNOTATIONS_LIMIT) {
            throw tooLarge.of(
                    FieldPath.of("metadata", "annotations"),
                    "holds " + kibi(annotations) + " KiB",
                    "at most 256 KiB of annotations in one object");
        }
        long size = size(tree);
        if (size > REQUEST_LIMIT) {
            throw tooLarge.of(
                    FieldPath.root(),
                    "comes to " + kibi(size) + " KiB of JSON",
                    "at most 3072 KiB, which is what the API server takes in one request");
        }
        return size > STORE_LIMIT
                ? Optional.of(ref + " comes to " + kibi(size)
                        + " KiB of JSON; etcd refuses objects of more than 1536 KiB unless it is set up otherwise.")
                : Optional.empty();
    }

    private static long dataOf(Kind kind, Map<String, Object> tree) {
        boolean isSecret = kind.name().equals("Secret");
        if (!kind.group().isEmpty() || !(isSecret || kind.name().equals("ConfigMap"))) {
            return 0;
        }
        long bytes = 0;
        for (Object value : Trees.map(tree, "data").values()) {
            bytes += isSecret ? decodedSize((String) value) : utf8((String) value);
        }
        for (Object value : Trees.map(tree, "binaryData").values()) {
            bytes += decodedSize(String.valueOf(value));
        }
        return bytes;
    }

    private static long decodedSize(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3L - padding;
    }

    private static long kibi(long bytes) {
        return (bytes + 1023) / 1024;
    }

    private static long size(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            long size = 2;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += ((String) entry.getKey()).length() + 4 + size(entry.getValue());
            }
            return size;
        }
        if (tree instanceof List<?> list) {
            long size = 2;
            for (Object item : list) {
                size += size(item) + 1;
            }
            return size;
        }
        return tree instanceof String text
                ? utf8(text) + 2
                : String.valueOf(tree).length();
    }

    private static long utf8(String text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return size;
    }
}
