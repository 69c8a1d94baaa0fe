package io.fairlead.operation;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import java.util.List;

/**
 * What taking back gave back, and what not.
 *
 * @param restored the objects that are as before
 * @param kept what was left alone, field by field, with the reason
 */
public record UndoReport(List<Ref> restored, List<Kept> kept) {

    public UndoReport {
        restored = List.copyOf(restored);
        kept = List.copyOf(kept);
    }

    /**
     * A field, or a whole object, that was not taken back.
     *
     * @param ref the object
     * @param path the field; the root for the whole object
     * @param why the reason, naming who changed it since
     */
    public record Kept(Ref ref, FieldPath path, String why) {
        @Override
        public String toString() {
            return ref + (path.steps().isEmpty() ? "" : " " + path) + ": " + why;
        }
    }

    /** Whether everything is as before. */
    public boolean complete() {
        return kept.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(restored.size())
                .append(restored.size() == 1 ? " object" : " objects")
                .append(" given back");
        if (!kept.isEmpty()) {
            text.append(", ").append(kept.size()).append(" left alone");
            kept.stream().limit(20).forEach(item -> text.append("\n  ").append(item));
        }
        return text.toString();
    }
}
