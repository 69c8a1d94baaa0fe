package io.fairlead.internal.engine;

import io.fairlead.failure.NotResumed;
import io.fairlead.operation.Act;
import io.fairlead.operation.ExternalStep;
import org.jspecify.annotations.Nullable;

/** What steps that an earlier process took gave back, from its record. */
final class MetValues {

    private MetValues() {}

    /** What a step without a value gives. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // it has no other value
    static <T> T none() {
        return cast(null);
    }

    static <T> T of(Ledger.Acted done, Act<T> act, Replay replay, Replay.Played played) {
        if (done.given().kept()) {
            return cast(done.given().value());
        }
        // Of one whose answer nobody got, what a plan says of it is what it gives.
        return act.predicted().orElseThrow(() -> replay.refuse(NotResumed.notKept(replay.id(), played.what())));
    }

    static <T> T of(Ledger.Stepped done, ExternalStep<T> step, Replay replay) {
        if (step.valueless()) {
            return none();
        }
        if (done.given().kept()) {
            return cast(done.given().value());
        }
        throw replay.refuse(NotResumed.notKept(replay.id(), step.name()));
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // what was kept is what was given
    private static <T> T cast(@Nullable Object value) {
        return (T) value;
    }
}
