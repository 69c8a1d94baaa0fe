package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of one object as it is kept: never changed, printed at most once. */
public final class Stored {
    private final String namespace;
    private final String name;
    private final long revision;
    private final Map<String, Object> object;
    private byte @Nullable [] printed;

    Stored(String namespace, String name, long revision, Map<String, Object> object) {
        this.namespace = namespace;
        this.name = name;
        this.revision = revision;
        this.object = object;
    }

    /** The namespace, empty for cluster-wide kinds. */
    public String namespace() {
        return namespace;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The revision at which it was written. */
    public long revision() {
        return revision;
    }

    /** The object, not to be changed. */
    public Map<String, Object> object() {
        return object;
    }

    /** The object as JSON. */
    public byte[] json() {
        byte[] bytes = printed;
        if (bytes == null) {
            bytes = Json.bytes(object);
            printed = bytes;
        }
        return bytes;
    }
}
