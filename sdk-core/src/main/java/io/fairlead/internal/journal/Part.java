package io.fairlead.internal.journal;

import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One object of a record, on its way to the cluster. Not safe for threads. */
final class Part {

    static final ResourceType CONFIG_MAPS =
            new ResourceType(Kind.of("v1", "ConfigMap"), "configmaps", true, Set.of("list"), Set.of());
    static final ResourceType SECRETS =
            new ResourceType(Kind.of("v1", "Secret"), "secrets", true, Set.of("list"), Set.of());

    /** The server takes 1 MiB of data; a part is left room to grow with what is known after its waves. */
    static final int FULL = 700_000;

    static final int LIMIT = 1_000_000;

    final int number;
    final boolean secret;
    String namespace;
    final String name;
    private final Map<String, String> chunks = new LinkedHashMap<>();
    private final List<String> retired = new ArrayList<>();
    private int size;
    boolean keys;
    boolean dirty = true;
    String version = "";
    String uid = "";

    /** Who wrote what was sent and never answered, and which time; empty when all was answered. */
    List<Optional<String>> unanswered = List.of();

    Part(int number, boolean secret, String namespace, String record) {
        this.number = number;
        this.secret = secret;
        this.namespace = namespace;
        this.name = number == 1 ? record : record + "-" + number;
    }

    /** A part as it is in the cluster. */
    static Part of(Map<String, Object> object, String record) {
        boolean secret = "Secret".equals(object.get("kind"));
        Part part = new Part(
                Marks.number(
                        Trees.text(object, "metadata", "labels", Marks.PART).orElse("")),
                secret,
                Trees.text(object, "metadata", "namespace").orElse(""),
                record);
        Trees.map(object, secret ? "data" : "binaryData").forEach((key, bytes) -> {
            if (!key.equals(RecordWriter.INDEX) && !key.equals(RecordWriter.SUM)) {
                part.chunks.put(key, String.valueOf(bytes));
                part.size += String.valueOf(bytes).length() / 4 * 3;
            }
        });
        part.keys = Trees.text(object, "metadata", "annotations", Marks.KEYS).isPresent();
        part.version = Trees.text(object, "metadata", "resourceVersion").orElse("");
        part.uid = Trees.text(object, "metadata", "uid").orElse("");
        part.dirty = false;
        return part;
    }

    ResourceType type() {
        return secret ? SECRETS : CONFIG_MAPS;
    }

    Ref ref() {
        return new Ref(type().kind(), namespace, name);
    }

    int room(int limit) {
        return limit - size;
    }

    void add(String key, byte[] bytes) {
        chunks.put(key, Base64.getEncoder().encodeToString(bytes));
        size += bytes.length;
        dirty = true;
    }

    /** Takes a chunk out; of a part that another one's index still names it goes with the next write but one. */
    void drop(String key, boolean atOnce) {
        dirty = true;
        if (atOnce) {
            remove(key);
        } else {
            retired.add(key);
        }
    }

    private void remove(String key) {
        String gone = chunks.remove(key);
        size -= gone == null ? 0 : gone.length() / 4 * 3;
    }

    /** The index names the newest chunks now. */
    void indexed() {
        retired.forEach(this::remove);
        retired.clear();
    }

    /** Moves all chunks of another part here. */
    void takeFrom(Part other, String key) {
        String bytes = other.chunks.get(key);
        if (bytes != null) {
            chunks.put(key, bytes);
            size += bytes.length() / 4 * 3;
        }
    }

    /** The object's data: packed chunks, and texts that people may read. */
    void putData(Map<String, Object> object, Map<String, String> texts) {
        if (secret) {
            Map<String, Object> data = new LinkedHashMap<>();
            texts.forEach((key, text) -> data.put(
                    key, Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            data.putAll(chunks);
            object.put("type", "fairlead.io/journal");
            object.put("data", data);
        } else {
            if (!texts.isEmpty()) {
                object.put("data", new LinkedHashMap<>(texts));
            }
            object.put("binaryData", new LinkedHashMap<>(chunks));
        }
    }
}
