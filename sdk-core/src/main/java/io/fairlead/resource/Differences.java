package io.fairlead.resource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How two states of one object differ, field by field, in the order of their paths.
 *
 * <p>Says nothing of what a server sets on every write (times, versions, managed fields). Immutable.
 *
 * @param changes one change a field
 */
public record Differences(List<FieldChange> changes) {

    private static final int SHOWN = 20;

    public Differences {
        changes = changes.stream().sorted().toList();
    }

    /** No difference. */
    public static Differences none() {
        return new Differences(List.of());
    }

    /** Whether both states say the same. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The change of exactly this field, if it changes. */
    public Optional<FieldChange> at(FieldPath path) {
        return changes.stream().filter(change -> change.path().equals(path)).findFirst();
    }

    @Override
    public String toString() {
        if (changes.isEmpty()) {
            return "no difference";
        }
        String lines =
                changes.stream().limit(SHOWN).map(change -> "\n  " + change).collect(Collectors.joining());
        String more = changes.size() > SHOWN ? "\n  ... and " + (changes.size() - SHOWN) + " more" : "";
        return changes.size() + (changes.size() == 1 ? " field differs" : " fields differ") + lines + more;
    }
}
