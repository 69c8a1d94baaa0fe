package io.fairlead.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON patch (RFC 6902) for what server-side apply cannot own, such as one entry of an atomic list.
 *
 * <p>{@code Amendment.of(a -> a.replace("/spec/rules/0/backendRefs/1/weight", 20))}. Immutable.
 *
 * @param edits the edits, in order
 */
public record Amendment(List<Edit> edits) {

    public Amendment {
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("an amendment has at least one edit");
        }
    }

    /** An amendment told to a builder. */
    public static Amendment of(Consumer<Builder> edits) {
        Builder builder = new Builder();
        edits.accept(builder);
        return new Amendment(builder.edits);
    }

    /**
     * One edit of one place.
     *
     * @param verb {@code add}, {@code replace} or {@code remove}
     * @param pointer where, as an RFC 6901 pointer ({@code /} in a name is {@code ~1}, {@code ~} is {@code ~0})
     * @param value the new value; null for {@code remove}
     */
    public record Edit(
            String verb, String pointer, @Nullable Object value) {
        public Edit {
            if (!pointer.startsWith("/")) {
                throw new IllegalArgumentException("a JSON pointer begins with a slash, got \"" + pointer + "\"");
            }
        }
    }

    /** Collects edits. */
    public static final class Builder {

        private final List<Edit> edits = new ArrayList<>();

        private Builder() {}

        /** Adds a field, or inserts a list item before this index ({@code -} for the end). */
        public Builder add(String pointer, Object value) {
            edits.add(new Edit("add", pointer, value));
            return this;
        }

        /** Replaces the value that must be there. */
        public Builder replace(String pointer, Object value) {
            edits.add(new Edit("replace", pointer, value));
            return this;
        }

        /** Removes the value that must be there. */
        public Builder remove(String pointer) {
            edits.add(new Edit("remove", pointer, null));
            return this;
        }
    }
}
