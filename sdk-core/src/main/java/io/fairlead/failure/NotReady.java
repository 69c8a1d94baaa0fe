package io.fairlead.failure;

import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was waited for cannot come by waiting: something must be mended first. */
public final class NotReady extends FairleadException {

    private final transient List<Diagnosis> diagnoses;

    /**
     * A wait that ended on a cause.
     *
     * @param tried what was waited for
     * @param diagnoses the causes, the one that ended the wait first; at least one
     * @param ref the object waited for, where it was one
     */
    public NotReady(String tried, List<Diagnosis> diagnoses, @Nullable Ref ref) {
        super(
                tried,
                diagnoses.get(0).toString() + ".",
                sentence(diagnoses.get(0).remedy()),
                ref,
                null);
        this.diagnoses = List.copyOf(diagnoses);
    }

    private static String sentence(String remedy) {
        return remedy.isEmpty() || remedy.endsWith(".")
                ? remedy
                : Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
    }

    /** The causes, the one that ended the wait first. */
    public List<Diagnosis> diagnoses() {
        return diagnoses;
    }
}
