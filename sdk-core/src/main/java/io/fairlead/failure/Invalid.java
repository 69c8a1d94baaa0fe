package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The server cannot accept the object as it is written; values of Secrets are never in it. */
public final class Invalid extends FairleadException {

    private static final int SHOWN = 5;

    private final transient List<FieldFault> faults;

    /** An object with these faults. */
    public Invalid(String tried, List<FieldFault> faults, @Nullable Ref ref) {
        super(tried, text(faults), "Correct these fields, then run it again.", ref, null);
        this.faults = List.copyOf(faults);
    }

    private static String text(List<FieldFault> faults) {
        String more = faults.size() > SHOWN ? "; and " + (faults.size() - SHOWN) + " more" : "";
        return faults.stream()
                .limit(SHOWN)
                .map(FieldFault::toString)
                .collect(Collectors.joining("; ", "The API server finds it invalid: ", more + "."));
    }

    /** What is wrong, field by field. */
    public List<FieldFault> faults() {
        return faults;
    }
}
