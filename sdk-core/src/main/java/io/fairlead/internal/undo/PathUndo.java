package io.fairlead.internal.undo;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;

/**
 * What undo does with one path.
 *
 * @param path the path
 * @param step what is done
 * @param live what it holds now
 * @param prior what it is given back
 * @param why for a refusal, why, naming who owns the path now; else empty or a remark
 */
public record PathUndo(FieldPath path, Step step, FieldValue live, FieldValue prior, String why) {

    /** What is done with a path. */
    public enum Step {
        /** It is as before already. */
        DONE,
        /** Its value is; its ownership is given back. */
        OWNERSHIP,
        /** Its value is given back, and then its ownership. */
        RESTORE,
        /** Others changed it since: it stays as it is. */
        REFUSED
    }

    @Override
    public String toString() {
        return switch (step) {
            case DONE -> path + ": as before";
            case OWNERSHIP -> path + ": given back to its owner";
            case RESTORE -> path + ": " + live + " -> " + prior + (why.isEmpty() ? "" : " (" + why + ")");
            case REFUSED -> path + ": stays " + live + ", because " + why;
        };
    }
}
