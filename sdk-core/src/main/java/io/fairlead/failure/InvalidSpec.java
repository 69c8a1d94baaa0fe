package io.fairlead.failure;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** What was asked for cannot be right, whatever the cluster says: found before anything was sent. */
public final class InvalidSpec extends FairleadException {

    private final transient FieldPath path;
    private final String expected;

    /**
     * A field that cannot be right.
     *
     * @param tried what was tried
     * @param path the field
     * @param problem what is wrong with it, without the value where that may be a secret: {@code is null}
     * @param expected what is expected instead, without a full stop
     * @param ref the object, where it is known
     */
    public InvalidSpec(String tried, FieldPath path, String problem, String expected, @Nullable Ref ref) {
        super(tried, "The field " + path + " " + problem + ".", "Expected " + expected + ".", ref, null);
        this.path = path;
        this.expected = expected;
    }

    /** The field that is wrong. */
    public FieldPath path() {
        return path;
    }

    /** What is expected instead. */
    public String expected() {
        return expected;
    }
}
