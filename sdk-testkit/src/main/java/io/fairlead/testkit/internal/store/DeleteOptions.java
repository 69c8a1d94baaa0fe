package io.fairlead.testkit.internal.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an object is to be deleted.
 *
 * @param graceSeconds the seconds a pod is given to stop, null for its own
 * @param propagation what becomes of dependents, null for the kind's default
 * @param uid deletes only the object with this uid, null for any
 * @param resourceVersion deletes only this version, null for any
 * @param dryRun whether everything is checked and nothing done
 */
public record DeleteOptions(
        @Nullable Long graceSeconds,
        @Nullable Propagation propagation,
        @Nullable String uid,
        @Nullable String resourceVersion,
        boolean dryRun) {

    /** What becomes of an object's dependents. */
    public enum Propagation {
        /** They are deleted after it. */
        BACKGROUND,
        /** They are deleted before it. */
        FOREGROUND,
        /** They stay and forget it. */
        ORPHAN;

        /** Reads the word the API uses, such as {@code Background}. */
        public static Optional<Propagation> of(String word) {
            return switch (word) {
                case "Background" -> Optional.of(BACKGROUND);
                case "Foreground" -> Optional.of(FOREGROUND);
                case "Orphan" -> Optional.of(ORPHAN);
                default -> Optional.empty();
            };
        }
    }

    /** Deletes with the kind's own grace and propagation. */
    public static DeleteOptions defaults() {
        return new DeleteOptions(null, null, null, null, false);
    }

    /** Deletes in the background, dependents after. */
    public static DeleteOptions background() {
        return new DeleteOptions(null, Propagation.BACKGROUND, null, null, false);
    }

    /** Deletes at once, without waiting for a kubelet to confirm: what a kubelet itself does at a pod's end. */
    public static DeleteOptions now() {
        return new DeleteOptions(0L, Propagation.BACKGROUND, null, null, false);
    }

    /** The same for one incarnation of the object only. */
    public DeleteOptions onlyUid(String only) {
        return new DeleteOptions(graceSeconds, propagation, only, resourceVersion, dryRun);
    }

    /** The same for any version of the object. */
    public DeleteOptions anyVersion() {
        return new DeleteOptions(graceSeconds, propagation, uid, null, dryRun);
    }
}
