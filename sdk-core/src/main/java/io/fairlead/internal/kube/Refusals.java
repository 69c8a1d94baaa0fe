package io.fairlead.internal.kube;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Unavailable;
import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** Turns the server's refusals into typed failures. */
final class Refusals {

    private Refusals() {}

    static FairleadException failure(Reply reply, String tried, @Nullable Ref ref) {
        if (reply.code() == Reply.NO_ANSWER) {
            return new Unavailable(tried, reply.text(), ref, null);
        }
        return new Unavailable(tried, "The API server answered " + reply.code() + ".", ref, null);
    }
}
