package io.fairlead.resource;

/**
 * One field that a change adds, removes or gives another value.
 *
 * @param path the field
 * @param before what it held
 * @param after what it will hold
 */
public record FieldChange(FieldPath path, FieldValue before, FieldValue after) implements Comparable<FieldChange> {

    /** Whether the field was not there before. */
    public boolean isAddition() {
        return !before.isPresent();
    }

    /** Whether the field will be gone. */
    public boolean isRemoval() {
        return !after.isPresent();
    }

    @Override
    public int compareTo(FieldChange other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        if (isAddition()) {
            return "+ " + path + ": " + after;
        }
        return isRemoval() ? "- " + path + ": " + before : "~ " + path + ": " + before + " -> " + after;
    }
}
