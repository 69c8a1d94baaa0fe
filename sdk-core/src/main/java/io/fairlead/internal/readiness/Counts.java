package io.fairlead.internal.readiness;

/** Numbers in sentences. */
final class Counts {

    private Counts() {}

    /** {@code 1 old replica is}, {@code 2 old replicas are}. */
    static String of(long count, String noun) {
        return count == 1 ? "1 " + noun + " is" : count + " " + noun + "s are";
    }
}
