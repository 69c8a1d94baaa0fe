package io.fairlead.policy;

import java.util.Locale;

/** Refusals of values that cannot be meant. */
final class Checks {

    private Checks() {}

    static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }
}
