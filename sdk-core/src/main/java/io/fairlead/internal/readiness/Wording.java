package io.fairlead.internal.readiness;

import io.fairlead.resource.Evidence;

/** Words from an object, fit to stand in a sentence. */
final class Wording {

    private Wording() {}

    /** The word, quoted safely, or {@code (none)}. */
    static String word(String text) {
        String quoted = Evidence.quote(text);
        return quoted.isEmpty() ? "(none)" : quoted;
    }
}
