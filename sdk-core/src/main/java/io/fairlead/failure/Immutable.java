package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that cannot be changed after creation would be changed. */
public final class Immutable extends FairleadException {

    private final transient List<String> fields;

    /** Fields that stay as they were made. */
    public Immutable(String tried, List<String> fields, @Nullable Ref ref) {
        super(
                tried,
                String.join(", ", fields) + " cannot be changed after creation.",
                "Leave it as it is, or allow the object to be replaced (deleted and created again).",
                ref,
                null);
        this.fields = List.copyOf(fields);
    }

    /** The fields, as the server names them. */
    public List<String> fields() {
        return fields;
    }
}
