package io.fairlead.disruption;

/** Whose size a budget's percentages and {@code maxUnavailable} count for a pod. */
public sealed interface Controller {

    /** Nobody's: the pod was made by hand. It counts as healthy, and in no denominator. */
    record None() implements Controller {}

    /**
     * A workload's.
     *
     * @param uid the workload's uid
     */
    record Sized(String uid) implements Controller {}

    /**
     * It cannot be told, so that a budget that asks for it allows nothing.
     *
     * @param why the disruption controller's words
     */
    record Unknown(String why) implements Controller {}
}
